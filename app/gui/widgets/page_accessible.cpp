#include "app/gui/widgets/page_accessible.h"

#include "app/gui/widgets/page.h"

namespace tanba::gui {

namespace {

QAccessibleInterface* interfaceOf(const QString&, QObject* object) {
    auto* page = qobject_cast<Page*>(object);
    return page == nullptr ? nullptr : new PageAccessible(*page);
}

} // namespace

PageAccessible::PageAccessible(Page& page) : QAccessibleWidget(&page, QAccessible::Client) {}

void PageAccessible::install() {
    static const bool installed = [] {
        QAccessible::installFactory(&interfaceOf);
        return true;
    }();
    static_cast<void>(installed);
}

QAccessibleInterface* PageAccessible::child(int index) const {
    return index == 0 ? QAccessible::queryAccessibleInterface(viewport()) : nullptr;
}

int PageAccessible::indexOfChild(const QAccessibleInterface* child) const {
    return child != nullptr && child->object() == viewport() ? 0 : -1;
}

QWidget* PageAccessible::viewport() const {
    return static_cast<Page*>(widget())->viewport();
}

} // namespace tanba::gui
