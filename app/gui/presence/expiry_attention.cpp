#include "app/gui/presence/expiry_attention.h"

#include "app/gui/presence/expiry_words.h"

namespace tanba::gui {

namespace {

using guidance::ExpiryState;

/// From this warning on a key is urgent; the same days in which its warning cannot be put off for long.
constexpr int kUrgentFrom = 3;

bool shown(const ExpiringKey& key) {
    return key.wantsAttention() || key.judgement.state == ExpiryState::NotYetValid;
}

Urgency urgencyOf(const ExpiringKey& key) {
    const bool soon = key.judgement.state == ExpiryState::Soon && key.warning() <= kUrgentFrom;
    return soon ? Urgency::Urgent : Urgency::Attention;
}

Phrase lineOf(const ExpiringKey& key) {
    return key.judgement.state == ExpiryState::NotYetValid ? Phrase::ExpiryLineNotYet
                                                           : Phrase::ExpiryLineEnds;
}

} // namespace

ExpiryAttention::ExpiryAttention(const Words& words, const ExpiryWatch& watch)
    : words_(words), watch_(watch) {
    connect(&watch_, &ExpiryWatch::changed, this, &AttentionSource::changed);
}

std::vector<AttentionItem> ExpiryAttention::items() {
    std::vector<AttentionItem> items;
    for (const ExpiringKey& key : watch_.keys()) {
        if (!shown(key))
            continue;
        AttentionItem item;
        item.urgency = urgencyOf(key);
        item.title = holderName(key.key.certificate);
        item.text = words_.say(lineOf(key), {{"state", toUtf8(expiryTitle(key, words_))},
                                             {"purpose", toUtf8(purposeWords(key.key.certificate, words_))},
                                             {"date", toUtf8(lastDayWords(key, words_))}});
        item.open = [this, id = key.id] { emit keyWanted(id); };
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace tanba::gui
