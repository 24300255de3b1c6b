#pragma once

#include <QLayout>
#include <QList>

namespace tanba::gui {

/// Puts its widgets in a row, and those that find no room into the next one: with large type or in a narrow
/// window nothing is cut.
class FlowLayout : public QLayout {
    Q_OBJECT

  public:
    explicit FlowLayout(int gap) : gap_(gap) {}
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override { items_.append(item); }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place({0, 0, width, 0}, Act::Measure); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

  private:
    enum class Act { Measure, Move };

    /// @returns the height that is used.
    int place(const QRect& rect, Act act) const;

    QList<QLayoutItem*> items_;
    int gap_;
};

} // namespace tanba::gui
