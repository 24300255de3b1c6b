#pragma once

#include "cardreader/apdu/channel.h"
#include "cardreader/apdu/pin_pad.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/digest.h"
#include "core/crypto/public_key.h"
#include "core/keys/certificate.h"
#include "core/keys/token.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::card {

/// How the card asks for its PIN before a signature.
enum class PinUse {
    OncePerSession,
    EverySignature, ///< such as PIV slot 9C
};

/// Whether a key can do what this program asks of it.
enum class KeyAlgorithms {
    Usable,
    /// The card lists what the key can do, and nothing of it is spoken here.
    NoneUsable,
};

/// A private key on a card.
struct CardKey {
    std::uint8_t reference = 0; ///< the driver's own: a slot, a key reference
    /// Where the card tells it; compared with certificates.
    std::optional<crypto::PublicKey> publicKey;
    /// None: the card does not show one, see tokens/certificate_memory.h.
    std::optional<keys::Certificate> certificate;
    /// Where the card showed that certificate, in the driver's own way; empty: it was not read from a place
    /// where it could be looked for again.
    Bytes certificatePlace;
    /// Names this key and the search for its certificate, where that went to its end undisturbed and found
    /// none: whoever tells the driver of it at another reading spares the search. Empty otherwise.
    Bytes fruitlessSearch;
    std::string label; ///< from the card; may be empty; made safe for a screen
    std::uint8_t pinReference = 0;
    PinUse pinUse = PinUse::OncePerSession;
    KeyAlgorithms algorithms = KeyAlgorithms::Usable;
    /// What the card calls the algorithm of this key, where it says so.
    std::optional<std::uint8_t> algorithmReference;
    /// Folder to select before signing, from the master file; empty: none.
    Bytes path;
};

/// One PIN of a card and its rules.
struct CardPin {
    std::uint8_t reference = 0;
    std::string label;
    keys::PinRules rules;
    /// A block length of 0: the PIN is sent as it was typed, and reader keys cannot be used.
    PinBlock block;
    bool canChange = false;
    bool canUnblock = false;
    /// Of the PUK that unblocks it; only with canUnblock.
    keys::PinRules pukRules;
    PinBlock pukBlock;
    /// Folder to select before VERIFY, from the master file; empty: none.
    Bytes path;
};

/// Everything a card shows without a PIN, read once.
struct CardContents {
    std::string serial; ///< as CardDriver::identify() gives it
    std::string label;
    std::vector<CardKey> keys;
    std::vector<CardPin> pins;
    /// Certificates of no key here.
    std::vector<keys::Certificate> otherCertificates;
    /// Files that may hold a certificate and are not shown without a PIN, in the driver's own way.
    std::vector<Bytes> closedPlaces;
};

/// What is sent to change or unblock a PIN.
struct TypedPins {
    SecretBytes current; ///< the PIN, or the PUK for unblocking
    SecretBytes next;
};

/// A certificate that is known for a card before the card is read.
struct KnownCertificate {
    keys::Certificate certificate;
    /// CardKey::certificatePlace of an earlier reading: believed only after the card was seen to hold
    /// every octet of the certificate in the same place still. Empty: given by the user, and a key's by its
    /// public key alone.
    Bytes place;
};

/// What is known of a card before it is read.
struct KnownOfCard {
    std::vector<KnownCertificate> certificates;
    /// CardKey::fruitlessSearch of earlier readings.
    std::vector<Bytes> fruitlessSearches;
};

/// What is known for the card with this serial: a driver need not read it again, or search for it.
using KnownCertificates = std::function<KnownOfCard(const std::string& serial)>;

/// Speaks the language of one kind of card. Stateless. In each session recognises() comes first, because it
/// selects the application; then, in this order and as far as wanted: read() or identify(), verifyPin(),
/// prepareSigning(), sign() any number of times. A whole action can so be started again after a reset.
/// Failures, besides those of CardSession: card.unexpected_status (detail: the command's name and the status
/// word), card.answer_malformed, card.memory, card.not_for_this_driver.
class CardDriver {
  public:
    virtual ~CardDriver() = default;
    /// Row of the table of drivers: "kz-id-card", "piv", "pkcs15".
    virtual std::string_view name() const = 0;
    virtual keys::TokenKind kind() const = 0;
    virtual keys::TokenProof proof() const = 0;

    /// Whether the card in the session speaks this driver's language, by selecting only.
    virtual Result<bool> recognises(CardSession& session) const = 0;
    virtual Result<CardContents> read(CardSession& session, const KnownCertificates& known) const = 0;
    /// The serial alone, with as few commands as the card allows; the same as read() gives. Stable for one
    /// card: a chip's or token's serial, or a hash of what the card shows.
    virtual Result<std::string> identify(CardSession& session) const = 0;

    /// Exactly one VERIFY, never repeated; none when the value breaks the rules of the PIN.
    /// @returns pin.wrong (subject: tries left), pin.wrong_count_unknown, pin.last_try, pin.blocked,
    /// pin.length, pin.characters, pin.unusable.
    virtual Outcome verifyPin(CardSession& session, const CardPin& pin, const SecretBytes& value) const = 0;
    /// The same on the reader's keys; also pin.pad_cancelled, pin.pad_timeout.
    virtual Outcome verifyPinOnPad(CardSession& session, const CardPin& pin) const = 0;
    /// After read() with keys whose search was spared: searches for their certificates after all.
    virtual Outcome searchAgain(CardSession& /*session*/, CardContents& /*contents*/) const { return Done{}; }
    /// After verifyPin(): looks into the closed places of `contents`, and gives keys without a certificate
    /// the one that is found there. Another prepareSigning() follows.
    virtual Outcome readClosedPlaces(CardSession& /*session*/, CardContents& /*contents*/) const {
        return Done{};
    }
    /// Tries left by asking the card; none where asking could cost a try.
    virtual Result<std::optional<int>> triesLeft(CardSession& session, const CardPin& pin) const = 0;
    /// After verifyPin(), before the first sign() of a session.
    virtual Outcome prepareSigning(CardSession& session, const CardKey& key) const = 0;
    /// Signature value in the form of crypto::PublicKey::verifyDigest().
    /// @returns card.pin_needed when the card says that the PIN is not verified.
    virtual Result<Bytes> sign(CardSession& session, const CardKey& key,
                               const crypto::Digest& digest) const = 0;

    /// pin.change_not_here and pin.unblock_not_here where the card (or what is known of it) does not allow
    /// it. Exactly one command, never repeated.
    virtual Outcome changePin(CardSession& session, const CardPin& pin, const TypedPins& pins) const = 0;
    virtual Outcome changePinOnPad(CardSession& session, const CardPin& pin) const = 0;
    virtual Outcome unblockPin(CardSession& session, const CardPin& pin, const TypedPins& pins) const = 0;
};

} // namespace tanba::card
