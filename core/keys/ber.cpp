#include "core/keys/ber.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"

#include <optional>
#include <vector>

namespace tanba::keys {

namespace {

constexpr std::size_t kMaxElements = 65'536;
constexpr std::uint8_t kConstructed = 0x20;
constexpr std::uint8_t kTagNumberMask = 0x1F;
constexpr std::uint8_t kIndefinite = 0x80;
constexpr std::uint8_t kConstructedOctetString = der::kOctetString | kConstructed;

struct Header {
    std::uint8_t tag = 0;
    /// None: indefinite.
    std::optional<std::size_t> length;
};

/// An element in the order in which the elements begin, which is also the order in which DER writes them.
struct Node {
    std::uint8_t tag = 0;
    std::size_t derLength = 0; ///< of the content
    ByteView content;          ///< of primitive elements only
    bool chunk = false;        ///< a piece of the octet string before it: content without a header
};

/// One pass over the input, which fills the list of nodes.
class BerParser {
  public:
    explicit BerParser(ByteView input) : rest_(input) {}

    /// Size of the next element in DER.
    Result<std::size_t> element(int depth);
    ByteView rest() const { return rest_; }
    const std::vector<Node>& nodes() const { return nodes_; }

  private:
    Failure malformed(std::string_view why) const {
        return fail(FailureCode::DerMalformed, {}, std::string(why));
    }
    Result<Header> header();
    Result<std::size_t> children(const Header& header, int depth, bool chunks);
    Result<bool> atEnd(const std::optional<std::size_t>& stopAt);
    Result<std::size_t> chunk(int depth);
    Result<std::size_t> primitive(const Header& header, bool isChunk);

    ByteView rest_;
    std::vector<Node> nodes_;
};

Result<Header> BerParser::header() {
    if (rest_.size() < 2)
        return malformed("ends within a header");
    Header header{rest_[0], std::nullopt};
    if ((header.tag & kTagNumberMask) == kTagNumberMask || header.tag == 0)
        return malformed("tag");
    const std::uint8_t first = rest_[1];
    rest_ = rest_.subspan(2);
    if (first == kIndefinite) {
        if ((header.tag & kConstructed) == 0)
            return malformed("indefinite length of a primitive element");
        return header;
    }
    std::size_t length = first;
    if (first > kIndefinite) {
        const std::size_t octets = first & 0x7FU;
        if (octets > sizeof(std::size_t) || octets > rest_.size())
            return malformed("length");
        length = 0;
        for (const std::uint8_t octet : rest_.first(octets))
            length = length << 8 | octet;
        rest_ = rest_.subspan(octets);
    }
    if (length > rest_.size())
        return malformed("longer than what holds it");
    header.length = length;
    return header;
}

/// True at the end of a constructed element; end-of-contents octets are taken away.
/// @param stopAt bytes that are left behind a definite element.
Result<bool> BerParser::atEnd(const std::optional<std::size_t>& stopAt) {
    if (stopAt) {
        if (rest_.size() < *stopAt)
            return malformed("a part is longer than the whole");
        return rest_.size() == *stopAt;
    }
    if (rest_.size() < 2)
        return malformed("no end-of-contents");
    if (rest_[0] != 0 || rest_[1] != 0)
        return false;
    rest_ = rest_.subspan(2);
    return true;
}

Result<std::size_t> BerParser::children(const Header& header, int depth, bool chunks) {
    std::optional<std::size_t> stopAt;
    if (header.length)
        stopAt = rest_.size() - *header.length;
    std::size_t total = 0;
    while (true) {
        TANBA_TRY(const bool ended, atEnd(stopAt));
        if (ended)
            return total;
        TANBA_TRY(const std::size_t size, chunks ? chunk(depth + 1) : element(depth + 1));
        total += size;
    }
}

Result<std::size_t> BerParser::primitive(const Header& header, bool isChunk) {
    const std::size_t length = header.length.value_or(0);
    if (nodes_.size() == kMaxElements)
        return malformed("too many elements");
    nodes_.push_back({header.tag, length, rest_.first(length), isChunk});
    rest_ = rest_.subspan(length);
    return length;
}

Result<std::size_t> BerParser::chunk(int depth) {
    if (depth >= DerReader::kMaxDepth)
        return fail(FailureCode::DerTooDeep);
    TANBA_TRY(const Header next, header());
    if (next.tag == kConstructedOctetString)
        return children(next, depth, true);
    if (next.tag != der::kOctetString)
        return malformed("a piece of an octet string is none");
    return primitive(next, true);
}

Result<std::size_t> BerParser::element(int depth) {
    if (depth >= DerReader::kMaxDepth)
        return fail(FailureCode::DerTooDeep);
    TANBA_TRY(const Header next, header());
    if ((next.tag & kConstructed) == 0) {
        TANBA_TRY(const std::size_t length, primitive(next, false));
        return der::headerSize(length) + length;
    }
    if (nodes_.size() == kMaxElements)
        return malformed("too many elements");
    const bool octetString = next.tag == kConstructedOctetString;
    const std::size_t own = nodes_.size();
    nodes_.push_back({octetString ? der::kOctetString : next.tag, 0, {}, false});
    TANBA_TRY(const std::size_t length, children(next, depth, octetString));
    nodes_[own].derLength = length;
    return der::headerSize(length) + length;
}

} // namespace

Result<SecretBytes> derFromBer(ByteView ber, BytesBehind behind) {
    BerParser parser(ber);
    TANBA_TRY(const std::size_t size, parser.element(0));
    if (behind == BytesBehind::Refuse && !parser.rest().empty())
        return fail(FailureCode::DerMalformed, {}, "something follows the end");
    SecretBytes out(size);
    bool fits = true;
    for (const Node& node : parser.nodes()) {
        if (!node.chunk)
            fits = fits && out.append(der::header(node.tag, node.derLength));
        fits = fits && out.append(node.content);
    }
    if (!fits || out.size() != size)
        return fail(FailureCode::Internal, {}, "BER length");
    return out;
}

} // namespace tanba::keys
