#pragma once

#include "core/base/result.h"
#include "core/keys/web_authority.h"

#include <memory>

namespace tanba::service {

/// A leaf, ready for handshakes: TLS 1.2 or newer, forward secrecy, no session kept.
class TlsSettings {
  public:
    /// service.identity_unusable when OpenSSL does not take it.
    static Result<std::shared_ptr<TlsSettings>> make(const keys::WebLeaf& leaf);

    struct Parts;
    explicit TlsSettings(std::unique_ptr<Parts> parts);
    ~TlsSettings();
    Parts& parts() { return *parts_; }

  private:
    std::unique_ptr<Parts> parts_;
};

} // namespace tanba::service
