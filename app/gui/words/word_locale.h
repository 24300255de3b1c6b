#pragma once

#include "app/gui/words/words.h"
#include "app/text/language.h"

#include <QLocale>

namespace tanba::gui {

/// The language of the window, as Qt names it.
inline QLocale localeOf(const Words& words) {
    return QLocale(QString::fromStdString(std::string(text::languageName(words.language()))));
}

} // namespace tanba::gui
