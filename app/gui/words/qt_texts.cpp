#include "app/gui/words/qt_texts.h"

#include "generated/qt_json.h"

namespace tanba::gui {

QString QtTexts::translate(const char*, const char* source, const char*, int n) const {
    QString said = fromUtf8(table().stored(source, words_.language()).what);
    if (n >= 0)
        said.replace(QStringLiteral("%n"), QString::number(n));
    return said; // a null text makes Qt show its own
}

const text::TextTable& QtTexts::table() {
    static const text::TextTable table = [] {
        Result<text::TextTable> loaded = text::TextTable::load(resources::qt_json());
        return loaded.ok() ? std::move(loaded).value() : text::TextTable();
    }();
    return table;
}

} // namespace tanba::gui
