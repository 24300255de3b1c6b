#pragma once

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/page.h"
#include "app/text/language.h"

#include <QAccessible>
#include <QWidget>
#include <string>

namespace tanba::gui::test {

// What must hold on every page of every window; `where` is for the messages.

/// Every control has a name.
void checkNames(QAccessibleInterface* node, const std::string& where);
/// Whatever takes the focus tells what it is.
void checkRoles(QAccessibleInterface* node, const std::string& where);
/// What shows several lines in one control tells all of them, and no description only repeats the name.
void checkDescriptions(QWidget& window, const std::string& where);
/// A choice has a label that is tied to it, and a field a label or a name; no label is tied to what nobody
/// sees.
void checkBuddies(QWidget& window, const std::string& where);
/// Whatever is painted, by any control in any state, stands on a colour with which its own is in
/// colourPairs(): 4.5 for words, 3 for drawings, edges and rings.
void checkColours(QWidget& window, const std::string& where);
/// The same in the schemes that fall to this language: a walk in every language has seen every scheme.
void checkColoursIn(text::Language language, QWidget& window, const std::string& where);
/// Every word is one of the texts of this language, or data.
void checkWords(const QWidget& window, text::Language language, const std::string& where);
/// Pressing Tab again and again comes to every control and back to the first one.
void checkFocusOrder(QWidget& window, const std::string& where);
/// Nothing is wider than its page: no button is cut and nothing scrolls sideways.
void checkWidths(QWidget& window, const std::string& where);
/// The page has one way to the help, with words, a name and a place in the order of Tab, and the article is
/// there. The pages of the help itself have none.
void checkHelp(Page& page, const std::string& where);
/// Every line of every text has its height.
void checkHeights(QWidget& window, const std::string& where);

} // namespace tanba::gui::test
