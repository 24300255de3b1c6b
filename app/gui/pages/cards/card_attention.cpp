#include "app/gui/pages/cards/card_attention.h"

#include "app/gui/pages/cards/card_words.h"

namespace tanba::gui {

CardAttention::CardAttention(const Words& words, const CardShelf& cards, QObject* parent)
    : words_(words), cards_(cards) {
    setParent(parent);
    connect(&cards_, &CardShelf::cardsChanged, this, &AttentionSource::changed);
    connect(&cards_, &CardShelf::readersChanged, this, &AttentionSource::changed);
}

std::vector<AttentionItem> CardAttention::items() {
    std::vector<AttentionItem> items;
    if (cards_.readers())
        for (const card::ReaderSnapshot& reader : cards_.readers()->readers)
            if (const Failure* trouble = cards_.troubleOf(reader.name))
                items.push_back({Urgency::Attention,
                                 words_.say(Phrase::ReadersNotRead),
                                 fromUtf8(words_.sentence(*trouble).what),
                                 [this] { emit readersWanted(); },
                                 {}});
    for (const CardEntry& entry : cards_.entries())
        if (entry.there() && entry.pinBlocked() && !entry.simulated())
            items.push_back({Urgency::Attention,
                             words_.say(Phrase::PinBlockedTitle),
                             placeOf(entry, words_),
                             [this, id = entry.id] { emit cardWanted(id); },
                             {}});
    return items;
}

} // namespace tanba::gui
