#include "core/sign/xml_text.h"

#include "core/base/utf8.h"
#include "core/sign/xml_tree.h"

#include <libxml/encoding.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace tanba::sign::xml {

namespace {

using Shape = XmlShape;

/// Behind it no XML declaration ends. Real ones take less than a hundred characters.
constexpr std::size_t kLongestDeclaration = 4096;
/// How much is read before the encoding is chosen: such a declaration in UTF-16, and a mark.
constexpr std::size_t kStartSize = 2 * kLongestDeclaration + 4;
constexpr std::size_t kPieceSize = std::size_t{64} * 1024;

struct Signature {
    std::array<std::uint8_t, 3> bytes;
    std::size_t size;     ///< how many of them count
    std::size_t markSize; ///< how many are the byte order mark
    Shape shape;
};

// Appendix F of XML 1.0. UTF-32 and EBCDIC are not accepted anywhere.
constexpr std::array<Signature, 5> kSignatures = {{
    {{0xEF, 0xBB, 0xBF}, 3, 3, Shape::Utf8},
    {{0xFE, 0xFF}, 2, 2, Shape::Utf16BigEndian},
    {{0xFF, 0xFE}, 2, 2, Shape::Utf16LittleEndian},
    {{0x00, '<'}, 2, 0, Shape::Utf16BigEndian},
    {{'<', 0x00}, 2, 0, Shape::Utf16LittleEndian},
}};

// The same of UTF-32 and of EBCDIC ("<?xm").
constexpr std::array<std::array<std::uint8_t, 4>, 5> kRefusedSignatures = {{
    {0x00, 0x00, 0xFE, 0xFF},
    {0xFF, 0xFE, 0x00, 0x00},
    {0x00, 0x00, 0x00, '<'},
    {'<', 0x00, 0x00, 0x00},
    {0x4C, 0x6F, 0xA7, 0x94},
}};

// Encodings in which ASCII characters are themselves and every character is one byte: a declaration in them
// can be read before decoding, and no byte can hide markup.
constexpr std::array<std::string_view, 18> kSingleByte = {
    "us-ascii", "ascii",        "iso-8859-1", "iso-8859-5",   "iso-8859-9",    "windows-1251",
    "cp1251",   "windows-1252", "cp1252",     "windows-1254", "koi8-r",        "koi8-u",
    "ibm866",   "cp866",        "kz-1048",    "rk1048",       "strk1048-2002", "pt154",
};

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

struct Start {
    Shape shape = Shape::Utf8;
    std::size_t markSize = 0;
};

Start startOf(ByteView input) {
    for (const Signature& row : kSignatures)
        if (input.size() >= row.size &&
            std::equal(row.bytes.begin(), row.bytes.begin() + row.size, input.begin()))
            return {row.shape, row.markSize};
    return {};
}

/// Appends the whole characters of `input`. How many bytes these are; none for what is no UTF-16.
std::optional<std::size_t> addUtf16(ByteView input, Shape shape, std::string& text) {
    const auto unit = [&](std::size_t position) -> std::uint32_t {
        const std::uint32_t first = input[position];
        const std::uint32_t second = input[position + 1];
        return shape == Shape::Utf16BigEndian ? (first << 8) | second : (second << 8) | first;
    };
    std::size_t position = 0;
    while (position + 2 <= input.size()) {
        std::uint32_t codePoint = unit(position);
        std::size_t width = 2;
        if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
            width = 4;
            if (codePoint >= 0xDC00)
                return std::nullopt;
            if (position + width > input.size())
                break;
            const std::uint32_t low = unit(position + 2);
            if (low < 0xDC00 || low > 0xDFFF)
                return std::nullopt;
            codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (low - 0xDC00);
        }
        appendUtf8(text, codePoint);
        position += width;
    }
    return position;
}

/// Through libxml2's converters, in pieces, which single-byte encodings allow.
std::optional<std::string> fromSingleByte(ByteView input, const std::string& encoding) {
    using EncodingHandle = std::unique_ptr<xmlCharEncodingHandler, XmlDeleter<xmlCharEncCloseFunc>>;
    using BufferHandle = std::unique_ptr<xmlBuffer, XmlDeleter<xmlBufferFree>>;
    const EncodingHandle converter(xmlFindCharEncodingHandler(encoding.c_str()));
    if (converter == nullptr)
        return std::nullopt;
    std::string text;
    text.reserve(input.size());
    while (!input.empty()) {
        const ByteView piece = input.first(std::min(kPieceSize, input.size()));
        const BufferHandle from(xmlBufferCreate());
        const BufferHandle to(xmlBufferCreate());
        if (from == nullptr || to == nullptr ||
            xmlBufferAdd(from.get(), piece.data(), static_cast<int>(piece.size())) != 0)
            return std::nullopt;
        while (xmlBufferLength(from.get()) > 0) {
            const int before = xmlBufferLength(from.get());
            xmlCharEncInFunc(converter.get(), to.get(), from.get());
            if (xmlBufferLength(from.get()) == before)
                return std::nullopt; // a byte without a meaning in this encoding
        }
        text += textView(xmlBufferContent(to.get()));
        input = input.subspan(piece.size());
    }
    return text;
}

