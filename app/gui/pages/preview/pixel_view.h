#pragma once

#include <QImage>
#include <QWidget>

namespace tanba::gui {

/// A picture of a page, as wide as there is room and never larger than its own pixels.
class PixelView : public QWidget {
    Q_OBJECT

  public:
    explicit PixelView(QWidget* parent = nullptr);

    void show(const QImage& image);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QSize shownSize(int width) const;

    QImage image_;
};

} // namespace tanba::gui
