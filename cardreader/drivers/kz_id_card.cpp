#include "cardreader/drivers/kz_id_card.h"

#include "cardreader/drivers/card_commands.h"
#include "cardreader/drivers/digest_info.h"
#include "cardreader/drivers/iso_pin.h"
#include "cardreader/drivers/kz_certificate_search.h"
#include "cardreader/drivers/kz_id_keys.h"
#include "core/base/encoding.h"
#include "core/keys/pin_rule.h"

#include <array>

namespace tanba::card {

namespace {

constexpr std::uint8_t kPinReference = 0x02;
constexpr std::size_t kSignatureSize = 256;
constexpr std::uint8_t kManageEnvironment = 0x22;
constexpr std::uint8_t kInternalAuthenticate = 0x88;
/// RSA with the padding of PKCS#1 v1.5.
constexpr std::uint8_t kAlgorithm = 0x02;

constexpr auto kAllowed = std::to_array<AllowedCommand>({
    {.ins = 0xA4},                                            // SELECT
    {.ins = 0xB0},                                            // READ BINARY
    {.ins = 0xB2},                                            // READ RECORD
    {.ins = 0xCA},                                            // GET DATA
    {.ins = 0xCB},                                            // GET DATA
    {.ins = 0xC0},                                            // GET RESPONSE
    {.ins = 0x20, .p1 = 0x00, .p2 = kPinReference},           // VERIFY
    {.ins = kManageEnvironment, .p1 = 0x41, .p2 = 0xA4},      // MSE SET for authentication
    {.ins = kInternalAuthenticate, .p1 = kAlgorithm, .p2 = 0} // INTERNAL AUTHENTICATE
});

CardPin onlyPin() {
    CardPin pin;
    pin.reference = kPinReference;
    pin.rules.minimumLength = 4;
    pin.rules.maximumLength = 4;
    pin.rules.digitsOnly = true;
    // The published tool pads with the character '0', not with FF.
    pin.block = PinBlock{4, 4, 8, '0'};
    return pin;
}

Result<CardKey> keyOf(std::uint8_t slot, ByteView modulus) {
    CardKey key;
    key.reference = slot;
    key.pinReference = kPinReference;
    TANBA_TRY(key.publicKey, kz::publicKeyOf(modulus));
    return key;
}

/// The card shows no serial number without the travel document part; its first key is as good a name.
Result<std::string> serialOf(ByteView firstModulus) {
    TANBA_TRY(const crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, firstModulus));
    return toHex(digest.bytes);
}

} // namespace

std::span<const AllowedCommand> KzIdCard::allowedCommands() {
    return kAllowed;
}

Result<bool> KzIdCard::recognises(CardSession& session) const {
    GuardedSession guarded(session, kAllowed);
    TANBA_TRY(const bool master, trySelect(guarded, selectFileId(kz::kMasterFile)));
    if (!master)
        return false;
    return trySelect(guarded, selectFileId(kz::kSignatureFolder));
}

Result<std::string> KzIdCard::identify(CardSession& session) const {
    GuardedSession guarded(session, kAllowed);
    for (const std::uint8_t slot : kz::kSlots) {
        TANBA_TRY(const std::optional<Bytes> modulus, kz::readModulus(guarded, slot));
        if (modulus)
            return serialOf(*modulus);
    }
    return std::string();
}

Result<CardContents> KzIdCard::read(CardSession& session, const KnownCertificates& known) const {
    GuardedSession guarded(session, kAllowed);
    CardContents contents;
    contents.pins.push_back(onlyPin());
    for (const std::uint8_t slot : kz::kSlots) {
        TANBA_TRY(const std::optional<Bytes> modulus, kz::readModulus(guarded, slot));
        if (!modulus)
            continue;
        if (contents.keys.empty()) {
            TANBA_TRY(contents.serial, serialOf(*modulus));
        }
        TANBA_TRY(CardKey key, keyOf(slot, *modulus));
        contents.keys.push_back(std::move(key));
    }
    const KnownOfCard before = known(contents.serial);
    for (const KnownCertificate& certificate : before.certificates) {
        if (certificate.place.empty())
            kz::assignCertificate(contents, certificate);
    }
    TANBA_CHECK(kz::searchCertificates(guarded, contents, before));
    return contents;
}

Outcome KzIdCard::verifyPin(CardSession& session, const CardPin& pin, const SecretBytes& value) const {
    TANBA_CHECK(keys::checkPin(pin.rules, value));
    GuardedSession guarded(session, kAllowed);
    TANBA_CHECK(ask(guarded, "SELECT", selectFileId(kz::kMasterFile)));
    return isoVerify(guarded, pin, value);
}

Outcome KzIdCard::verifyPinOnPad(CardSession& session, const CardPin& pin) const {
    GuardedSession guarded(session, kAllowed);
    TANBA_CHECK(ask(guarded, "SELECT", selectFileId(kz::kMasterFile)));
    return isoVerifyOnPad(guarded, pin);
}

Outcome KzIdCard::searchAgain(CardSession& session, CardContents& contents) const {
    GuardedSession guarded(session, kAllowed);
    return kz::searchCertificates(guarded, contents, {});
}

Outcome KzIdCard::readClosedPlaces(CardSession& session, CardContents& contents) const {
    GuardedSession guarded(session, kAllowed);
    return kz::searchClosedPlaces(guarded, contents);
}

Result<std::optional<int>> KzIdCard::triesLeft(CardSession&, const CardPin&) const {
    return std::optional<int>();
}

Outcome KzIdCard::prepareSigning(CardSession& session, const CardKey&) const {
    GuardedSession guarded(session, kAllowed);
    TANBA_CHECK(ask(guarded, "SELECT", selectFileId(kz::kSignatureFolder)));
    return Done{};
}

Result<Bytes> KzIdCard::sign(CardSession& session, const CardKey& key, const crypto::Digest& digest) const {
    TANBA_TRY(const Bytes info, digestInfo(digest));
    GuardedSession guarded(session, kAllowed);
    const std::array<std::uint8_t, 9> environment{0x95, 0x01, 0x40,
                                                  0x84, 0x01, static_cast<std::uint8_t>(0x80 | key.reference),
                                                  0x80, 0x01, kAlgorithm};
    TANBA_CHECK(ask(guarded, "MANAGE SECURITY ENVIRONMENT",
                    CommandApdu(0x00, kManageEnvironment, 0x41, 0xA4).withData(environment)));
    TANBA_TRY(
        Bytes value,
        ask(guarded, "INTERNAL AUTHENTICATE",
            CommandApdu(0x00, kInternalAuthenticate, kAlgorithm, 0x00).withData(info).expecting(kAnyLength)));
    if (value.size() != kSignatureSize)
        return fail(FailureCode::CardAnswerMalformed, {}, "INTERNAL AUTHENTICATE: length");
    return value;
}

Outcome KzIdCard::changePin(CardSession&, const CardPin&, const TypedPins&) const {
    return fail(FailureCode::PinChangeNotHere);
}

Outcome KzIdCard::changePinOnPad(CardSession&, const CardPin&) const {
    return fail(FailureCode::PinChangeNotHere);
}

Outcome KzIdCard::unblockPin(CardSession&, const CardPin&, const TypedPins&) const {
    return fail(FailureCode::PinUnblockNotHere);
}

} // namespace tanba::card
