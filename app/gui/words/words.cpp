#include "app/gui/words/words.h"

#include "generated/gui_json.h"

namespace tanba::gui {

QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string toUtf8(const QString& text) {
    return text.toStdString();
}

Words::Words(text::Language language) : language_(language) {}

void Words::setLanguage(text::Language language) {
    if (language == language_)
        return;
    language_ = language;
    emit changed();
}

QString Words::say(Phrase phrase, const text::TextValues& values) const {
    return fromUtf8(text::fillText(phrases().stored(phraseCode(phrase), language_).what, values));
}

QString Words::say(text::Ui text, const text::TextValues& values) const {
    return fromUtf8(text::TextTable::builtIn().ui(text, language_, values));
}

text::Sentence Words::sentence(const Failure& failure) const {
    return text::TextTable::builtIn().sentence(failure, language_);
}

void Words::keep(QObject* holder, const std::function<void()>& show) {
    show();
    connect(this, &Words::changed, holder, show);
}

const text::TextTable& Words::phrases() {
    static const text::TextTable table = [] {
        Result<text::TextTable> loaded = text::TextTable::load(resources::gui_json());
        return loaded.ok() ? std::move(loaded).value() : text::TextTable();
    }();
    return table;
}

} // namespace tanba::gui
