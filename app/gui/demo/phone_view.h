#pragma once

#include "app/gui/demo/demo_phone.h"
#include "app/gui/widgets/banner.h"

#include <QFrame>

namespace tanba::gui {

class Button;

/// The demonstration's phone, drawn as one: the last SMS, and what it is asked about a QR code.
class PhoneView : public QFrame {
    Q_OBJECT

  public:
    PhoneView(Words& words, DemoPhone& phone);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void layOut();
    void refresh();
    void sayQr();

    Words& words_;
    DemoPhone& phone_;
    Text* title_;
    Text* sender_;
    Text* message_;
    Text* qrText_;
    Button* scan_;
    Button* confirm_;
    Button* reject_;
    Banner* banner_;
    std::optional<Failure> shown_; ///< by the banner
};

} // namespace tanba::gui
