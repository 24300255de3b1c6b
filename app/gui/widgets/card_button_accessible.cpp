#include "app/gui/widgets/card_button_accessible.h"

#include "app/gui/widgets/card.h"

namespace tanba::gui {

namespace {

QAccessibleInterface* interfaceOf(const QString&, QObject* object) {
    auto* button = qobject_cast<CardButton*>(object);
    return button == nullptr ? nullptr : new CardButtonAccessible(*button);
}

} // namespace

CardButtonAccessible::CardButtonAccessible(CardButton& button)
    : QAccessibleWidget(&button, button.isCheckable() ? QAccessible::CheckBox : QAccessible::Button) {}

void CardButtonAccessible::install() {
    static const bool installed = [] {
        QAccessible::installFactory(&interfaceOf);
        return true;
    }();
    static_cast<void>(installed);
}

CardButton& CardButtonAccessible::button() const {
    return *static_cast<CardButton*>(widget());
}

QList<QWidget*> CardButtonAccessible::controls() const {
    QList<QWidget*> controls = widget()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    controls.removeIf([](const QWidget* child) { return child->focusPolicy() == Qt::NoFocus; });
    return controls;
}

int CardButtonAccessible::childCount() const {
    return static_cast<int>(controls().size());
}

QAccessibleInterface* CardButtonAccessible::child(int index) const {
    return QAccessible::queryAccessibleInterface(controls().value(index));
}

int CardButtonAccessible::indexOfChild(const QAccessibleInterface* child) const {
    return child == nullptr ? -1
                            : static_cast<int>(controls().indexOf(qobject_cast<QWidget*>(child->object())));
}

QAccessible::State CardButtonAccessible::state() const {
    QAccessible::State state = QAccessibleWidget::state();
    state.checkable = button().isCheckable();
    state.checked = button().isChecked();
    state.pressed = button().isDown();
    return state;
}

QStringList CardButtonAccessible::actionNames() const {
    QStringList names = QAccessibleWidget::actionNames();
    if (widget()->isEnabled())
        names.prepend(button().isCheckable() ? toggleAction() : pressAction());
    return names;
}

void CardButtonAccessible::doAction(const QString& action) {
    if (action == pressAction() || action == toggleAction())
        button().click();
    else
        QAccessibleWidget::doAction(action);
}

} // namespace tanba::gui
