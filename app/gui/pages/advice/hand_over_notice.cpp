#include "app/gui/pages/advice/hand_over_notice.h"

namespace tanba::gui {

using platform::settings::kHandOverSeen;

HandOverNotice::HandOverNotice(const Words& words, const KeyShelf& shelf, platform::Settings& settings)
    : words_(words), shelf_(shelf), settings_(settings) {
    connect(&shelf, &KeyShelf::changed, this, &AttentionSource::changed);
}

std::vector<AttentionItem> HandOverNotice::items() {
    if (shelf_.empty() || settings_.get(kHandOverSeen))
        return {};
    AttentionItem item;
    item.urgency = Urgency::Hint;
    item.title = words_.say(Phrase::HandOverTitle);
    item.text = words_.say(Phrase::HandOverText);
    item.actions = {{words_.say(Phrase::HandOverSeen),
                     [this] {
                         settings_.set(kHandOverSeen, true);
                         emit changed();
                     }},
                    {words_.say(Phrase::HandOverWhy), [this] { emit moreWanted(); }}};
    return {item};
}

} // namespace tanba::gui
