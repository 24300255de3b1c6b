#include "cardreader/apdu/ber_tlv.h"
#include "cardreader/drivers/piv_objects.h"
#include "cardreader/drivers/pkcs15_directory.h"

#include <cstdint>

using namespace tanba;

namespace {

void walk(card::TlvReader reader) {
    while (true) {
        const auto object = reader.next();
        if (!object.ok() || !object.value())
            return;
        if (object.value()->constructed())
            walk(card::TlvReader(*object.value()));
    }
}

} // namespace

/// Files of cards as bytes: data objects, the directories of ISO 7816-15, PIV objects.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView file(data, size);
    walk(card::TlvReader(file));
    static_cast<void>(card::pkcs15::readObjectDirectory(file));
    static_cast<void>(card::pkcs15::readTokenInfo(file));
    static_cast<void>(card::pkcs15::readPins(file));
    static_cast<void>(card::pkcs15::readKeys(file));
    static_cast<void>(card::pkcs15::readCertificates(file));
    static_cast<void>(card::piv::certificateIn(file));
    static_cast<void>(card::piv::guidIn(file));
    return 0;
}
