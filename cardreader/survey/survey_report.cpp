#include "cardreader/survey/survey_report.h"

#include "cardreader/apdu/ber_tlv.h"
#include "core/base/encoding.h"
#include "core/base/random.h"
#include "core/crypto/digest.h"

#include <algorithm>
#include <array>

namespace tanba::card::survey {

namespace {

constexpr std::size_t kSaltSize = 32;
constexpr std::size_t kDisguiseSize = 8;
constexpr std::size_t kMaxObjects = 64;

/// File control information (ISO 7816-4 7.4) and application identifiers (8.2.1.1): sizes, kinds, names of
/// files.
constexpr std::array<std::uint32_t, 11> kHarmless{0x80, 0x81, 0x82, 0x83, 0x84, 0x86,
                                                  0x88, 0x8A, 0x8C, 0x4F, 0x51};
constexpr std::size_t kMaxHarmlessValue = 16;
constexpr std::array<std::uint32_t, 3> kTemplates{0x6F, 0x62, 0x61};

/// ISO 14443-3 B in PC/SC part 3, 3.1.3.2.3.2: 3B 8C 80 01 50, then four octets that number the card.
constexpr std::array<std::uint8_t, 5> kTypeB{0x3B, 0x8C, 0x80, 0x01, 0x50};
constexpr std::size_t kTypeBNumber = 4;

struct UsageRow {
    keys::KeyUsageBit bit;
    const char* name;
};
constexpr auto kUsages = std::to_array<UsageRow>({
    {keys::KeyUsageBit::DigitalSignature, "digitalSignature"},
    {keys::KeyUsageBit::NonRepudiation, "nonRepudiation"},
    {keys::KeyUsageBit::KeyEncipherment, "keyEncipherment"},
    {keys::KeyUsageBit::DataEncipherment, "dataEncipherment"},
    {keys::KeyUsageBit::KeyAgreement, "keyAgreement"},
    {keys::KeyUsageBit::KeyCertSign, "keyCertSign"},
    {keys::KeyUsageBit::CrlSign, "cRLSign"},
});

template <typename Table>
bool lists(const Table& table, std::uint32_t tag) {
    return std::ranges::find(table, tag) != table.end();
}

std::string tagText(std::uint32_t tag) {
    Bytes octets;
    for (int shift = 16; shift >= 0; shift -= 8) {
        if (tag >> shift != 0)
            octets.push_back(static_cast<std::uint8_t>(tag >> shift & 0xFF));
    }
    return toHex(octets);
}

Json describe(TlvReader reader) {
    Json objects = Json::array();
    while (objects.size() < kMaxObjects) {
        const auto object = reader.next();
        if (!object.ok())
            objects.push_back({{"unreadable", true}});
        if (!object.ok() || !object.value())
            break;
        const TlvObject& found = *object.value();
        Json row{{"tag", tagText(found.tag)}, {"length", found.content.size()}};
        if (lists(kTemplates, found.tag))
            row["objects"] = describe(TlvReader(found));
        else if (lists(kHarmless, found.tag) && found.content.size() <= kMaxHarmlessValue)
            row["value"] = toHex(found.content);
        objects.push_back(std::move(row));
    }
    return objects;
}

} // namespace

std::string hexWord(std::uint16_t word) {
    const std::array octets{static_cast<std::uint8_t>(word >> 8), static_cast<std::uint8_t>(word & 0xFF)};
    return toHex(octets);
}

std::string atrText(ByteView atr) {
    std::string text = toHex(atr);
    if (atr.size() >= kTypeB.size() + kTypeBNumber && sameBytes(atr.first(kTypeB.size()), kTypeB))
        text.replace(2 * kTypeB.size(), 2 * kTypeBNumber, std::string(2 * kTypeBNumber, 'x'));
    return text;
}

Json describeObjects(ByteView answer) {
    return describe(TlvReader(answer));
}

Json describeCertificate(const keys::Certificate& certificate) {
    Json row{{"size", certificate.der().size()},
             {"signatureAlgorithm", certificate.signatureAlgorithmOid().dotted()}};
    if (const auto& key = certificate.publicKey(); key.ok()) {
        row["keyAlgorithm"] = crypto::keyAlgorithmName(key.value().algorithm());
        row["keyBits"] = key.value().bits();
    }
    row["keyUsage"] = Json::array();
    for (const UsageRow& usage : kUsages) {
        if (certificate.keyUsage(usage.bit).value_or(false))
            row["keyUsage"].push_back(usage.name);
    }
    row["extendedKeyUsage"] = Json::array();
    for (const Oid& oid : certificate.extendedKeyUsage())
        row["extendedKeyUsage"].push_back(oid.dotted());
    row["keyStorage"] = certificate.keyStorage().dotted();
    return row;
}

Result<Disguise> Disguise::make() {
    TANBA_TRY(Bytes salt, randomBytes(kSaltSize));
    return Disguise(std::move(salt));
}

Result<std::string> Disguise::nameOf(ByteView bytes) const {
    Bytes salted = salt_;
    append(salted, bytes);
    TANBA_TRY(const crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, salted));
    return toHex(ByteView(digest.bytes).first(kDisguiseSize));
}

} // namespace tanba::card::survey
