#include "app/preview/wire.h"

#include <cstdint>

using namespace tanba;

/// What a worker may say once a document has taken it over.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    static_cast<void>(preview::wire::decodeOrder(bytes));
    static_cast<void>(preview::wire::decodeAnswerHeader(bytes));
    preview::wire::Order order;
    order.maxWidth = order.maxHeight = 64;
    static_cast<void>(preview::wire::decodeBody(bytes, order));
    return 0;
}
