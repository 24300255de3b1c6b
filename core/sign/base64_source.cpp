#include "core/sign/base64_source.h"

#include <algorithm>

namespace tanba::sign {

namespace {
/// On the stack: most texts are short, and there are many.
using Piece = std::array<std::uint8_t, 1024>;
} // namespace

bool isAnyBase64(InputFile& text, Foreign foreign) {
    constexpr std::size_t kEnough = kShortestText - 2;
    if (!text.rewind().ok())
        return false;
    Piece piece;
    std::size_t values = 0;
    while (foreign == Foreign::Refused || values < kEnough) {
        const auto count = text.read(piece);
        if (!count.ok())
            return false;
        if (count.value() == 0)
            break;
        for (const std::uint8_t byte : std::span(piece).first(count.value())) {
            const std::uint8_t value = base64Value(static_cast<char>(byte));
            if (foreign == Foreign::Refused && (value == kBase64End || byte >= 0x80))
                return false;
            values += value < kBase64Skipped ? 1U : 0U;
        }
    }
    return values >= kEnough;
}

Result<std::size_t> Base64Source::read(std::span<std::uint8_t> buffer) {
    std::size_t size = 0;
    Piece piece;
    while (size == 0 && !buffer.empty()) {
        // Never more bytes than characters.
        TANBA_TRY(const std::size_t count,
                  text_.read(std::span(piece).first(std::min(piece.size(), buffer.size()))));
        if (count == 0)
            break;
        for (const std::uint8_t byte : std::span(piece).first(count)) {
            const std::uint8_t value = base64Value(static_cast<char>(byte));
            if (value >= kBase64Skipped)
                continue;
            if (const auto decoded = bits_.add(value))
                buffer[size++] = *decoded;
        }
    }
    return size;
}

Outcome Base64Source::rewind() {
    bits_ = Base64Bits();
    return text_.rewind();
}

} // namespace tanba::sign
