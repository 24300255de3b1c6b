#include "cardreader/apdu/ber_tlv.h"

#include <algorithm>

namespace tanba::card {
namespace {

constexpr int kMostTagBytes = 3;

bool onlyFilling(ByteView rest) {
    return std::ranges::all_of(rest, [](std::uint8_t byte) { return byte == 0xFF; });
}

} // namespace

bool TlvObject::constructed() const {
    return !encoded.empty() && (encoded.front() & 0x20) != 0;
}

Failure TlvReader::malformed(std::size_t offset, const char* what) const {
    return fail(FailureCode::CardAnswerMalformed, {}, std::string(what) + " at " + std::to_string(offset));
}

Result<std::optional<TlvObject>> TlvReader::next() {
    if (depth_ > kMaxDepth)
        return malformed(offset_, "data objects too deep");
    while (offset_ < input_.size() && input_[offset_] == 0x00)
        ++offset_;
    if (offset_ == input_.size() || onlyFilling(input_.subspan(offset_)))
        return std::optional<TlvObject>();
    if (++objects_ > kMaxObjects)
        return malformed(offset_, "too many data objects");

    std::size_t at = offset_;
    std::uint32_t tag = input_[at++];
    if ((tag & 0x1F) == 0x1F) {
        int tagBytes = 1;
        bool more = true;
        while (more) {
            if (at == input_.size() || tagBytes == kMostTagBytes)
                return malformed(offset_, "tag");
            more = (input_[at] & 0x80) != 0;
            tag = tag << 8 | input_[at++];
            ++tagBytes;
        }
    }

    if (at == input_.size())
        return malformed(offset_, "no length");
    std::size_t length = input_[at++];
    if (length >= 0x80) {
        const std::size_t lengthBytes = length & 0x7F;
        if (lengthBytes == 0 || lengthBytes > 2 || input_.size() - at < lengthBytes)
            return malformed(offset_, "length");
        length = 0;
        for (std::size_t i = 0; i < lengthBytes; ++i)
            length = length << 8 | input_[at++];
    }
    if (length > input_.size() - at)
        return malformed(offset_, "content cut off");

    const std::size_t start = offset_;
    offset_ = at + length;
    return std::optional<TlvObject>(
        TlvObject{tag, input_.subspan(at, length), input_.subspan(start, offset_ - start), depth_});
}

Result<std::optional<TlvObject>> findTlv(ByteView input, std::initializer_list<std::uint32_t> path) {
    TlvReader reader(input);
    std::optional<TlvObject> found;
    for (const std::uint32_t tag : path) {
        if (found)
            reader = TlvReader(*found);
        do {
            TANBA_TRY(found, reader.next());
        } while (found && found->tag != tag);
        if (!found)
            return found;
    }
    return found;
}

} // namespace tanba::card
