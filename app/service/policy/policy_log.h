#pragma once

#include "app/service/consent/consent.h"
#include "core/base/clock.h"
#include "core/base/growing_file.h"

#include <memory>
#include <mutex>

namespace tanba::service {

/// What was asked of the policy and what became of it: JSON lines, 0600, only ever longer. Sizes and hashes
/// of what was to be signed, never contents or names of people. Any thread.
class PolicyLog {
  public:
    PolicyLog(std::unique_ptr<GrowingFile> file, const Clock& clock)
        : file_(std::move(file)), clock_(clock) {}

    /// On the medium when this returns.
    Outcome question(const ConsentQuestion& question, const Outcome& decision);
    Outcome finished(ConsentId id, const Outcome& outcome);
    Outcome refused(const RefusalNotice& notice);
    Outcome missingModule(const Caller& caller, const std::string& module);

  private:
    Outcome write(const std::string& line);

    std::mutex mutex_;
    std::unique_ptr<GrowingFile> file_;
    const Clock& clock_;
};

} // namespace tanba::service
