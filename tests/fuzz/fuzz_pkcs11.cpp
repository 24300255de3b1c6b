#include "cardreader/pkcs11/slot_view.h"
#include "cardreader/pkcs11/wire/message.h"

#include <cstdint>

using namespace tanba;

/// What a helper process may answer once a vendor's module has broken it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    static_cast<void>(pkcs11::wire::decodeRequestHeader(bytes));
    static_cast<void>(pkcs11::wire::decodeReplyHeader(bytes));
    const auto slots = pkcs11::readSlots(bytes);
    if (slots.ok())
        for (const pkcs11::SlotView& slot : slots.value())
            static_cast<void>(slot.displayLabel());
    return 0;
}
