#pragma once

#include "app/gui/cards/card_shelf.h"
#include "app/gui/keys/key_shelf.h"
#include "app/gui/keys/person_book.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// Whether a key can sign a document now; the first that applies, in this order.
enum class KeyFitness {
    Fits,
    NotOpened, ///< a key file of which nothing is known before its password
    Away,      ///< the file is gone, the card is not inserted
    NoCertificate,
    WrongPurpose,
    Expired,
    NotYetValid,
    PinBlocked,
    NotForSeveral, ///< somebody else's key: one document at a time (SECURITY.md, rule 7)
};

/// What one consent will cover.
enum class Covers { OneDocument, Several };

/// A key as a person chooses it for signing: a key file, or the keys that one holder has on a card. Which of
/// several keys in it signs is the program's choice.
struct SigningKeyOption {
    std::filesystem::path file; ///< empty for a card
    std::string cardId;         ///< empty for a key file
    std::string holder;         ///< CardHolder::name
    /// As keys::SigningKey::id(); empty: the only key of its file.
    std::string keyId;
    std::optional<keys::Certificate> certificate;
    KeyFitness fitness = KeyFitness::NotOpened;
    guidance::KeyOwnership ownership = guidance::KeyOwnership::NotStated;
    bool demonstration = false;
    keys::TokenProof proof = keys::TokenProof::Real; ///< of the card

    bool onCard() const { return !cardId.empty(); }
    bool usable() const { return fitness == KeyFitness::Fits || fitness == KeyFitness::NotOpened; }
    /// The same entry of the list, whatever became of it meanwhile.
    bool sameKey(const SigningKeyOption& other) const {
        return file == other.file && cardId == other.cardId && holder == other.holder;
    }
};

/// The keys in a file that was opened before, named as keys/pkcs12_token.h names them; the only key of a file
/// has no name.
std::vector<CardKeyInfo> keysOf(const KeyEntry& entry);

/// Every key that the program knows of, the one that a person most probably wants first: it fits, is their
/// own, is real, and is valid longest. What cannot sign comes last.
std::vector<SigningKeyOption> signingKeyOptions(const KeyShelf& shelf, const CardShelf& cards,
                                                const PersonBook& person, Covers covers);

} // namespace tanba::gui
