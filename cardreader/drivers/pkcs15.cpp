#include "cardreader/drivers/pkcs15.h"

#include "cardreader/drivers/card_commands.h"
#include "cardreader/drivers/digest_info.h"
#include "cardreader/drivers/ecdsa_value.h"
#include "cardreader/drivers/iso_pin.h"
#include "cardreader/drivers/pkcs15_contents.h"
#include "core/keys/pin_rule.h"

namespace tanba::card {

namespace {

constexpr std::uint8_t kManageEnvironment = 0x22;
constexpr std::uint8_t kSecurityOperation = 0x2A;
/// RSA with PKCS#1 v1.5, padded by the card: the reference that cards share which name none.
constexpr std::uint8_t kUsualRsa = 0x02;

Outcome selectFolder(CardSession& session, const Bytes& path) {
    if (!path.empty())
        TANBA_CHECK(selectPath(session, path));
    return Done{};
}

/// ISO 7816-4 11.5.11: the digital signature template, with the references of algorithm and key.
Bytes signingEnvironment(const CardKey& key, bool rsa) {
    Bytes environment;
    if (key.algorithmReference || rsa)
        environment = {0x80, 0x01, key.algorithmReference.value_or(kUsualRsa)};
    append(environment, Bytes{0x84, 0x01, key.reference});
    return environment;
}

} // namespace

Result<bool> Pkcs15Card::recognises(CardSession& session) const {
    return pkcs15::selectApplicationAnywhere(session);
}

Result<std::string> Pkcs15Card::identify(CardSession& session) const {
    pkcs15::Files files(session);
    TANBA_TRY(pkcs15::TokenInfo info, pkcs15::identity(files));
    return std::move(info.serial);
}

Result<CardContents> Pkcs15Card::read(CardSession& session, const KnownCertificates& /*known*/) const {
    pkcs15::Files files(session);
    return pkcs15::readContents(files);
}

Outcome Pkcs15Card::verifyPin(CardSession& session, const CardPin& pin, const SecretBytes& value) const {
    TANBA_CHECK(keys::checkPin(pin.rules, value));
    TANBA_CHECK(selectFolder(session, pin.path));
    return isoVerify(session, pin, value);
}

Outcome Pkcs15Card::verifyPinOnPad(CardSession& session, const CardPin& pin) const {
    TANBA_CHECK(selectFolder(session, pin.path));
    return isoVerifyOnPad(session, pin);
}

Result<std::optional<int>> Pkcs15Card::triesLeft(CardSession&, const CardPin&) const {
    return std::optional<int>();
}

Outcome Pkcs15Card::prepareSigning(CardSession& session, const CardKey& key) const {
    return selectFolder(session, key.path);
}

Result<Bytes> Pkcs15Card::sign(CardSession& session, const CardKey& key, const crypto::Digest& digest) const {
    if (!key.publicKey)
        return fail(FailureCode::CardNoCertificate);
    const bool rsa = key.publicKey->algorithm() == crypto::KeyAlgorithm::Rsa;
    const std::size_t size = (static_cast<std::size_t>(key.publicKey->bits()) + 7) / 8;
    TANBA_TRY(const Bytes input, rsa ? digestInfo(digest) : digestForCurve(digest, size));
    TANBA_CHECK(
        ask(session, "MANAGE SECURITY ENVIRONMENT",
            CommandApdu(0x00, kManageEnvironment, 0x41, 0xB6).withData(signingEnvironment(key, rsa))));
    TANBA_TRY(Bytes value,
              ask(session, "COMPUTE DIGITAL SIGNATURE",
                  CommandApdu(0x00, kSecurityOperation, 0x9E, 0x9A).withData(input).expecting(kAnyLength)));
    if (!rsa)
        return ecdsaValue(value, size);
    if (value.size() != size)
        return fail(FailureCode::CardAnswerMalformed, {}, "COMPUTE DIGITAL SIGNATURE: length");
    return value;
}

Outcome Pkcs15Card::changePin(CardSession& session, const CardPin& pin, const TypedPins& pins) const {
    TANBA_CHECK(selectFolder(session, pin.path));
    return isoChange(session, pin, pins);
}

Outcome Pkcs15Card::changePinOnPad(CardSession& session, const CardPin& pin) const {
    TANBA_CHECK(selectFolder(session, pin.path));
    return isoChangeOnPad(session, pin);
}

Outcome Pkcs15Card::unblockPin(CardSession& session, const CardPin& pin, const TypedPins& pins) const {
    TANBA_CHECK(selectFolder(session, pin.path));
    return isoUnblock(session, pin, pins);
}

} // namespace tanba::card
