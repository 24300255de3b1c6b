#include "app/gui/widgets/painted.h"

#include <QAccessibleWidget>

namespace tanba::gui {

namespace {

QAccessibleInterface* paintedInterface(const QString&, QObject* object) {
    auto* painted = qobject_cast<Painted*>(object);
    return painted == nullptr ? nullptr : new QAccessibleWidget(painted, painted->role());
}

} // namespace

Painted::Painted(QAccessible::Role role, QWidget* parent) : QWidget(parent), role_(role) {
    static const bool installed = [] {
        QAccessible::installFactory(&paintedInterface);
        return true;
    }();
    static_cast<void>(installed);
}

} // namespace tanba::gui
