#pragma once

#include "app/gui/words/phrases.h"
#include "app/text/text_table.h"

#include <QObject>
#include <QString>
#include <functional>

namespace tanba::gui {

QString fromUtf8(std::string_view text);
std::string toUtf8(const QString& text);

/// The language of the interface and everything it says. Changing the language changes every text on the
/// screen at once: whoever shows one says it inside keep().
class Words : public QObject {
    Q_OBJECT

  public:
    explicit Words(text::Language language);

    text::Language language() const { return language_; }
    void setLanguage(text::Language language);

    QString say(Phrase phrase, const text::TextValues& values = {}) const;
    /// A text that the command line knows as well.
    QString say(text::Ui text, const text::TextValues& values = {}) const;
    text::Sentence sentence(const Failure& failure) const;

    /// Runs `show` now and whenever the language changes, for as long as `holder` lives.
    void keep(QObject* holder, const std::function<void()>& show);

    /// The table of translations/gui.json.
    static const text::TextTable& phrases();

  signals:
    void changed();

  private:
    text::Language language_;
};

} // namespace tanba::gui
