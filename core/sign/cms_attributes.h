#pragma once

#include "core/base/bytes.h"
#include "core/base/der_reader.h"
#include "core/base/oid.h"
#include "core/base/result.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tanba::sign {

/// Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF AttributeValue } (RFC 5652 5.3).
struct CmsAttribute {
    Oid type;
    std::vector<DerElement> values;
};

/// A SET OF Attribute, in whatever order, over memory that it does not own.
class CmsAttributes {
  public:
    /// @param set the whole element, with the tag of a SET. At least one attribute and at most
    /// kMaxCmsAttributes, with at least one and at most kMaxCmsAttributes values each; cms.malformed
    /// otherwise.
    static Result<CmsAttributes> parse(ByteView set);

    /// True when two attributes have the same type.
    bool repeated() const;
    /// The only value of the attribute of this type; nothing when it is absent or has several.
    const DerElement* onlyValue(std::string_view type) const;
    bool has(std::string_view type) const { return find(type) != nullptr; }

  private:
    const CmsAttribute* find(std::string_view type) const;

    std::vector<CmsAttribute> attributes_;
};

/// True when a content begins like a SET OF Attribute, such as a signer signs: its signature would also fit a
/// SignerInfo without signed attributes whose content it is. No other file format begins with this SET of a
/// SEQUENCE of an OBJECT IDENTIFIER and a SET, so that the beginning decides, whatever the lengths in it say.
bool beginsLikeAttributeSet(ByteView start);

} // namespace tanba::sign
