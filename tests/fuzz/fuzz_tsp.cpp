#include "core/trust/timestamp.h"

#include <cstdint>

using namespace tanba;

/// Time-stamp responses, tokens and the statements in them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView file(data, size);
    static_cast<void>(trust::TimestampInfo::read(file));
    const auto inside = trust::tokenOfResponse(file);
    const auto token = trust::TimestampToken::read(inside.ok() ? ByteView(inside.value()) : file);
    if (token.ok())
        static_cast<void>(token.value().stamps(file));
    return 0;
}
