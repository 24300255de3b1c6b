#pragma once

#include "app/gui/keys/key_entry.h"
#include "core/keys/token.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// By which way the program comes to a card.
enum class CardWay {
    Reader,  ///< PC/SC, with a driver of ours
    Module,  ///< PKCS#11
    Program, ///< the demonstration card, which is nowhere else
};

/// A key on a card; without a certificate nobody can tell whose it is.
struct CardKeyInfo {
    std::string id;
    std::optional<keys::Certificate> certificate;
};

/// A key file that lies on a token as on a stick.
struct CardKeyFile {
    std::string label;
    std::shared_ptr<const Bytes> content;
};

/// A card or token that the program knows of, as a plain value: pages need no thread and no reader.
struct CardEntry {
    /// Of a card with a serial number SHA-256 of that in hex: stable from run to run. Of another one the same
    /// of its place and stay there: a card that is put in again is another card.
    std::string id;
    /// It tells a serial number, by which it is known the next time.
    bool recognisable = false;
    keys::TokenKind kind = keys::TokenKind::Token;
    CardWay way = CardWay::Reader;
    std::string place;    ///< name of the reader or module
    std::string ownLabel; ///< what the card calls itself; empty: by the table of cards
    std::string driver;
    Bytes atr;
    keys::PinRules pin;
    keys::TokenProof proof = keys::TokenProof::Real;
    bool canChangePin = false;
    bool canUnblockPin = false;
    bool takesCertificates = false;
    bool mayHideKeyFiles = false; ///< some may show only after the PIN
    std::vector<CardKeyInfo> keys;
    std::vector<CardKeyFile> keyFiles;
    Presence presence = Presence::There;
    Memory memory = Memory::Session;

    bool simulated() const { return kind == keys::TokenKind::Simulated; }
    bool there() const { return presence == Presence::There; }
    /// No tries are left.
    bool pinBlocked() const { return pin.triesLeft == 0; }
    bool lastTry() const { return pin.lastTry || pin.triesLeft == 1; }
    bool lacksCertificates() const;
};

/// @param stay where the card is and since which insertion; names a card without a serial number.
std::string cardId(const std::string& serial, const std::string& stay);

} // namespace tanba::gui
