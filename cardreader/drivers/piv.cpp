#include "cardreader/drivers/piv.h"

#include "cardreader/apdu/ber_tlv.h"
#include "cardreader/drivers/card_commands.h"
#include "cardreader/drivers/digest_info.h"
#include "cardreader/drivers/ecdsa_value.h"
#include "cardreader/drivers/iso_pin.h"
#include "cardreader/drivers/piv_objects.h"
#include "cardreader/drivers/status_words.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"

#include <algorithm>
#include <array>

namespace tanba::card {

namespace {

constexpr std::array<std::uint8_t, 11> kApplication{0xA0, 0x00, 0x00, 0x03, 0x08, 0x00,
                                                    0x00, 0x10, 0x00, 0x01, 0x00};
constexpr std::uint8_t kVerify = 0x20;
constexpr std::uint8_t kGeneralAuthenticate = 0x87;
constexpr std::uint8_t kPinReference = 0x80;
constexpr std::array<std::uint8_t, 3> kHolderIdentifier{0x5F, 0xC1, 0x02};

/// A key reference (SP 800-73-4 part 1, table 4b) and the object with its certificate (table 3).
struct SlotRow {
    std::uint8_t reference;
    std::array<std::uint8_t, 3> certificateObject;
    PinUse pinUse;
    std::string_view label;
};

constexpr auto kSlots = std::to_array<SlotRow>({
    {0x9A, {0x5F, 0xC1, 0x05}, PinUse::OncePerSession, "PIV Authentication"},
    {0x9C, {0x5F, 0xC1, 0x0A}, PinUse::EverySignature, "Digital Signature"},
    {0x9D, {0x5F, 0xC1, 0x0B}, PinUse::OncePerSession, "Key Management"},
    {0x9E, {0x5F, 0xC1, 0x01}, PinUse::OncePerSession, "Card Authentication"},
});

/// Algorithm identifiers (SP 800-78-4, table 6-2; 05 from SP 800-78-5).
struct AlgorithmRow {
    crypto::KeyAlgorithm key;
    int bits;
    std::uint8_t identifier;
};

constexpr auto kAlgorithms = std::to_array<AlgorithmRow>({
    {crypto::KeyAlgorithm::Rsa, 2048, 0x07},
    {crypto::KeyAlgorithm::Rsa, 3072, 0x05},
    {crypto::KeyAlgorithm::Ec, 256, 0x11},
    {crypto::KeyAlgorithm::Ec, 384, 0x14},
});

CardPin applicationPin() {
    CardPin pin;
    pin.reference = kPinReference;
    // Part 2, 2.4.3: six to eight octets. The standard wants digits, but cards in use take letters too.
    pin.rules.minimumLength = 6;
    pin.rules.maximumLength = 8;
    pin.block = PinBlock{6, 8, 8, 0xFF};
    pin.canChange = true;
    pin.canUnblock = true;
    pin.pukRules = pin.rules;
    pin.pukBlock = pin.block;
    return pin;
}

/// GET DATA (part 2, 3.1.2); none when the card has no such object or keeps it for itself.
Result<std::optional<Bytes>> getObject(CardSession& session, const std::array<std::uint8_t, 3>& object) {
    const Bytes list = der::element(0x5C, object);
    TANBA_TRY(ResponseApdu response,
              session.transmit(CommandApdu(0x00, 0xCB, 0x3F, 0xFF).withData(list).expecting(kAnyLength)));
    if (response.status == 0x6A82 || response.status == 0x6A88 || response.status == 0x6982)
        return std::optional<Bytes>();
    if (!response.ok())
        return failureOfStatus(CommandKind::Plain, "GET DATA", response.status);
    return std::optional<Bytes>(std::move(response.data));
}

Result<std::optional<keys::Certificate>> readCertificate(CardSession& session, const SlotRow& slot) {
    TANBA_TRY(const std::optional<Bytes> object, getObject(session, slot.certificateObject));
    if (!object)
        return std::optional<keys::Certificate>();
    return piv::certificateIn(*object);
}

Result<std::string> guidOf(CardSession& session) {
    TANBA_TRY(const std::optional<Bytes> object, getObject(session, kHolderIdentifier));
    return object ? piv::guidIn(*object) : std::string();
}

CardKey keyOf(const SlotRow& slot, keys::Certificate certificate) {
    CardKey key;
    key.reference = slot.reference;
    if (certificate.publicKey().ok())
        key.publicKey = certificate.publicKey().value();
    key.certificate = std::move(certificate);
    key.label = slot.label;
    key.pinReference = kPinReference;
    key.pinUse = slot.pinUse;
    return key;
}

Result<AlgorithmRow> algorithmOf(const crypto::PublicKey& key) {
    const auto row = std::ranges::find_if(kAlgorithms, [&](const AlgorithmRow& candidate) {
        return candidate.key == key.algorithm() && candidate.bits == key.bits();
    });
    if (row == kAlgorithms.end())
        return fail(FailureCode::AlgorithmUnsupported,
                    std::string(crypto::keyAlgorithmName(key.algorithm())));
    return *row;
}

} // namespace

Result<bool> PivCard::recognises(CardSession& session) const {
    return trySelect(session, selectApplication(kApplication));
}

Result<std::string> PivCard::identify(CardSession& session) const {
    TANBA_TRY(std::string guid, guidOf(session));
    if (!guid.empty())
        return guid;
    for (const SlotRow& slot : kSlots) {
        TANBA_TRY(const std::optional<keys::Certificate> certificate, readCertificate(session, slot));
        if (certificate)
            return toHex(certificate->fingerprint());
    }
    return std::string();
}

Result<CardContents> PivCard::read(CardSession& session, const KnownCertificates&) const {
    CardContents contents;
    TANBA_TRY(contents.serial, guidOf(session));
    for (const SlotRow& slot : kSlots) {
        TANBA_TRY(std::optional<keys::Certificate> certificate, readCertificate(session, slot));
        if (!certificate)
            continue;
        if (contents.serial.empty())
            contents.serial = toHex(certificate->fingerprint());
        contents.keys.push_back(keyOf(slot, std::move(*certificate)));
    }
    CardPin pin = applicationPin();
    TANBA_TRY(pin.rules.triesLeft, triesLeft(session, pin));
    contents.pins.push_back(std::move(pin));
    return contents;
}

Outcome PivCard::verifyPin(CardSession& session, const CardPin& pin, const SecretBytes& value) const {
    return isoVerify(session, pin, value);
}

Outcome PivCard::verifyPinOnPad(CardSession& session, const CardPin& pin) const {
    return isoVerifyOnPad(session, pin);
}

Result<std::optional<int>> PivCard::triesLeft(CardSession& session, const CardPin& pin) const {
    TANBA_TRY(const ResponseApdu response, session.transmit(CommandApdu(0x00, kVerify, 0x00, pin.reference)));
    if ((response.status & 0xFFF0) == 0x63C0)
        return std::optional<int>(response.status & 0x0F);
    if (response.status == 0x6983)
        return std::optional<int>(0);
    return std::optional<int>();
}

Outcome PivCard::prepareSigning(CardSession&, const CardKey&) const {
    // Part 2, 3.1.1: the application stays selected, and a key needs no preparation.
    return Done{};
}

Result<Bytes> PivCard::sign(CardSession& session, const CardKey& key, const crypto::Digest& digest) const {
    if (!key.publicKey)
        return fail(FailureCode::CardNoCertificate);
    TANBA_TRY(const AlgorithmRow algorithm, algorithmOf(*key.publicKey));
    const bool rsa = algorithm.key == crypto::KeyAlgorithm::Rsa;
    const auto size = static_cast<std::size_t>(algorithm.bits) / 8;
    TANBA_TRY(const Bytes block, rsa ? paddedDigestInfo(digest, size) : digestForCurve(digest, size));
    // Part 2, 3.2.4: 7C { 82 empty: the answer, 81 the challenge }.
    const Bytes data = der::constructed(0x7C, {der::element(0x82, {}), der::element(0x81, block)});
    TANBA_TRY(const Bytes answer,
              ask(session, "GENERAL AUTHENTICATE",
                  CommandApdu(0x00, kGeneralAuthenticate, algorithm.identifier, key.reference)
                      .withData(data)
                      .expecting(kAnyLength)));
    TANBA_TRY(const auto value, findTlv(answer, {0x7C, 0x82}));
    if (!value || (rsa && value->content.size() != size))
        return fail(FailureCode::CardAnswerMalformed, {}, "GENERAL AUTHENTICATE");
    if (rsa)
        return Bytes(value->content.begin(), value->content.end());
    return ecdsaValue(value->content, size);
}

Outcome PivCard::changePin(CardSession& session, const CardPin& pin, const TypedPins& pins) const {
    return isoChange(session, pin, pins);
}

Outcome PivCard::changePinOnPad(CardSession& session, const CardPin& pin) const {
    return isoChangeOnPad(session, pin);
}

Outcome PivCard::unblockPin(CardSession& session, const CardPin& pin, const TypedPins& pins) const {
    return isoUnblock(session, pin, pins);
}

} // namespace tanba::card
