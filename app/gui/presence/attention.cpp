#include "app/gui/presence/attention.h"

#include <algorithm>
#include <iterator>

namespace tanba::gui {

void AttentionBoard::add(AttentionSource& source) {
    sources_.emplace_back(&source);
    connect(&source, &AttentionSource::changed, this, &AttentionBoard::changed);
    connect(&source, &QObject::destroyed, this, &AttentionBoard::changed);
    emit changed();
}

std::vector<AttentionItem> AttentionBoard::items() const {
    std::vector<AttentionItem> all;
    for (const QPointer<AttentionSource>& source : sources_) {
        if (source.isNull())
            continue;
        std::vector<AttentionItem> items = source->items();
        std::ranges::move(items, std::back_inserter(all));
    }
    std::ranges::stable_sort(all, {}, &AttentionItem::urgency);
    return all;
}

int AttentionBoard::count() const {
    const std::vector<AttentionItem> all = items();
    return static_cast<int>(
        std::ranges::count_if(all, [](const AttentionItem& item) { return item.urgency < Urgency::Advice; }));
}

bool AttentionBoard::calm() const {
    const std::vector<AttentionItem> all = items();
    return std::ranges::all_of(all, [](const AttentionItem& item) { return item.urgency == Urgency::Hint; });
}

} // namespace tanba::gui
