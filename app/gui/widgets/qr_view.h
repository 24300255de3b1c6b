#pragma once

#include "app/gui/widgets/painted.h"
#include "app/qr/qr_code.h"

#include <optional>

namespace tanba::gui {

/// How big a QR code is drawn.
enum class QrSize {
    Page,  ///< beside words
    Large, ///< for a phone that is held far away, or a weak camera
};

/// A QR code as cameras want it: dark on white whatever the theme is, with its quiet zone, every module the
/// same whole number of the screen's own pixels at any scale. Its accessible name is the page's to give.
class QrView : public Painted {
    Q_OBJECT

  public:
    explicit QrView(QWidget* parent = nullptr);

    /// None: an empty square.
    void show(std::optional<qr::QrCode> code);
    void setShownSize(QrSize size);
    QrSize shownSize() const { return size_; }
    /// A code that does not work any more is drawn pale, so that nobody scans it.
    void setOver(bool over);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QImage picture(int modulePixels) const;

    std::optional<qr::QrCode> code_;
    QrSize size_ = QrSize::Page;
    bool over_ = false;
};

} // namespace tanba::gui
