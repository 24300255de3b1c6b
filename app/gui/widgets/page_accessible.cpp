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

int PageAccessible::childCount() const {
    return hasFoot() ? 2 : 1;
}

QAccessibleInterface* PageAccessible::child(int index) const {
    if (index == 0)
        return QAccessible::queryAccessibleInterface(page().viewport());
    return index == 1 && hasFoot() ? QAccessible::queryAccessibleInterface(page().foot()) : nullptr;
}

int PageAccessible::indexOfChild(const QAccessibleInterface* child) const {
    if (child == nullptr)
        return -1;
    if (child->object() == page().viewport())
        return 0;
    return hasFoot() && child->object() == page().foot() ? 1 : -1;
}

const Page& PageAccessible::page() const {
    return *static_cast<const Page*>(widget());
}

bool PageAccessible::hasFoot() const {
    const PageFoot* foot = page().foot();
    return foot != nullptr && foot->parentWidget() == &page();
}

} // namespace tanba::gui
