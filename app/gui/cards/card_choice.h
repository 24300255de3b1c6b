#pragma once

#include "app/gui/cards/card_entry.h"

#include <vector>

namespace tanba::gui {

/// The keys on a card that belong to one holder; of keys without a certificate nobody knows whose they are.
struct CardHolder {
    std::string name; ///< safe to show; empty for keys without a certificate
    std::vector<CardKeyInfo> keys;
};

/// One entry a holder, in the order in which the card lists them, keys without a certificate last.
std::vector<CardHolder> holdersOf(const CardEntry& entry);

/// What somebody wants to do with a key.
enum class KeyUse { Signing, Login };

/// The key that the program takes by itself, so that nobody has to know what AUTH and SIGN are: permitted for
/// this use, in its validity before one that is not, and of several the one that is valid longest. Null when
/// no key of the holder is permitted.
const CardKeyInfo* chosenKey(const std::vector<CardKeyInfo>& keys, KeyUse use, Time now);

/// The certificate that stands for a holder in the list: of the key for signing, else for login, else any.
const keys::Certificate* leadingCertificate(const CardHolder& holder, Time now);

/// As the list shows it; Missing for a card that is not inserted, Locked where no certificate is known.
KeyState stateOf(const CardEntry& entry, const CardHolder& holder, Time now);

/// One line about which key is for what.
enum class ChoiceNote {
    OneForBoth,
    OneForEach, ///< one signs, another enters portals
    SigningOnly,
    LoginOnly,
    Neither,
    Unknown, ///< no certificate
};
ChoiceNote choiceNote(const CardHolder& holder, Time now);

} // namespace tanba::gui