/// Value of a pseudo-attribute of the XML declaration.
std::optional<std::string_view> declared(std::string_view declaration, std::string_view name) {
    const std::size_t found = declaration.find(name);
    if (found == std::string_view::npos)
        return std::nullopt;
    const std::size_t open = declaration.find_first_of("\"'", found);
    if (open == std::string_view::npos)
        return std::nullopt;
    const std::size_t close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos)
        return std::nullopt;
    return declaration.substr(open + 1, close - open - 1);
}

bool opensDeclaration(std::string_view text) {
    return text.starts_with("<?xml") && text.size() > 5 && isBlank(text.substr(5, 1));
}

std::string_view declarationOf(std::string_view text) {
    if (!opensDeclaration(text))
        return {};
    const std::size_t end = text.find("?>");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

Failure encodingFailure(std::string_view encoding) {
    return fail(FailureCode::XmlMalformed, std::string(encoding.substr(0, 40)), "encoding");
}

} // namespace

Outcome XmlTextReader::begin() {
    TANBA_CHECK(fillStart());
    const Start start = startOf(raw_);
    shape_ = start.shape;
    markSize_ = start.markSize;
    const ByteView body = ByteView(raw_).subspan(markSize_);
    if (shape_ == Shape::Utf8)
        return chooseEncoding(asText(body));
    TANBA_CHECK(decode(body));
    TANBA_CHECK(chooseEncoding(decoded_));
    raw_.clear();
    return Done{};
}

Outcome XmlTextReader::fillStart() {
    raw_.resize(kStartSize);
    std::size_t size = 0;
    while (size < kStartSize && !ended_) {
        TANBA_TRY(const std::size_t count, document_.read(std::span(raw_).subspan(size)));
        size += count;
        ended_ = count == 0;
    }
    raw_.resize(size);
    return Done{};
}

Outcome XmlTextReader::chooseEncoding(std::string_view start) {
    const std::string_view declaration = declarationOf(start.substr(0, kLongestDeclaration));
    if (declaration.empty() && start.size() >= kLongestDeclaration && opensDeclaration(start))
        return encodingFailure("declaration");
    const std::string_view version = declared(declaration, "version").value_or("1.0");
    if (version != "1.0")
        return fail(FailureCode::XmlMalformed, std::string(version.substr(0, 40)), "version");
    std::string encoding = lowerCase(declared(declaration, "encoding").value_or("utf-8"));
    if (shape_ != Shape::Utf8 || encoding == "utf-8" || encoding == "utf8")
        return Done{};
    // A byte order mark or a label that does not fit the bytes: other programs would decode it in another
    // way.
    if (markSize_ != 0 || std::ranges::find(kSingleByte, encoding) == kSingleByte.end())
        return encodingFailure(encoding);
    encoding_ = std::move(encoding);
    return Done{};
}

Outcome XmlTextReader::decode(ByteView piece) {
    if (!encoding_.empty()) {
        auto text = fromSingleByte(piece, encoding_);
        if (!text)
            return encodingFailure(encoding_);
        decoded_ = std::move(*text);
        return Done{};
    }
    append(carry_, piece);
    const auto used = addUtf16(carry_, shape_, decoded_);
    if (!used || (ended_ && *used != carry_.size()))
        return encodingFailure("utf-16");
    carry_.erase(carry_.begin(), carry_.begin() + static_cast<std::ptrdiff_t>(*used));
    return Done{};
}

/// What was read is decoded; more is read only when that is done.
Outcome XmlTextReader::decodeMore() {
    decoded_.clear();
    taken_ = 0;
    if (!raw_.empty()) {
        const Bytes start = std::exchange(raw_, {});
        const ByteView body = ByteView(start).subspan(markSize_);
        if (isPlain()) {
            decoded_ = asText(body);
            return Done{};
        }
        return decode(body);
    }
    Bytes piece(kPieceSize);
    TANBA_TRY(const std::size_t count, document_.read(piece));
    ended_ = count == 0;
    return decode(ByteView(piece).first(count));
}

