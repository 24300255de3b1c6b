#pragma once

#include "core/base/child_process.h"
#include "core/base/file_store.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tanba::demo {

/// What the reference portal (tests/portal) is started with.
struct ReferencePortalPlan {
    std::filesystem::path program;
    std::filesystem::path directory; ///< of its own: certificate, outbox
    std::filesystem::path accounts;
    std::filesystem::path trust;
    std::vector<std::string> switches = {}; ///< what it can be made to do (tests/portal/README.md)
};

/// The reference portal as a process of its own, which ends with this object, and by itself when this process
/// is gone.
class ReferencePortal {
  public:
    /// Waits until it can be asked. demo.failed.
    static Result<std::unique_ptr<ReferencePortal>> start(FileStore& files, const ReferencePortalPlan& plan,
                                                          const CancelToken* cancel);

    const std::string& origin() const { return origin_; }
    /// The authority of its TLS certificate, PEM.
    const std::filesystem::path& roots() const { return roots_; }
    /// One JSON object a line for each SMS that it sent.
    const std::filesystem::path& outbox() const { return outbox_; }

  private:
    explicit ReferencePortal(std::unique_ptr<ChildProcess> process) : process_(std::move(process)) {}

    std::unique_ptr<ChildProcess> process_;
    std::string origin_;
    std::filesystem::path roots_;
    std::filesystem::path outbox_;
};

} // namespace tanba::demo
