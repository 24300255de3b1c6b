#include "app/gui/widgets/secret_accessible.h"

#include "app/gui/widgets/secret_line_edit.h"

#include <algorithm>

namespace tanba::gui {

namespace {

QString bullets(int count) {
    return QString(count, QChar(0x2022));
}

QAccessibleInterface* interfaceOf(const QString&, QObject* object) {
    auto* field = qobject_cast<SecretLineEdit*>(object);
    return field == nullptr ? nullptr : new SecretAccessible(*field);
}

} // namespace

SecretAccessible::SecretAccessible(SecretLineEdit& field)
    : QAccessibleWidget(&field, QAccessible::EditableText) {}

void SecretAccessible::install() {
    static const bool installed = [] {
        QAccessible::installFactory(&interfaceOf);
        return true;
    }();
    static_cast<void>(installed);
}

void SecretAccessible::tellLength(SecretLineEdit& field, int before, int now) {
    if (!QAccessible::isActive())
        return;
    if (now > before) {
        QAccessibleTextInsertEvent event(&field, before, bullets(now - before));
        QAccessible::updateAccessibility(&event);
    } else if (now < before) {
        QAccessibleTextRemoveEvent event(&field, now, bullets(before - now));
        QAccessible::updateAccessibility(&event);
    }
}

SecretLineEdit& SecretAccessible::field() const {
    return *static_cast<SecretLineEdit*>(widget());
}

QAccessible::State SecretAccessible::state() const {
    QAccessible::State state = QAccessibleWidget::state();
    state.passwordEdit = true;
    state.editable = true;
    state.selectableText = true;
    return state;
}

QString SecretAccessible::text(QAccessible::Text kind) const {
    return kind == QAccessible::Value ? bullets(field().length()) : QAccessibleWidget::text(kind);
}

void* SecretAccessible::interface_cast(QAccessible::InterfaceType type) {
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface*>(this);
    return QAccessibleWidget::interface_cast(type);
}

void SecretAccessible::selection(int index, int* start, int* end) const {
    const bool all = index == 0 && field().allSelected();
    *start = 0;
    *end = all ? field().length() : 0;
}

int SecretAccessible::selectionCount() const {
    return field().allSelected() ? 1 : 0;
}

void SecretAccessible::addSelection(int start, int end) {
    setSelection(0, start, end);
}

void SecretAccessible::removeSelection(int) {}

void SecretAccessible::setSelection(int, int start, int end) {
    if (start == 0 && end == field().length())
        field().selectAll();
}

int SecretAccessible::cursorPosition() const {
    return field().length();
}

void SecretAccessible::setCursorPosition(int) {}

QString SecretAccessible::text(int start, int end) const {
    const int length = field().length();
    return bullets(std::clamp(end, 0, length) - std::clamp(start, 0, std::clamp(end, 0, length)));
}

int SecretAccessible::characterCount() const {
    return field().length();
}

QRect SecretAccessible::characterRect(int) const {
    return rect();
}

int SecretAccessible::offsetAtPoint(const QPoint&) const {
    return field().length();
}

void SecretAccessible::scrollToSubstring(int, int) {}

QString SecretAccessible::attributes(int, int* start, int* end) const {
    *start = 0;
    *end = field().length();
    return {};
}

} // namespace tanba::gui
