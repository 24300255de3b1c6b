#include "app/gui/cards/card_names.h"

#include "cardreader/drivers/driver_table.h"
#include "core/base/utf8.h"

#include <algorithm>

namespace tanba::gui {

namespace {

std::string tableName(ByteView atr, const std::string& driver, text::Language language) {
    const std::string_view spoken = text::languageName(language);
    const auto rows = card::cardTable();
    const auto row = std::ranges::find_if(rows, [&driver](const card::CardRow& candidate) {
        return candidate.driver != nullptr && candidate.driver->name() == driver;
    });
    return std::string(row == rows.end() ? card::cardNameByAtr(atr, spoken)
                                         : card::cardName(atr, *row->driver, spoken));
}

} // namespace

std::string cardLabel(const CardEntry& entry, text::Language language) {
    return displayText(entry.ownLabel.empty() ? tableName(entry.atr, entry.driver, language)
                                              : entry.ownLabel);
}

std::string cardLabel(const card::ReaderSnapshot& reader, text::Language language) {
    return displayText(tableName(reader.atr, reader.driver, language));
}

} // namespace tanba::gui
