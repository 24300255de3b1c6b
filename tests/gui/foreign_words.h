#pragma once

#include "app/text/language.h"

#include <QStringList>
#include <QWidget>

namespace tanba::gui::test {

/// Words that a person can see or hear in this window and that no text of this language has: they stand in
/// the code, or came from another language. What is data (names, files, addresses) is left out.
QStringList foreignWordsIn(const QWidget& window, text::Language language);
/// The same of one text.
QStringList foreignWordsOf(const QString& text, text::Language language);

} // namespace tanba::gui::test
