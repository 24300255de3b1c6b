#pragma once

#include <QWidget>

class QVBoxLayout;

namespace tanba::gui {

/// What stays in sight below a page however far it is scrolled: the one main action, and the secret it needs.
/// On one line with the page's column.
class PageFoot : public QWidget {
    Q_OBJECT

  public:
    PageFoot();

    QVBoxLayout& column() { return *column_; }
    /// @returns the height that the content needs in a page of this width.
    int heightIn(int width) const;
    /// Below the page with a line above it; or at the end of its column, where it is come to past all the
    /// rest.
    enum class Standing { Below, InColumn };
    void stand(Standing standing);
    Standing standing() const { return standing_; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void applyTheme();

    Standing standing_ = Standing::Below;
    QWidget* holder_;
    QVBoxLayout* column_;
};

} // namespace tanba::gui
