#pragma once

#include <QAccessible>
#include <QWidget>
#include <string>

namespace tanba::gui::test {

// What must hold on every page of every window; `where` is for the messages.

/// Every control has a name.
void checkNames(QAccessibleInterface* node, const std::string& where);
/// A label that stands before a control is tied to it.
void checkBuddies(QWidget& window, const std::string& where);
/// Pressing Tab again and again comes to every control and back to the first one.
void checkFocusOrder(QWidget& window, const std::string& where);
/// Nothing is wider than its page: no button is cut and nothing scrolls sideways.
void checkWidths(QWidget& window, const std::string& where);
/// Every line of every text has its height.
void checkHeights(QWidget& window, const std::string& where);

} // namespace tanba::gui::test
