#pragma once

#include "app/gui/cards/card_shelf.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/text.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

/// What a person is shown of a reader, or of the lack of one: a picture of what to do, what is, what to do.
struct ReaderView {
    Icon picture;
    Tone tone;
    QString title;
    QString next;

    friend bool operator==(const ReaderView&, const ReaderView&) = default;
};

/// Of one reader. @param trouble why its card, which is a known one, could not be read; may be null.
ReaderView readerView(const card::ReaderSnapshot& reader, const Failure* trouble, const Words& words);
/// When there is no reader to speak of: not looked yet, service off, no right, nothing plugged in.
ReaderView withoutReaders(const std::optional<card::Snapshot>& readers, const Words& words);
/// Half a sentence for the list of keys: the reader that matters most now.
QString readersInShort(const CardShelf& cards, const Words& words);

} // namespace tanba::gui
