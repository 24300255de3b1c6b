#pragma once

#include "core/base/growing_file.h"
#include "tests/portal/ports.h"

#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace tanba::reference_portal {

/// A telephone network that ends in a file: a line of JSON for each SMS, {"to_masked","from","text"}. The
/// latest are remembered for the page that plays a phone.
class Outbox : public SmsGateway {
  public:
    static constexpr std::size_t kRemembered = 200;

    explicit Outbox(std::unique_ptr<GrowingFile> file) : file_(std::move(file)) {}

    void deliver(const Sms& sms) override;
    /// The latest first.
    std::vector<Sms> of(std::string_view phone) const;

  private:
    std::unique_ptr<GrowingFile> file_;
    std::deque<Sms> latest_;
};

} // namespace tanba::reference_portal
