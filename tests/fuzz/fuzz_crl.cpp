#include "core/base/encoding.h"
#include "core/trust/crl.h"

#include <cstdint>
#include <cstdlib>

using namespace tanba;

namespace {

Result<trust::Crl> read(ByteView encoded) {
    MemoryInput input(encoded);
    return trust::Crl::read(input, WorkControl{});
}

} // namespace

/// Revocation lists in DER and PEM.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView file(data, size);
    const auto list = read(file);
    if (!list.ok())
        return 0;
    const trust::Crl& crl = list.value();
    static_cast<void>(crl.issuer().display());
    static_cast<void>(crl.covers(nullptr));
    static_cast<void>(crl.find(file.first(size < 20 ? size : 20)));
    // What was accepted as DER is the same list in PEM.
    if (data[0] == 0x30) {
        const std::string pem = toPem("X509 CRL", file);
        const auto again = read(viewOf(pem));
        if (!again.ok() || again.value().size() != crl.size() ||
            again.value().thisUpdate() != crl.thisUpdate())
            std::abort();
    }
    return 0;
}
