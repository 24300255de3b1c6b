#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/stream.h"

#include <array>
#include <functional>
#include <vector>

namespace tanba::sign {

/// Reads the outer levels of an ASN.1 structure from a stream, front to back, in constant memory.
/// BER (X.690 8.1.3) as streaming programs write it: definite lengths, minimal or not, and indefinite ones.
/// Whole elements are handed out as bytes only with a definite length; DerReader judges their inside.
/// Everything that is not well-formed is cms.malformed with the offset as detail; cms.too_large when the
/// elements handed out are together larger than their limit.
class BerStream {
  public:
    /// Open constructed elements, nested segments of an OCTET STRING included.
    static constexpr std::size_t kMaxDepth = 16;
    /// White space that some programs leave behind a binary file.
    static constexpr std::size_t kMaxTrailingSpace = 64;

    BerStream(ByteSource& source, std::size_t bufferSize, std::size_t elementLimit);

    /// True when the innermost open element has no more content.
    Result<bool> atEnd();
    /// False also at the end of the innermost open element.
    Result<bool> nextIs(std::uint8_t tag);
    /// Opens a constructed element that must have this tag.
    Outcome enter(std::uint8_t tag);
    /// Closes the innermost open element, which must be at its end.
    Outcome leave();
    /// The next element, whole.
    Result<Bytes> element();
    /// The content of an OCTET STRING, primitive or in segments (X.690 8.7.3), in pieces as they come.
    Outcome octetString(const std::function<Outcome(ByteView)>& consume);
    /// The same pulled: begins it, and hands out the next piece, empty behind the last one. A piece is valid
    /// until the next call.
    void beginOctetString();
    Result<ByteView> nextPiece();
    /// Nothing may follow but a little white space.
    Outcome finish();

    Failure malformed(std::string_view what) const;

  private:
    /// Tag, length of the length, length: longer headers are not accepted.
    static constexpr std::size_t kMaxHeader = 10;
    struct Header {
        std::uint8_t tag = 0;
        bool indefinite = false;
        std::uint64_t length = 0;
        std::array<std::uint8_t, kMaxHeader> encoded{};
        std::size_t encodedSize = 0;
    };
    struct Level {
        bool indefinite;
        std::uint64_t
            end; ///< offset behind the content; for indefinite ones that of the nearest definite parent
    };

    std::uint64_t limit() const { return levels_.empty() ? UINT64_MAX : levels_.back().end; }
    ByteView visible() const { return ByteView(buffer_).subspan(begin_, end_ - begin_); }
    void take(std::size_t count);
    Result<bool> fill();
    Outcome need(std::size_t count);
    Result<Header> header();
    Outcome open(const Header& header);
    Outcome pass(std::uint64_t length, const std::function<Outcome(ByteView)>& consume);

    ByteSource& source_;
    Bytes buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t position_ = 0;
    std::size_t elementLimit_;
    std::vector<Level> levels_;
    // Of an OCTET STRING that is read.
    std::size_t outside_ = 0; ///< levels around it
    bool opened_ = false;
    std::uint64_t left_ = 0; ///< of a primitive segment
};

} // namespace tanba::sign
