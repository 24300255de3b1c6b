#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstdint>
#include <initializer_list>
#include <optional>

namespace tanba::card {

/// A data object of a card (ISO 7816-4 5.2.2).
struct TlvObject {
    std::uint32_t tag = 0; ///< its one to three bytes as a number: 0x7F49, 0xFFA007
    ByteView content;
    ByteView encoded;
    int depth = 0;

    /// Bit 6 of the first tag byte: the content is data objects again.
    bool constructed() const;
};

/// Reads data objects front to back over memory it does not own. Tags of one to three bytes, lengths of one
/// to three bytes (up to 65,535, not necessarily the shortest form: cards are careless), at most kMaxDepth
/// levels and kMaxObjects objects a level. Anything else is card.answer_malformed with the offset as detail.
/// 00 between objects and FF to the end are the padding of files.
class TlvReader {
  public:
    static constexpr int kMaxDepth = 8;
    static constexpr int kMaxObjects = 1024;

    explicit TlvReader(ByteView input) : input_(input) {}
    /// A reader over the content of an object; deeper than kMaxDepth its first next() fails.
    explicit TlvReader(const TlvObject& parent) : input_(parent.content), depth_(parent.depth + 1) {}

    /// The next object, or none at the end.
    Result<std::optional<TlvObject>> next();

  private:
    Failure malformed(std::size_t offset, const char* what) const;

    ByteView input_;
    std::size_t offset_ = 0;
    int depth_ = 0;
    int objects_ = 0;
};

/// The first object on a path of tags, each inside the one before: findTlv(answer, {0x7F49, 0x81}). None when
/// the path ends early; card.answer_malformed when what must be read on the way is broken.
Result<std::optional<TlvObject>> findTlv(ByteView input, std::initializer_list<std::uint32_t> path);

} // namespace tanba::card
