#include "core/base/message.h"

#include <array>

namespace tanba {

namespace {

constexpr std::size_t kNumberSize = 8;

} // namespace

void putNumber(std::span<std::uint8_t> target, std::uint64_t value) {
    for (std::size_t i = target.size(); i-- > 0; value >>= 8U)
        target[i] = static_cast<std::uint8_t>(value & 0xFFU);
}

std::uint64_t numberOf(ByteView source) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : source)
        value = (value << 8U) | byte;
    return value;
}

MessageWriter& MessageWriter::number(std::uint64_t value) {
    std::array<std::uint8_t, kNumberSize> bytes{};
    putNumber(bytes, value);
    append(content_, bytes);
    return *this;
}

MessageWriter& MessageWriter::bytes(ByteView value) {
    number(value.size());
    append(content_, value);
    return *this;
}

Result<std::uint64_t> MessageReader::number() {
    if (rest_.size() < kNumberSize)
        return malformed();
    const std::uint64_t value = numberOf(rest_.first(kNumberSize));
    rest_ = rest_.subspan(kNumberSize);
    return value;
}

Result<std::uint64_t> MessageReader::number(std::uint64_t most) {
    TANBA_TRY(const std::uint64_t value, number());
    if (value > most)
        return malformed();
    return value;
}

Result<ByteView> MessageReader::bytes(std::size_t most) {
    TANBA_TRY(const std::uint64_t length, number(most));
    if (length > rest_.size())
        return malformed();
    const ByteView value = rest_.first(static_cast<std::size_t>(length));
    rest_ = rest_.subspan(value.size());
    return value;
}

Result<std::string> MessageReader::text(std::size_t most) {
    TANBA_TRY(const ByteView value, bytes(most));
    return std::string(asText(value));
}

Outcome MessageReader::end() const {
    if (!rest_.empty())
        return malformed();
    return Done{};
}

} // namespace tanba
