#pragma once

#include "cardreader/drivers/driver.h"
#include "cardreader/drivers/guarded_session.h"

#include <span>

namespace tanba::card {

/// The identity card of Kazakhstan, as far as its language is public: see README.md of this room for what
/// comes from where and what is unknown. Proved with an emulator of published commands, not with a card.
/// Only reading, VERIFY, MANAGE SECURITY ENVIRONMENT and INTERNAL AUTHENTICATE can leave this driver:
/// GENERATE (46) would destroy the key of a person.
class KzIdCard : public CardDriver {
  public:
    std::string_view name() const override { return "kz-id-card"; }
    keys::TokenKind kind() const override { return keys::TokenKind::IdCard; }
    keys::TokenProof proof() const override { return keys::TokenProof::EmulatorOnly; }

    Result<bool> recognises(CardSession& session) const override;
    Result<CardContents> read(CardSession& session, const KnownCertificates& known) const override;
    Result<std::string> identify(CardSession& session) const override;
    Outcome verifyPin(CardSession& session, const CardPin& pin, const SecretBytes& value) const override;
    Outcome verifyPinOnPad(CardSession& session, const CardPin& pin) const override;
    Outcome searchAgain(CardSession& session, CardContents& contents) const override;
    Outcome readClosedPlaces(CardSession& session, CardContents& contents) const override;
    /// Always none: asking with an empty VERIFY costs a try on some cards, and nobody has tried it on this
    /// one.
    Result<std::optional<int>> triesLeft(CardSession& session, const CardPin& pin) const override;
    Outcome prepareSigning(CardSession& session, const CardKey& key) const override;
    Result<Bytes> sign(CardSession& session, const CardKey& key, const crypto::Digest& digest) const override;
    /// The commands of this card for changing and unblocking are not public.
    Outcome changePin(CardSession& session, const CardPin& pin, const TypedPins& pins) const override;
    Outcome changePinOnPad(CardSession& session, const CardPin& pin) const override;
    Outcome unblockPin(CardSession& session, const CardPin& pin, const TypedPins& pins) const override;

    /// Everything that can leave this driver (guarded_session.h).
    static std::span<const AllowedCommand> allowedCommands();
};

} // namespace tanba::card
