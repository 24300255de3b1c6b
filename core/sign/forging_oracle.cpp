#include "core/base/der_reader.h"
#include "core/sign/classify.h"
#include "core/sign/shape_match.h"
#include "core/sign/xml_text.h"
#include "core/sign/xml_tree.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tanba::sign {

namespace {

/// An element read more leniently than DER: lengths need not be minimal and may be missing at the end or
/// indefinite, because a reader elsewhere may be as lenient.
struct Element {
    std::uint8_t tag = 0;
    ByteView content;
};

std::optional<Element> takeElement(ByteView& rest) {
    if (rest.size() < 2)
        return std::nullopt;
    Element element;
    element.tag = rest[0];
    std::size_t length = rest[1];
    std::size_t header = 2;
    if (length == 0x80) { // indefinite: the rest, which may hold more than the content
        length = rest.size() - header;
    } else if (length > 0x80) {
        const std::size_t octets = length & 0x7FU;
        if (octets > rest.size() - header)
            return std::nullopt;
        length = 0;
        for (std::size_t index = 0; index < octets; ++index)
            length = std::min((length << 8) | rest[header + index], std::size_t{1} << 40);
        header += octets;
    }
    length = std::min(length, rest.size() - header);
    element.content = rest.subspan(header, length);
    rest = rest.subspan(header + length);
    return element;
}

/// How a structure begins: tags of its first members, with those of their first members.
struct Member {
    std::uint8_t tag;
    std::uint8_t firstInside = 0; ///< 0: anything
    bool optional = false;
};

struct Structure {
    std::string_view name;
    std::uint8_t tag;
    std::array<Member, 7> members;
};

constexpr std::uint8_t kTime = 0xFF; ///< stands for UTCTime and GeneralizedTime

// RFC 5652 5.3, RFC 5280 4.1, RFC 2986 4.1, RFC 3161 2.4.2.
constexpr std::array<Structure, 4> kStructures = {{
    {"SET OF Attribute", der::kSet, {{{der::kSequence, der::kOid}}}},
    {"TBSCertificate",
     der::kSequence,
     {{{der::contextConstructed(0), der::kInteger, true},
       {der::kInteger},
       {der::kSequence, der::kOid},
       {der::kSequence},
       {der::kSequence, kTime},
       {der::kSequence},
       {der::kSequence, der::kSequence}}}},
    {"CertificationRequestInfo",
     der::kSequence,
     {{{der::kInteger}, {der::kSequence}, {der::kSequence, der::kSequence}}}},
    {"TSTInfo",
     der::kSequence,
     {{{der::kInteger}, {der::kOid}, {der::kSequence, der::kSequence}, {der::kInteger}}}},
}};

bool hasTag(std::uint8_t found, std::uint8_t expected) {
    if (expected == kTime)
        return found == der::kUtcTime || found == der::kGeneralizedTime;
    return expected == 0 || found == expected;
}

bool fits(const Element& element, const Member& member) {
    if (!hasTag(element.tag, member.tag))
        return false;
    return member.firstInside == 0 ||
           (!element.content.empty() && hasTag(element.content.front(), member.firstInside));
}

bool beginsAs(ByteView raw, const Structure& structure) {
    const auto outer = takeElement(raw);
    if (!outer || outer->tag != structure.tag)
        return false;
    ByteView rest = outer->content;
    auto element = takeElement(rest);
    for (const Member& member : structure.members) {
        if (member.tag == 0)
            break;
        if (!element || !fits(*element, member)) {
            if (member.optional)
                continue;
            return false;
        }
        element = takeElement(rest);
    }
    return true;
}

/// A canonical SignedInfo is UTF-8 and begins with its own start tag.
bool isSignedInfo(ByteView raw) {
    const auto text = xml::XmlText::decode(raw);
    const std::string_view characters = text.ok() ? text.value().view() : asText(raw);
    return xml::trimmed(characters).starts_with('<') && sameName(firstElementName(characters), "SignedInfo");
}

/// What a client signs to log in by TLS: the handshake of TLS 1.2, which begins with a ClientHello (RFC 5246
/// 7.4.8), or the context of TLS 1.3 (RFC 8446 4.4.3).
bool isTlsHandshake(ByteView raw) {
    constexpr std::uint8_t kClientHello = 1;
    constexpr std::uint8_t kMajorVersion = 3;
    constexpr std::size_t kVersionAt = 4;
    constexpr std::size_t kContextSpaces = 64;
    constexpr std::string_view kContext = "TLS 1.3, ";
    if (raw.size() > kVersionAt && raw[0] == kClientHello && raw[kVersionAt] == kMajorVersion)
        return true;
    const std::string_view text = asText(raw);
    return text.substr(0, kContextSpaces).find_first_not_of(' ') == std::string_view::npos &&
           text.size() > kContextSpaces && text.substr(kContextSpaces).starts_with(kContext);
}

/// The signing input of a JWS (RFC 7515 5.1): a JSON object and a payload in base64url, with a dot.
bool isJws(ByteView raw) {
    constexpr std::string_view kUrlAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    constexpr std::array<std::string_view, 2> kObject = {"ey", "ew"}; // '{', then a quotation mark or a blank
    const std::string_view text = asText(raw);
    const std::size_t dot = text.find('.');
    const auto isUrlText = [&](std::string_view part) {
        return part.find_first_not_of(kUrlAlphabet) == std::string_view::npos;
    };
    return std::ranges::any_of(kObject, [text](std::string_view start) { return text.starts_with(start); }) &&
           dot != std::string_view::npos && isUrlText(text.substr(0, dot)) && isUrlText(text.substr(dot + 1));
}

} // namespace

Outcome refuseForgingOracle(ByteView raw) {
    for (const Structure& structure : kStructures)
        if (beginsAs(raw, structure))
            return fail(FailureCode::RawIsStructure, {}, std::string(structure.name));
    if (isSignedInfo(raw))
        return fail(FailureCode::RawIsStructure, {}, "SignedInfo");
    if (isTlsHandshake(raw))
        return fail(FailureCode::RawIsStructure, {}, "TLS handshake");
    if (isJws(raw))
        return fail(FailureCode::RawIsStructure, {}, "JWS");
    return Done{};
}

} // namespace tanba::sign
