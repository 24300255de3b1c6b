#include "app/gui/documents/natural_order.h"

#include <QCollator>
#include <QString>
#include <algorithm>

namespace tanba::gui {

namespace {

/// The key is made once: a comparison of two names would turn them into letters again and again.
struct KeyedEntry {
    QCollatorSortKey key;
    FolderEntry entry;
};

void sortNaturally(std::vector<FolderEntry>& entries, const QLocale& language) {
    QCollator collator(language);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    std::vector<KeyedEntry> keyed;
    keyed.reserve(entries.size());
    for (FolderEntry& entry : entries)
        keyed.push_back({collator.sortKey(QString::fromStdString(entry.name)), std::move(entry)});
    std::sort(keyed.begin(), keyed.end(), [](const KeyedEntry& left, const KeyedEntry& right) {
        const int order = left.key.compare(right.key);
        return order != 0 ? order < 0 : left.entry.name < right.entry.name;
    });
    std::transform(keyed.begin(), keyed.end(), entries.begin(),
                   [](KeyedEntry& one) { return std::move(one.entry); });
}

} // namespace

documents::FolderOrder naturalOrder(const QLocale& language) {
    return [language](std::vector<FolderEntry>& entries) { sortNaturally(entries, language); };
}

} // namespace tanba::gui
