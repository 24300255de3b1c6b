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

} // namespace

Outcome refuseForgingOracle(ByteView raw) {
    for (const Structure& structure : kStructures)
        if (beginsAs(raw, structure))
            return fail(FailureCode::RawIsStructure, {}, std::string(structure.name));
    if (isSignedInfo(raw))
        return fail(FailureCode::RawIsStructure, {}, "SignedInfo");
    return Done{};
}

} // namespace tanba::sign
