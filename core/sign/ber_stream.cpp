#include "core/sign/ber_stream.h"

#include "core/base/der_reader.h"

#include <algorithm>
#include <cstring>

namespace tanba::sign {
namespace {

constexpr std::uint8_t kConstructedBit = 0x20;
constexpr std::uint8_t kLongTag = 0x1F;
constexpr std::uint8_t kLongLength = 0x80;
constexpr std::uint8_t kLengthBits = 0x7F;
constexpr std::size_t kEndOfContents = 2;
/// Also more than kMaxTrailingSpace, so that finish() never meets a buffer that is full of it.
constexpr std::size_t kSmallestBuffer = 512;

} // namespace

BerStream::BerStream(ByteSource& source, std::size_t bufferSize, std::size_t elementLimit)
    : source_(source), buffer_(std::max(bufferSize, kSmallestBuffer)), elementLimit_(elementLimit) {}

Failure BerStream::malformed(std::string_view what) const {
    return fail(FailureCode::CmsMalformed, {}, std::string(what) + " at " + std::to_string(position_));
}

void BerStream::take(std::size_t count) {
    begin_ += count;
    position_ += count;
}

Result<bool> BerStream::fill() {
    if (begin_ != 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    TANBA_TRY(const std::size_t count, source_.read(std::span<std::uint8_t>(buffer_).subspan(end_)));
    end_ += count;
    return count != 0;
}

/// Makes `count` bytes visible (at most kMaxHeader), all of them inside the innermost open element.
Outcome BerStream::need(std::size_t count) {
    if (count > limit() - position_)
        return malformed("element beyond its parent");
    while (visible().size() < count) {
        TANBA_TRY(const bool more, fill());
        if (!more)
            return malformed("unexpected end");
    }
    return Done{};
}

Result<BerStream::Header> BerStream::header() {
    TANBA_CHECK(need(2));
    Header header;
    header.tag = visible()[0];
    header.encodedSize = 2;
    const std::uint8_t first = visible()[1];
    if ((header.tag & kLongTag) == kLongTag)
        return malformed("long tag");
    if (first < kLongLength) {
        header.length = first;
    } else if (first == kLongLength) {
        if ((header.tag & kConstructedBit) == 0)
            return malformed("indefinite length of a primitive element");
        header.indefinite = true;
    } else {
        header.encodedSize += first & kLengthBits;
        if (header.encodedSize > kMaxHeader)
            return malformed("length");
        TANBA_CHECK(need(header.encodedSize));
        for (const std::uint8_t octet : visible().first(header.encodedSize).subspan(2))
            header.length = (header.length << 8) | octet;
    }
    std::ranges::copy(visible().first(header.encodedSize), header.encoded.begin());
    take(header.encodedSize);
    if (header.length > limit() - position_)
        return malformed("element beyond its parent");
    return header;
}

Outcome BerStream::open(const Header& header) {
    if (levels_.size() == kMaxDepth)
        return malformed("nested too deeply");
    levels_.push_back({header.indefinite, header.indefinite ? limit() : position_ + header.length});
    return Done{};
}

Result<bool> BerStream::atEnd() {
    if (!levels_.back().indefinite)
        return position_ == levels_.back().end;
    TANBA_CHECK(need(kEndOfContents));
    return visible()[0] == 0 && visible()[1] == 0;
}

Result<bool> BerStream::nextIs(std::uint8_t tag) {
    TANBA_TRY(const bool end, atEnd());
    if (end)
        return false;
    TANBA_CHECK(need(1));
    return visible()[0] == tag;
}

Outcome BerStream::enter(std::uint8_t tag) {
    TANBA_TRY(const Header next, header());
    if (next.tag != tag)
        return malformed("unexpected element");
    return open(next);
}

Outcome BerStream::leave() {
    TANBA_TRY(const bool end, atEnd());
    if (!end)
        return malformed("unexpected element");
    if (levels_.back().indefinite)
        take(kEndOfContents);
    levels_.pop_back();
    return Done{};
}

Result<Bytes> BerStream::element() {
    TANBA_TRY(const Header next, header());
    if (next.indefinite)
        return malformed("indefinite length inside");
    if (next.length > elementLimit_ || next.encodedSize > elementLimit_ - next.length)
        return fail(FailureCode::CmsTooLarge, {}, "metadata at " + std::to_string(position_));
    elementLimit_ -= next.encodedSize + static_cast<std::size_t>(next.length);

    Bytes whole(next.encoded.begin(), next.encoded.begin() + static_cast<std::ptrdiff_t>(next.encodedSize));
    TANBA_CHECK(pass(next.length, [&whole](ByteView piece) -> Outcome {
        append(whole, piece);
        return Done{};
    }));
    return whole;
}

/// Hands on the next `length` bytes, which the caller knows to lie inside the innermost open element.
Outcome BerStream::pass(std::uint64_t length, const std::function<Outcome(ByteView)>& consume) {
    while (length != 0) {
        if (visible().empty()) {
            TANBA_TRY(const bool more, fill());
            if (!more)
                return malformed("unexpected end");
        }
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(length, visible().size()));
        TANBA_CHECK(consume(visible().first(count)));
        take(count);
        length -= count;
    }
    return Done{};
}

void BerStream::beginOctetString() {
    outside_ = levels_.size();
    opened_ = false;
    left_ = 0;
}

Result<ByteView> BerStream::nextPiece() {
    while (left_ == 0) {
        // Ends of segments first: the last one closes the string itself.
        if (levels_.size() > outside_) {
            TANBA_TRY(const bool end, atEnd());
            if (end) {
                TANBA_CHECK(leave());
                continue;
            }
        } else if (opened_) {
            return ByteView();
        }
        TANBA_TRY(const Header next, header());
        opened_ = true;
        if (next.tag == der::kOctetString)
            left_ = next.length;
        else if (next.tag == (der::kOctetString | kConstructedBit))
            TANBA_CHECK(open(next));
        else
            return malformed("not an OCTET STRING");
    }
    if (visible().empty()) {
        TANBA_TRY(const bool more, fill());
        if (!more)
            return malformed("unexpected end");
    }
    const ByteView piece =
        visible().first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, visible().size())));
    take(piece.size());
    left_ -= piece.size();
    return piece;
}

Outcome BerStream::octetString(const std::function<Outcome(ByteView)>& consume) {
    beginOctetString();
    while (true) {
        TANBA_TRY(const ByteView piece, nextPiece());
        if (piece.empty())
            return Done{};
        TANBA_CHECK(consume(piece));
    }
}

Outcome BerStream::finish() {
    std::size_t spaces = 0;
    while (true) {
        TANBA_TRY(const bool more, fill());
        const ByteView rest = visible();
        const bool onlySpace = std::ranges::all_of(
            rest, [](std::uint8_t octet) { return octet == '\r' || octet == '\n' || octet == ' '; });
        spaces += rest.size();
        if (!onlySpace || spaces > kMaxTrailingSpace)
            return malformed("something follows");
        take(rest.size());
        if (!more)
            return Done{};
    }
}

} // namespace tanba::sign
