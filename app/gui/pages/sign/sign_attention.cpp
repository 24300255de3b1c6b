#include "app/gui/pages/sign/sign_attention.h"

#include "app/gui/pages/key_words.h"
#include "app/text/dates.h"

namespace tanba::gui {

using documents::RowState;
using Stage = SigningDesk::Stage;

SignAttention::SignAttention(const Words& words, SigningDesk& signing, QObject* parent)
    : words_(words), signing_(signing) {
    setParent(parent);
    connect(&signing, &SigningDesk::changed, this, &SignAttention::tellChange);
    connect(&signing, &SigningDesk::ended, this, [this] {
        news_ = true;
        emit changed();
    });
}

void SignAttention::tellChange() {
    const std::size_t unfinished = signing_.unfinished().size();
    if (signing_.stage() == told_ && unfinished == toldUnfinished_)
        return;
    told_ = signing_.stage();
    toldUnfinished_ = unfinished;
    emit changed();
}

void SignAttention::seen() {
    if (!news_)
        return;
    news_ = false;
    emit changed();
}

AttentionItem SignAttention::runItem() {
    const bool stopped = signing_.stopped().has_value() || signing_.count(RowState::Failed) > 0;
    AttentionItem item;
    item.urgency = signing_.stage() == Stage::Ended && stopped ? Urgency::Attention : Urgency::Hint;
    item.title = words_.say(signing_.busy() ? Phrase::SignAttRunning
                            : stopped       ? Phrase::SignAttStopped
                                            : Phrase::SignAttEnded);
    if (!signing_.busy())
        item.text =
            words_.say(Phrase::SignProgress, {{"done", std::to_string(signing_.count(RowState::Done))},
                                              {"all", std::to_string(signing_.documents().size())}});
    item.open = [this] { emit runWanted(); };
    return item;
}

AttentionItem SignAttention::unfinishedItem(const documents::UnfinishedRun& run) {
    AttentionItem item;
    item.title = words_.say(Phrase::SignAttUnfinished);
    const Time begun = run.header.started;
    item.text = words_.say(Phrase::SignAttUnfinishedText,
                           {{"date", text::timeInWords(begun, text::localOffset(begun), words_.language())},
                            {"folder", toUtf8(placeOf(run.folder / "document"))},
                            {"done", std::to_string(run.made)},
                            {"all", std::to_string(run.documents)}});
    item.actions = {
        {words_.say(Phrase::SignGoOn), [this, record = run.record] { signing_.resume(record); }},
        {words_.say(Phrase::SignAttDiscard), [this, record = run.record] { signing_.discard(record); }}};
    return item;
}

std::vector<AttentionItem> SignAttention::items() {
    std::vector<AttentionItem> items;
    if (signing_.busy() || (news_ && signing_.stage() == Stage::Ended))
        items.push_back(runItem());
    for (const documents::UnfinishedRun& run : signing_.unfinished())
        items.push_back(unfinishedItem(run));
    return items;
}

} // namespace tanba::gui
