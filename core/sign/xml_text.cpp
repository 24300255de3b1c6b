#include "core/sign/xml_text.h"

#include "core/base/utf8.h"
#include "core/sign/xml_tree.h"

#include <libxml/encoding.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace tanba::sign::xml {

namespace {

enum class Shape { Utf8, Utf16BigEndian, Utf16LittleEndian };

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

std::optional<std::string> fromUtf16(ByteView input, Shape shape) {
    if (input.size() % 2 != 0)
        return std::nullopt;
    const auto unit = [&](std::size_t position) -> std::uint32_t {
        const std::uint32_t first = input[position];
        const std::uint32_t second = input[position + 1];
        return shape == Shape::Utf16BigEndian ? (first << 8) | second : (second << 8) | first;
    };
    std::string text;
    text.reserve(input.size());
    for (std::size_t position = 0; position < input.size(); position += 2) {
        std::uint32_t codePoint = unit(position);
        if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
            if (codePoint >= 0xDC00 || position + 4 > input.size())
                return std::nullopt;
            position += 2;
            const std::uint32_t low = unit(position);
            if (low < 0xDC00 || low > 0xDFFF)
                return std::nullopt;
            codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (low - 0xDC00);
        }
        appendUtf8(text, codePoint);
    }
    return text;
}

/// Through libxml2's converters, in pieces, which single-byte encodings allow.
std::optional<std::string> fromSingleByte(ByteView input, const std::string& encoding) {
    using EncodingHandle = std::unique_ptr<xmlCharEncodingHandler, XmlDeleter<xmlCharEncCloseFunc>>;
    using BufferHandle = std::unique_ptr<xmlBuffer, XmlDeleter<xmlBufferFree>>;
    constexpr std::size_t kPiece = 64 * 1024;

    const EncodingHandle converter(xmlFindCharEncodingHandler(encoding.c_str()));
    if (converter == nullptr)
        return std::nullopt;
    std::string text;
    text.reserve(input.size());
    while (!input.empty()) {
        const ByteView piece = input.first(std::min(kPiece, input.size()));
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

std::string_view declarationOf(std::string_view text) {
    if (!text.starts_with("<?xml") || text.size() < 6 || !isBlank(text.substr(5, 1)))
        return {};
    const std::size_t end = text.find("?>");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

Failure encodingFailure(std::string_view encoding) {
    return fail(FailureCode::XmlMalformed, std::string(encoding.substr(0, 40)), "encoding");
}

} // namespace

Result<XmlText> XmlText::decode(ByteView input) {
    const Start start = startOf(input);
    const ByteView body = input.subspan(start.markSize);
    XmlText result;
    result.original_ = asText(body);
    if (start.shape != Shape::Utf8) {
        auto text = fromUtf16(body, start.shape);
        if (!text)
            return encodingFailure("utf-16");
        result.converted_ = std::move(*text);
    }
    const std::string_view declaration = declarationOf(result.view());
    const std::string_view version = declared(declaration, "version").value_or("1.0");
    if (version != "1.0")
        return fail(FailureCode::XmlMalformed, std::string(version.substr(0, 40)), "version");
    const std::string encoding = lowerCase(declared(declaration, "encoding").value_or("utf-8"));
    if (start.shape != Shape::Utf8 || encoding == "utf-8" || encoding == "utf8")
        return result;
    // A byte order mark or a label that does not fit the bytes: other programs would decode it in another
    // way.
    if (start.markSize != 0 || std::ranges::find(kSingleByte, encoding) == kSingleByte.end())
        return encodingFailure(encoding);
    auto text = fromSingleByte(body, encoding);
    if (!text)
        return encodingFailure(encoding);
    result.converted_ = std::move(*text);
    return result;
}

bool declaresReadableEncoding(std::string_view start) {
    constexpr std::string_view kName = "encoding";
    constexpr std::array<std::string_view, 5> kUnicode = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be"};
    if (!start.starts_with("<?xml") || start.size() < 6 || !isBlank(start.substr(5, 1)))
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

bool startsLikeXml(ByteView start) {
    const auto begins = [start](const auto& row) {
        return start.size() >= row.size() && sameBytes(start.first(row.size()), row);
    };
    if (std::ranges::any_of(kRefusedSignatures, begins))
        return true;
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
                   start[position + low] >= 0x80 || width == 2;
        if (character == '<')
            opened = true;
        else if (!isBlank(std::string_view(&character, 1)))
            return false;
    }
    return false;
}

} // namespace tanba::sign::xml
