#pragma once

#include "cardreader/drivers/driver.h"

namespace tanba::card {

/// PIV cards: NIST SP 800-73-4, part 2 (commands) and part 1 (data objects). Proved with emulators that other
/// people's programs judge.
class PivCard : public CardDriver {
  public:
    std::string_view name() const override { return "piv"; }
    keys::TokenKind kind() const override { return keys::TokenKind::Token; }
    keys::TokenProof proof() const override { return keys::TokenProof::EmulatorOnly; }

    Result<bool> recognises(CardSession& session) const override;
    Result<CardContents> read(CardSession& session, const KnownCertificates& known) const override;
    /// The GUID of the card holder unique identifier; where there is none, a hash of the first certificate.
    Result<std::string> identify(CardSession& session) const override;
    Outcome verifyPin(CardSession& session, const CardPin& pin, const SecretBytes& value) const override;
    Outcome verifyPinOnPad(CardSession& session, const CardPin& pin) const override;
    /// By VERIFY without data, which SP 800-73-4 part 2, 3.2.1 defines and which costs nothing.
    Result<std::optional<int>> triesLeft(CardSession& session, const CardPin& pin) const override;
    Outcome prepareSigning(CardSession& session, const CardKey& key) const override;
    Result<Bytes> sign(CardSession& session, const CardKey& key, const crypto::Digest& digest) const override;
    Outcome changePin(CardSession& session, const CardPin& pin, const TypedPins& pins) const override;
    Outcome changePinOnPad(CardSession& session, const CardPin& pin) const override;
    Outcome unblockPin(CardSession& session, const CardPin& pin, const TypedPins& pins) const override;
};

} // namespace tanba::card
