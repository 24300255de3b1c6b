#include "core/base/stream.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace tanba {

Result<std::size_t> MemoryInput::read(std::span<std::uint8_t> buffer) {
    const std::size_t count = std::min(buffer.size(), content_.size() - position_);
    if (count != 0)
        std::memcpy(buffer.data(), content_.data() + position_, count);
    position_ += count;
    return count;
}

Outcome MemoryInput::rewind() {
    position_ = 0;
    return Done{};
}

Outcome MemorySink::write(ByteView bytes) {
    append(content, bytes);
    return Done{};
}

Result<Bytes> readAll(ByteSource& source, std::size_t limit) {
    // One byte more than the limit, so that a longer source is noticed at once.
    Bytes buffer(std::min(limit, kStreamBuffer - 1) + 1);
    Bytes content;
    while (true) {
        TANBA_TRY(const std::size_t count, source.read(buffer));
        if (count == 0)
            return content;
        if (count > limit - content.size())
            return fail(FailureCode::FileTooLarge, {}, "more than " + std::to_string(limit) + " bytes");
        append(content, ByteView(buffer).first(count));
    }
}

} // namespace tanba
