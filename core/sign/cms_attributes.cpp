#include "core/sign/cms_attributes.h"

#include "core/sign/cms_reader.h"
#include "core/sign/cms_signer_info.h"

#include <algorithm>
#include <set>

namespace tanba::sign {
namespace {

Result<std::vector<CmsAttribute>> readAttributes(DerReader reader, std::size_t most) {
    TANBA_TRY(DerReader set, reader.enter(der::kSet));
    TANBA_CHECK(reader.end());
    std::vector<CmsAttribute> attributes;
    while (!set.atEnd()) {
        TANBA_TRY(DerReader inside, set.enter(der::kSequence));
        CmsAttribute attribute;
        TANBA_TRY(attribute.type, inside.oid());
        TANBA_TRY(DerReader values, inside.enter(der::kSet));
        TANBA_CHECK(inside.end());
        while (!values.atEnd()) {
            TANBA_TRY(DerElement value, values.any());
            attribute.values.push_back(value);
        }
        if (attributes.size() == most || attribute.values.empty() || attribute.values.size() > most)
            return fail(FailureCode::CmsMalformed, {}, "attributes");
        attributes.push_back(std::move(attribute));
    }
    if (attributes.empty())
        return fail(FailureCode::CmsMalformed, {}, "no attributes");
    return attributes;
}

struct LenientElement {
    ByteView content; ///< to the end of the bytes where the length is indefinite or too large
    ByteView behind;
};

/// Reads an element more leniently than DER: what another program would take for attributes must not pass
/// here.
std::optional<LenientElement> lenientElement(ByteView bytes, std::uint8_t tag) {
    constexpr std::uint8_t kIndefiniteLength = 0x80;
    if (bytes.size() < 2 || bytes[0] != tag)
        return std::nullopt;
    const std::size_t lengthOctets =
        bytes[1] > kIndefiniteLength ? static_cast<std::size_t>(bytes[1] - kIndefiniteLength) : 0;
    if (bytes.size() < 2 + lengthOctets)
        return std::nullopt;
    std::size_t length = bytes[1] < kIndefiniteLength ? bytes[1] : 0;
    for (const std::uint8_t octet : bytes.subspan(2, lengthOctets))
        length = std::min((length << 8) | octet, bytes.size());
    const ByteView rest = bytes.subspan(2 + lengthOctets);
    if (bytes[1] == kIndefiniteLength || length > rest.size())
        length = rest.size();
    return LenientElement{rest.first(length), rest.subspan(length)};
}

} // namespace

Result<CmsAttributes> CmsAttributes::parse(ByteView set) {
    CmsAttributes parsed;
    TANBA_TRY(parsed.attributes_, asCmsResult(readAttributes(DerReader(set), kMaxCmsAttributes)));
    return parsed;
}

bool CmsAttributes::repeated() const {
    std::set<Oid> types;
    return std::ranges::any_of(
        attributes_, [&types](const CmsAttribute& each) { return !types.insert(each.type).second; });
}

const CmsAttribute* CmsAttributes::find(std::string_view type) const {
    const auto found = std::ranges::find_if(
        attributes_, [type](const CmsAttribute& each) { return each.type.dotted() == type; });
    return found == attributes_.end() ? nullptr : &*found;
}

const DerElement* CmsAttributes::onlyValue(std::string_view type) const {
    const CmsAttribute* attribute = find(type);
    return attribute != nullptr && attribute->values.size() == 1 ? &attribute->values.front() : nullptr;
}

bool beginsLikeAttributeSet(ByteView start) {
    const auto set = lenientElement(start, der::kSet);
    const auto attribute = set ? lenientElement(set->content, der::kSequence) : std::nullopt;
    const auto type = attribute ? lenientElement(attribute->content, der::kOid) : std::nullopt;
    return type && !type->behind.empty() && type->behind.front() == der::kSet;
}

} // namespace tanba::sign
