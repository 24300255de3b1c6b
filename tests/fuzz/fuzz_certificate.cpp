#include "core/keys/certificate.h"
#include "core/keys/kz_profile.h"

#include <cstdint>
#include <cstdlib>

namespace {

using tanba::keys::Certificate;

/// Everything that is ever asked of a certificate from outside.
void use(const Certificate& certificate) {
    const auto profile = tanba::keys::kzProfile(certificate);
    static_cast<void>(profile.owner.displayName());
    static_cast<void>(certificate.subject().display());
    static_cast<void>(certificate.serialHex());
    static_cast<void>(certificate.fingerprint());
    if (certificate.publicKey().ok())
        static_cast<void>(certificate.verifySignedBy(certificate.publicKey().value()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto certificate = Certificate::fromAnyEncoding({data, size});
    if (!certificate.ok())
        return 0;
    use(certificate.value());
    // What was accepted once is accepted again, from its own bytes.
    const auto again = Certificate::fromDer(certificate.value().der());
    if (!again.ok() || !(again.value() == certificate.value()))
        std::abort();
    return 0;
}
