#include "core/keys/certificate_writer_fields.h"

#include "core/base/der_writer.h"
#include "core/crypto/digest.h"

#include <algorithm>
#include <array>

namespace tanba::keys {

namespace {

constexpr std::string_view kCommonName = "2.5.4.3";
constexpr std::string_view kSurname = "2.5.4.4";
constexpr std::string_view kSerialNumber = "2.5.4.5";
constexpr std::string_view kCountry = "2.5.4.6";
constexpr std::string_view kOrganisation = "2.5.4.10";
constexpr std::string_view kOrganisationalUnit = "2.5.4.11";
constexpr std::string_view kGivenName = "2.5.4.42";

constexpr std::string_view kBasicConstraints = "2.5.29.19";
constexpr std::string_view kKeyUsage = "2.5.29.15";
constexpr std::string_view kExtendedKeyUsage = "2.5.29.37";
constexpr std::string_view kSubjectKeyId = "2.5.29.14";
constexpr std::string_view kAuthorityKeyId = "2.5.29.35";
constexpr std::string_view kKeyStorage = "1.2.398.3.3.5";

/// One relative distinguished name.
Bytes attribute(std::string_view type, const Bytes& value) {
    return der::setOf({der::sequence({der::oid(Oid(type)), value})});
}

Bytes country() {
    return attribute(kCountry, der::printableString("KZ"));
}

class NameParts {
  public:
    void text(std::string_view type, const std::string& value) {
        if (!value.empty())
            parts_.push_back(attribute(type, der::utf8String(value)));
    }
    void add(Bytes part) { parts_.push_back(std::move(part)); }
    Bytes name() const { return der::sequenceOf(parts_); }

  private:
    std::vector<Bytes> parts_;
};

} // namespace

Bytes holderName(const Owner& owner) {
    NameParts parts;
    parts.text(kCommonName, owner.commonName);
    parts.text(kSurname, owner.surname);
    if (!owner.iin.empty())
        parts.add(attribute(kSerialNumber, der::printableString("IIN" + owner.iin)));
    parts.add(country());
    parts.text(kGivenName, owner.patronymic);
    parts.text(kOrganisation, owner.organisation);
    if (!owner.bin.empty())
        parts.text(kOrganisationalUnit, "BIN" + owner.bin);
    return parts.name();
}

Bytes authorityName(std::string_view commonName) {
    NameParts parts;
    parts.text(kCommonName, std::string(commonName));
    parts.add(country());
    return parts.name();
}

Bytes extensionElement(const Oid& type, bool critical, ByteView value) {
    const Bytes identifier = der::oid(type);
    const Bytes content = der::octetString(value);
    // DEFAULT FALSE is never written (X.690 11.5).
    return critical ? der::sequence({identifier, der::boolean(true), content})
                    : der::sequence({identifier, content});
}

Bytes authorityConstraints(std::optional<std::uint64_t> pathLength) {
    const Bytes authority = der::boolean(true);
    const Bytes value =
        pathLength ? der::sequence({authority, der::integer(*pathLength)}) : der::sequence({authority});
    return extensionElement(Oid(kBasicConstraints), true, value);
}

/// BIT STRING of named bits, trailing zero bits dropped (X.690 11.2.2).
Bytes keyUsageElement(const std::vector<KeyUsageBit>& bits) {
    std::array<std::uint8_t, 2> octets{};
    unsigned highest = 0;
    for (const KeyUsageBit bit : bits) {
        const auto number = static_cast<unsigned>(bit);
        octets.at(number / 8) = static_cast<std::uint8_t>(octets.at(number / 8) | (0x80U >> (number % 8)));
        highest = std::max(highest, number);
    }
    Bytes content{static_cast<std::uint8_t>(7 - highest % 8)};
    content.insert(content.end(), octets.begin(), octets.begin() + 1 + highest / 8);
    return extensionElement(Oid(kKeyUsage), true, der::element(der::kBitString, content));
}

Bytes extendedKeyUsageElement(const std::vector<Oid>& purposes, bool critical) {
    std::vector<Bytes> elements;
    for (const Oid& purpose : purposes)
        elements.push_back(der::oid(purpose));
    return extensionElement(Oid(kExtendedKeyUsage), critical, der::sequenceOf(elements));
}

Bytes subjectKeyIdElement(ByteView identifier) {
    return extensionElement(Oid(kSubjectKeyId), false, der::octetString(identifier));
}

Bytes authorityKeyIdElement(ByteView identifier) {
    return extensionElement(Oid(kAuthorityKeyId), false,
                            der::sequence({der::element(der::context(0), identifier)}));
}

Bytes keyStorageElement(const Oid& storage) {
    return extensionElement(Oid(kKeyStorage), false, der::sequence({der::oid(storage)}));
}

Result<Bytes> keyIdOf(const crypto::PublicKey& key) {
    TANBA_TRY(crypto::Digest digest,
              crypto::digestOf(crypto::DigestAlgorithm::Sha1, key.subjectPublicKeyInfo()));
    return std::move(digest.bytes);
}

} // namespace tanba::keys
