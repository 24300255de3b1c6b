#include "app/documents/encoding_sink.h"

#include "core/base/encoding.h"

namespace tanba::documents {

namespace {

// 48 bytes are one PEM line of 64 characters, and a multiple of 3, so that base64 needs no padding between.
constexpr std::size_t kLineBytes = 48;
constexpr std::size_t kPieceBytes = kLineBytes * 1024;

std::string pemBoundary(std::string_view word) {
    return "-----" + std::string(word) + " " + std::string(kCmsPemLabel) + "-----\n";
}

} // namespace

Outcome EncodingSink::writeWhole(std::size_t size) {
    const ByteView bytes = ByteView(waiting_).first(size);
    std::string text;
    if (encoding_ == Encoding::Base64) {
        text = toBase64(bytes);
    } else {
        for (std::size_t start = 0; start < bytes.size(); start += kLineBytes)
            text += toBase64(bytes.subspan(start, std::min(kLineBytes, bytes.size() - start))) + "\n";
    }
    TANBA_CHECK(writeText(text));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(size));
    return Done{};
}

Outcome EncodingSink::write(ByteView bytes) {
    if (encoding_ == Encoding::Der)
        return out_.write(bytes);
    if (!begun_ && encoding_ == Encoding::Pem) {
        TANBA_CHECK(writeText(pemBoundary("BEGIN")));
    }
    begun_ = true;
    append(waiting_, bytes);
    if (waiting_.size() < kPieceBytes)
        return Done{};
    return writeWhole(waiting_.size() / kLineBytes * kLineBytes);
}

Outcome EncodingSink::finish() {
    if (encoding_ == Encoding::Der)
        return Done{};
    TANBA_CHECK(writeWhole(waiting_.size()));
    return writeText(encoding_ == Encoding::Pem ? pemBoundary("END") : std::string("\n"));
}

} // namespace tanba::documents
