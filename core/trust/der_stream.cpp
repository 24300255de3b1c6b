#include "core/trust/der_stream.h"

#include <algorithm>

namespace tanba::trust {

namespace {

// Twice the largest element, so that refilling always makes room for a whole one behind octets not yet
// hashed.
constexpr std::size_t kBufferSize = 2 * DerStream::kMaxElement;
constexpr std::size_t kMaxHeader = 2 + sizeof(std::uint64_t);
constexpr std::uint8_t kLongForm = 0x80;
constexpr std::uint8_t kLongTag = 0x1F;

} // namespace

DerStream::DerStream(ByteSource& source, std::uint64_t total, const WorkControl& control)
    : source_(source), total_(total), control_(control), buffer_(kBufferSize) {}

Failure DerStream::malformed(const char* why) const {
    return fail(FailureCode::DerMalformed, {}, "offset " + std::to_string(position()) + ": " + why);
}

Outcome DerStream::refill() {
    if (control_.cancelled())
        return fail(FailureCode::Cancelled);
    if (hashing_ && hasher_ != nullptr)
        hashUpTo(begin_);
    const std::size_t keepFrom = hashing_ ? std::min(begin_, hashedUpTo_) : begin_;
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(keepFrom),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    begin_ -= keepFrom;
    end_ -= keepFrom;
    hashedUpTo_ -= std::min(hashedUpTo_, keepFrom);
    bufferStart_ += keepFrom;
    while (end_ < buffer_.size() && !sourceAtEnd_) {
        TANBA_TRY(const std::size_t count, source_.read(std::span(buffer_).subspan(end_)));
        sourceAtEnd_ = count == 0;
        end_ += count;
    }
    if (control_.progress != nullptr)
        control_.progress->progress(std::min(position(), total_), total_);
    return Done{};
}

Result<bool> DerStream::have(std::size_t count) {
    if (end_ - begin_ < count && !sourceAtEnd_) {
        TANBA_CHECK(refill());
    }
    return end_ - begin_ >= count;
}

Result<std::optional<std::uint8_t>> DerStream::nextTag() {
    TANBA_TRY(const bool more, have(1));
    if (!more)
        return std::optional<std::uint8_t>();
    return std::optional<std::uint8_t>(buffer_[begin_]);
}

// X.690 8.1.2, 8.1.3 and 10.1: tags of one octet, definite lengths in the fewest octets.
Result<DerStream::Header> DerStream::header(std::uint64_t limit) {
    // The longest header may reach beyond a short element; only what is there is looked at.
    TANBA_CHECK(have(kMaxHeader));
    const std::size_t available = end_ - begin_;
    const std::uint8_t* octets = buffer_.data() + begin_;
    if (available < 2)
        return malformed("ends within a header");
    if ((octets[0] & kLongTag) == kLongTag || octets[0] == 0)
        return malformed("tag");
    Header header{octets[0], 2, octets[1]};
    if (octets[1] >= kLongForm) {
        const std::size_t count = octets[1] & 0x7FU;
        if (count == 0 || count > sizeof(std::uint64_t) || available < 2 + count)
            return malformed("length");
        header.size = 2 + count;
        header.length = 0;
        for (std::size_t i = 0; i < count; ++i)
            header.length = header.length << 8 | octets[2 + i];
        if (octets[2] == 0 || header.length < kLongForm)
            return malformed("length not minimal");
    }
    if (position() > limit || header.size > limit - position() ||
        header.length > limit - position() - header.size)
        return malformed("longer than what holds it");
    return header;
}

Result<std::uint64_t> DerStream::enter(std::uint8_t tag, std::uint64_t limit) {
    TANBA_TRY(const Header found, header(limit));
    if (found.tag != tag)
        return malformed("another element expected");
    begin_ += found.size;
    return position() + found.length;
}

Result<DerElement> DerStream::element(std::uint64_t limit) {
    TANBA_TRY(const Header found, header(limit));
    if (found.length > kMaxElement - found.size)
        return malformed("element too large");
    const std::size_t size = found.size + static_cast<std::size_t>(found.length);
    TANBA_TRY(const bool whole, have(size));
    if (!whole)
        return malformed("ends within an element");
    DerElement element;
    element.tag = found.tag;
    element.encoded = ByteView(buffer_).subspan(begin_, size);
    element.content = element.encoded.subspan(found.size);
    begin_ += size;
    return element;
}

void DerStream::hashUpTo(std::size_t end) {
    if (hasher_ != nullptr && end > hashedUpTo_)
        hasher_->update(ByteView(buffer_).subspan(hashedUpTo_, end - hashedUpTo_));
    hashedUpTo_ = end;
}

void DerStream::startHashing() {
    hashing_ = true;
    hashedUpTo_ = begin_;
}

void DerStream::hashWith(crypto::Hasher* hasher) {
    hasher_ = hasher;
}

void DerStream::stopHashing() {
    hashUpTo(begin_);
    hashing_ = false;
}

} // namespace tanba::trust
