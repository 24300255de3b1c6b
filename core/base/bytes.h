#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace tanba {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The characters of `text` as bytes. Not for secrets: those live in SecretBytes.
inline Bytes toBytes(std::string_view text) {
    return Bytes(text.begin(), text.end());
}

/// A view of the characters of `text`; valid as long as `text` is.
inline ByteView viewOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view asText(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Ordinary comparison, not constant in time: only for public bytes.
inline bool sameBytes(ByteView left, ByteView right) {
    return std::ranges::equal(left, right);
}

inline void append(Bytes& target, ByteView more) {
    target.insert(target.end(), more.begin(), more.end());
}

} // namespace tanba
