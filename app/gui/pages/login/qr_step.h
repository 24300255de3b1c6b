#pragma once

#include "app/gui/pages/login/login_step.h"

namespace tanba::gui {

class Countdown;
class QrView;

/// The QR code for the phone: how far it is, how long it lives, a link instead of the picture, and a larger
/// picture. Also the whole login of somebody without a key at hand.
class QrStep : public LoginStep {
    Q_OBJECT

  public:
    explicit QrStep(const Desk& desk);
    void begin() override;

  protected:
    void say() override;
    void refresh() override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void refreshCode();
    void refreshState();
    void refreshButtons();
    void copy();
    /// The code on the screen works.
    bool lives() const;

    Text* state_;
    QrView* view_;
    Countdown* valid_;
    Button* copy_;
    Button* size_;
    Button* again_;
    Button* sms_;
    Text* working_;
    std::string shown_; ///< the text in the picture
};

} // namespace tanba::gui
