#pragma once

#include <QAccessibleWidget>

namespace tanba::gui {

class Page;

/// How a screen reader sees a page: its content, then its foot, and no scroll bar, which says nothing to
/// those who do not see it. Qt's own interface of a scroll area reads past the end of its children when a
/// reader asks for the scroll bar of a page that was left a moment ago (Qt 6.4,
/// QAccessibleAbstractScrollArea::child()).
class PageAccessible : public QAccessibleWidget {
  public:
    explicit PageAccessible(Page& page);

    /// Makes Qt's accessibility ask here for every Page.
    static void install();

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;

  private:
    const Page& page() const;
    bool hasFoot() const;
};

} // namespace tanba::gui
