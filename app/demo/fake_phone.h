#pragma once

#include "core/base/file_store.h"
#include "core/base/http_transport.h"

#include <filesystem>
#include <string>

namespace tanba::demo {

/// An SMS as the phone shows it.
struct Sms {
    std::string sender;
    std::string text;
    std::string code; ///< the digits in it that a person would type
};

/// The last one in the reference portal's outbox. file.not_found while there is none; demo.failed when the
/// outbox is none.
Result<Sms> lastSms(FileStore& files, const std::filesystem::path& outbox);

/// The phone that answers a QR code, as the application of a portal would: over the reference portal's own
/// addresses for it (tests/portal/README.md), which no real portal has. Belongs to one thread at a time.
class FakePhone {
  public:
    FakePhone(HttpTransport& http, std::string origin) : http_(http), origin_(std::move(origin)) {}

    /// @param qrText what the picture holds. demo.failed when it is not one of this portal's; network.*.
    Outcome scan(const std::string& qrText, const WorkControl& control);
    /// What was scanned.
    Outcome confirm(const WorkControl& control) { return tell("confirm", control); }
    Outcome reject(const WorkControl& control) { return tell("reject", control); }

  private:
    Outcome tell(const std::string& what, const WorkControl& control);

    HttpTransport& http_;
    std::string origin_;
    std::string session_; ///< of the QR code that was scanned
};

} // namespace tanba::demo
