#include "core/trust/ocsp.h"

#include <cstdint>

using namespace tanba;

/// OCSP answers, with everything that is asked of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto response = trust::OcspResponse::read({data, size});
    if (!response.ok())
        return 0;
    for (const keys::Certificate& certificate : response.value().certificates) {
        if (certificate.publicKey().ok())
            static_cast<void>(response.value().verifySignedBy(certificate.publicKey().value()));
        for (const trust::OcspAnswer& answer : response.value().answers)
            static_cast<void>(answer.isAbout(answer.serial, certificate.subject().der(),
                                             certificate.subjectPublicKeyInfo()));
    }
    return 0;
}
