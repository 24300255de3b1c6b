#include "core/base/der_reader.h"
#include "core/keys/asn1_text.h"
#include "core/keys/pkcs12_structure.h"

#include <algorithm>
#include <array>

namespace tanba::keys {

namespace {

constexpr std::string_view kX509Certificate = "1.2.840.113549.1.9.22.1";
constexpr std::string_view kFriendlyName = "1.2.840.113549.1.9.20";
constexpr std::string_view kLocalKeyId = "1.2.840.113549.1.9.21";

struct KindRow {
    std::string_view oid;
    BagKind kind;
};

constexpr std::array<KindRow, 4> kKinds{{
    {"1.2.840.113549.1.12.10.1.1", BagKind::PlainKey},
    {pkcs12oid::kShroudedKeyBag, BagKind::ShroudedKey},
    {"1.2.840.113549.1.12.10.1.3", BagKind::Certificate},
    {pkcs12oid::kSafeContentsBag, BagKind::Nested},
}};

BagKind kindOf(const Oid& type) {
    const auto row = std::ranges::find(kKinds, type.dotted(), &KindRow::oid);
    return row == kKinds.end() ? BagKind::Other : row->kind;
}

Result<std::vector<Bag>> readBags(DerReader contents, int nesting, WorkBudget& budget);

/// EncryptedPrivateKeyInfo (RFC 5958 clause 3).
Result<EncryptedPart> readEncryptedKey(DerReader value) {
    TANBA_TRY(DerReader info, value.enter(der::kSequence));
    TANBA_CHECK(value.end());
    TANBA_TRY(const DerElement algorithm, info.expect(der::kSequence));
    TANBA_TRY(const ByteView ciphertext, info.octetString());
    TANBA_CHECK(info.end());
    EncryptedPart part;
    TANBA_TRY(part.scheme, readEncryptionScheme(algorithm.encoded));
    part.ciphertext.assign(ciphertext.begin(), ciphertext.end());
    return part;
}

/// CertBag. Another kind of certificate than X.509 makes it BagKind::Other.
Outcome readCertificateBag(DerReader value, Bag& bag) {
    TANBA_TRY(DerReader certificateBag, value.enter(der::kSequence));
    TANBA_CHECK(value.end());
    TANBA_TRY(const Oid type, certificateBag.oid());
    if (type.dotted() != kX509Certificate) {
        bag.kind = BagKind::Other;
        return Done{};
    }
    TANBA_TRY(DerReader wrapper, certificateBag.enter(der::contextConstructed(0)));
    TANBA_TRY(bag.value, wrapper.octetString());
    TANBA_CHECK(wrapper.end());
    return certificateBag.end();
}

Outcome readValue(const DerElement& wrapper, int nesting, WorkBudget& budget, Bag& bag) {
    DerReader value(wrapper);
    switch (bag.kind) {
    case BagKind::PlainKey: {
        TANBA_CHECK(budget.countKey());
        TANBA_TRY(const DerElement key, value.expect(der::kSequence));
        bag.value = key.encoded;
        return value.end();
    }
    case BagKind::ShroudedKey: {
        TANBA_CHECK(budget.countKey());
        TANBA_TRY(bag.key, readEncryptedKey(value));
        return budget.spendIterations(bag.key->scheme.cost());
    }
    case BagKind::Certificate:
        TANBA_CHECK(budget.countCertificate());
        return readCertificateBag(value, bag);
    case BagKind::Nested: {
        if (nesting == budget.limits().nesting)
            return fail(FailureCode::Pkcs12WorkFactor, {}, "bags nested too deep");
        TANBA_TRY(const DerReader contents, value.enter(der::kSequence));
        TANBA_TRY(bag.nested, readBags(contents, nesting + 1, budget));
        return value.end();
    }
    case BagKind::Other:
        break;
    }
    return Done{};
}

/// friendlyName and localKeyID (RFC 2985 5.5); others are only carried along.
Outcome readAttributes(const DerElement& set, Bag& bag) {
    DerReader attributes(set);
    while (!attributes.atEnd()) {
        TANBA_TRY(DerReader attribute, attributes.enter(der::kSequence));
        TANBA_TRY(const Oid type, attribute.oid());
        TANBA_TRY(DerReader values, attribute.enter(der::kSet));
        TANBA_CHECK(attribute.end());
        if (values.atEnd())
            continue;
        TANBA_TRY(const DerElement value, values.any());
        if (type.dotted() == kFriendlyName)
            bag.friendlyName = textOfAsn1String(value.tag, value.content).value_or(std::string());
        else if (type.dotted() == kLocalKeyId && value.tag == der::kOctetString)
            bag.localKeyId.assign(value.content.begin(), value.content.end());
    }
    return Done{};
}

Result<Bag> readBag(const DerElement& element, int nesting, WorkBudget& budget) {
    TANBA_CHECK(budget.countBag());
    Bag bag;
    bag.encoded = element.encoded;
    DerReader reader(element);
    TANBA_TRY(bag.type, reader.oid());
    bag.kind = kindOf(bag.type);
    TANBA_TRY(const DerElement wrapper, reader.expect(der::contextConstructed(0)));
    TANBA_CHECK(readValue(wrapper, nesting, budget, bag));
    TANBA_TRY(const std::optional<DerElement> attributes, reader.optional(der::kSet));
    if (attributes) {
        bag.attributes = attributes->encoded;
        TANBA_CHECK(readAttributes(*attributes, bag));
    }
    TANBA_CHECK(reader.end());
    return bag;
}

Result<std::vector<Bag>> readBags(DerReader contents, int nesting, WorkBudget& budget) {
    std::vector<Bag> bags;
    while (!contents.atEnd()) {
        TANBA_TRY(const DerElement element, contents.expect(der::kSequence));
        TANBA_TRY(Bag bag, readBag(element, nesting, budget));
        bags.push_back(std::move(bag));
    }
    return bags;
}

} // namespace

Result<std::vector<Bag>> readSafeContents(ByteView der, WorkBudget& budget) {
    DerReader outer(der);
    TANBA_TRY(const DerReader contents, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    return readBags(contents, 0, budget);
}

} // namespace tanba::keys
