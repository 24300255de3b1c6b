#include "core/keys/name.h"

#include "core/base/der_reader.h"
#include "core/base/encoding.h"
#include "core/base/utf8.h"
#include "core/keys/asn1_text.h"

#include <algorithm>
#include <array>

namespace tanba::keys {

namespace {

/// Beyond this a name is no name but an attempt to make us work.
constexpr std::size_t kMaxAttributes = 256;

struct ShortName {
    std::string_view oid;
    std::string_view text;
};

/// RFC 4514 clause 3 and the other types that occur in this PKI.
constexpr std::array<ShortName, 17> kShortNames{{
    {"2.5.4.3", "CN"},
    {"2.5.4.4", "SN"},
    {"2.5.4.42", "GN"},
    {"2.5.4.5", "serialNumber"},
    {"2.5.4.6", "C"},
    {"2.5.4.7", "L"},
    {"2.5.4.8", "ST"},
    {"2.5.4.9", "street"},
    {"2.5.4.10", "O"},
    {"2.5.4.11", "OU"},
    {"2.5.4.12", "title"},
    {"2.5.4.15", "businessCategory"},
    {"2.5.4.17", "postalCode"},
    {"2.5.4.97", "organizationIdentifier"},
    {"0.9.2342.19200300.100.1.1", "UID"},
    {"0.9.2342.19200300.100.1.25", "DC"},
    {"1.2.840.113549.1.9.1", "E"},
}};

std::string_view shortName(const Oid& type) {
    const auto row = std::ranges::find(kShortNames, type.dotted(), &ShortName::oid);
    return row == kShortNames.end() ? std::string_view(type.dotted()) : row->text;
}

/// The separator of display() must not be forged by a value: "X, O=Bank" as one CN.
std::string escaped(std::string_view value) {
    std::string out;
    for (const char character : value) {
        if (character == ',' || character == '\\')
            out.push_back('\\');
        out.push_back(character);
    }
    return out;
}

Result<NameAttribute> readAttribute(DerReader& set) {
    TANBA_TRY(DerReader pair, set.enter(der::kSequence));
    TANBA_TRY(Oid type, pair.oid());
    TANBA_TRY(const DerElement value, pair.any());
    TANBA_CHECK(pair.end());
    // RFC 4514 2.4: a value that is no string is shown as '#' and the hex of its DER.
    std::string text = textOfAsn1String(value.tag, value.content).value_or("#" + toHex(value.encoded));
    return NameAttribute{std::move(type), std::move(text)};
}

} // namespace

Result<Name> Name::fromDer(ByteView der) {
    Name name;
    DerReader outer(der);
    TANBA_TRY(DerReader rdns, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    while (!rdns.atEnd()) {
        TANBA_TRY(DerReader set, rdns.enter(der::kSet));
        do {
            if (name.attributes_.size() == kMaxAttributes)
                return fail(FailureCode::DerMalformed, {}, "name with too many attributes");
            TANBA_TRY(NameAttribute attribute, readAttribute(set));
            name.attributes_.push_back(std::move(attribute));
        } while (!set.atEnd());
    }
    name.der_.assign(der.begin(), der.end());
    return name;
}

std::string_view Name::first(const Oid& type) const {
    const auto found = std::ranges::find(attributes_, type, &NameAttribute::type);
    return found == attributes_.end() ? std::string_view() : std::string_view(found->value);
}

std::string Name::display() const {
    std::string out;
    for (const NameAttribute& attribute : attributes_) {
        if (!out.empty())
            out += ", ";
        out += shortName(attribute.type);
        out += '=';
        out += escaped(displayText(attribute.value));
    }
    return out;
}

} // namespace tanba::keys