Result<std::size_t> XmlTextReader::read(std::span<std::uint8_t> buffer) {
    while (taken_ == decoded_.size()) {
        if (ended_ && raw_.empty())
            return std::size_t{0};
        if (isPlain() && raw_.empty())
            return document_.read(buffer);
        TANBA_CHECK(decodeMore());
    }
    const std::size_t count = std::min(buffer.size(), decoded_.size() - taken_);
    std::copy_n(decoded_.begin() + static_cast<std::ptrdiff_t>(taken_), count, buffer.begin());
    taken_ += count;
    return count;
}

Result<XmlText> XmlText::decode(ByteView input) {
    MemoryInput memory(input);
    XmlTextReader reader(memory);
    TANBA_CHECK(reader.begin());
    XmlText result;
    result.original_ = asText(input.subspan(reader.markSize()));
    if (reader.isPlain())
        return result;
    result.converted_.reserve(input.size());
    Bytes buffer(kPieceSize);
    while (true) {
        TANBA_TRY(const std::size_t count, reader.read(buffer));
        if (count == 0)
            return result;
        result.converted_ += asText(ByteView(buffer).first(count));
    }
}

bool declaresReadableEncoding(std::string_view start) {
    constexpr std::string_view kName = "encoding";
    constexpr std::array<std::string_view, 5> kUnicode = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be"};
    if (!opensDeclaration(start))
        return true;
    std::string_view declaration = declarationOf(start);
    if (declaration.empty())
        return false;
    for (std::size_t place = declaration.find(kName); place != std::string_view::npos;
         place = declaration.find(kName)) {
        declaration.remove_prefix(place);
        const std::string encoding = lowerCase(declared(declaration, kName).value_or(""));
        if (std::ranges::find(kUnicode, encoding) == kUnicode.end() &&
            std::ranges::find(kSingleByte, encoding) == kSingleByte.end())
            return false;
        declaration.remove_prefix(kName.size());
    }
    return true;
}

namespace {

enum class Look { Xml, Other, Open };

/// Open: nothing but white space so far.
Look lookAt(ByteView start) {
    const auto begins = [start](const auto& row) {
        return start.size() >= row.size() && sameBytes(start.first(row.size()), row);
    };
    if (std::ranges::any_of(kRefusedSignatures, begins))
        return Look::Xml;
    const Start kind = startOf(start);
    const std::size_t width = kind.shape == Shape::Utf8 ? 1 : 2;
    // The interesting half of a UTF-16 unit; the other one is 0 for every character that may stand here.
    const std::size_t low = kind.shape == Shape::Utf16BigEndian ? 1 : 0;
    bool opened = false;
    for (std::size_t position = kind.markSize; position + width <= start.size(); position += width) {
        const auto character = static_cast<char>(start[position + low]);
        if (opened)
            return std::isalpha(static_cast<unsigned char>(character)) != 0 ||
                           std::string_view("!?_:").find(character) != std::string_view::npos ||
                           start[position + low] >= 0x80 || width == 2
                       ? Look::Xml
                       : Look::Other;
        if (character == '<')
            opened = true;
        else if (!isBlank(std::string_view(&character, 1)))
            return Look::Other;
    }
    return Look::Open;
}

} // namespace

bool startsLikeXml(ByteView start) {
    return lookAt(start) == Look::Xml;
}

bool XmlStart::feed(ByteView piece) {
    // What tells the encoding; behind it white space can be left out, a whole number of units.
    constexpr std::size_t kEncoding = 8;
    constexpr std::size_t kStep = 256;
    while (!decided_ && !piece.empty()) {
        const ByteView step = piece.first(std::min(kStep, piece.size()));
        append(start_, step);
        piece = piece.subspan(step.size());
        const Look look = start_.size() < kEncoding ? Look::Open : lookAt(start_);
        decided_ = look != Look::Open;
        isXml_ = look == Look::Xml;
        if (start_.size() > 2 * kStep) {
            const std::size_t blanks = (start_.size() - 2 * kEncoding) / 2 * 2;
            const auto from = start_.begin() + kEncoding;
            start_.erase(from, from + static_cast<std::ptrdiff_t>(blanks));
        }
    }
    return !decided_;
}

bool XmlStart::isXml() const {
    return decided_ ? isXml_ : startsLikeXml(start_);
}

} // namespace tanba::sign::xml
