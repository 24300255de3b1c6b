#pragma once

#include "app/gui/words/words.h"

#include <QTranslator>

namespace tanba::gui {

/// Qt's own texts that a person can meet here (the file dialog, the menu of a text field), from
/// translations/qt.json: there is no Kazakh translation of Qt. The rows are named by Qt's English source
/// text.
class QtTexts : public QTranslator {
    Q_OBJECT

  public:
    explicit QtTexts(const Words& words) : words_(words) {}

    QString translate(const char* context, const char* source, const char* disambiguation,
                      int n) const override;
    bool isEmpty() const override { return false; }

    static const text::TextTable& table();

  private:
    const Words& words_;
};

} // namespace tanba::gui
