#pragma once

#include "cardreader/drivers/driver.h"

namespace tanba::card {

/// Cards with an ISO 7816-15 (PKCS #15) application, which say themselves where everything lies and what
/// their PIN looks like. Proved with emulators that other people's programs judge.
class Pkcs15Card : public CardDriver {
  public:
    std::string_view name() const override { return "pkcs15"; }
    keys::TokenKind kind() const override { return keys::TokenKind::Token; }
    keys::TokenProof proof() const override { return keys::TokenProof::EmulatorOnly; }

    /// By the application's name, or by the place that EF.DIR gives it.
    Result<bool> recognises(CardSession& session) const override;
    Result<CardContents> read(CardSession& session, const KnownCertificates& known) const override;
    /// The serial number in TokenInfo; where there is none, a hash of TokenInfo and the object directory.
    Result<std::string> identify(CardSession& session) const override;
    Outcome verifyPin(CardSession& session, const CardPin& pin, const SecretBytes& value) const override;
    Outcome verifyPinOnPad(CardSession& session, const CardPin& pin) const override;
    /// Always none: some cards count a VERIFY without data as a wrong PIN.
    Result<std::optional<int>> triesLeft(CardSession& session, const CardPin& pin) const override;
    Outcome prepareSigning(CardSession& session, const CardKey& key) const override;
    Result<Bytes> sign(CardSession& session, const CardKey& key, const crypto::Digest& digest) const override;
    Outcome changePin(CardSession& session, const CardPin& pin, const TypedPins& pins) const override;
    Outcome changePinOnPad(CardSession& session, const CardPin& pin) const override;
    Outcome unblockPin(CardSession& session, const CardPin& pin, const TypedPins& pins) const override;
};

} // namespace tanba::card
