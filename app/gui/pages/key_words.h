#pragma once

#include "app/gui/keys/key_entry.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"
#include "app/text/certificate_view.h"

#include <optional>

namespace tanba::gui {

/// A key's state as the list and its page show it.
struct StateView {
    CardKind kind;
    QString words;
    std::optional<Icon> icon; ///< instead of the kind's
};
StateView stateView(const KeyEntry& entry, Time now, const Words& words);
/// @param certificate its end is told; needed for Soon only.
StateView stateView(KeyState state, const keys::Certificate* certificate, Time now, const Words& words);

/// Whose key it is, or the file's name while nobody knows; short enough for one line.
QString titleOf(const KeyEntry& entry);
/// The name of the file; the 40 hex digits in the authority's file names are shortened.
QString fileNameOf(const std::filesystem::path& path);
/// The folder, with the home folder written as "~".
QString placeOf(const std::filesystem::path& path);
/// What these keys of one holder are for, and in which role: "For signing · head of the organisation".
QString useLine(const std::vector<keys::Certificate>& certificates, const Words& words);
QString purposeNote(keys::Purpose purpose, const Words& words);

/// Holder, organisation, purpose and validity of a certificate.
std::vector<text::Fact> mainFacts(const keys::Certificate& certificate, const Words& words);
/// Serial number, issuer and the rest that few people need.
std::vector<text::Fact> moreFacts(const keys::Certificate& certificate, const Words& words);

} // namespace tanba::gui
