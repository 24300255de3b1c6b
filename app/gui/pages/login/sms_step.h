#pragma once

#include "app/gui/pages/login/login_step.h"

namespace tanba::gui {

class CodeField;
class Countdown;
class TroublePart;

/// The code that came by SMS: where it comes from and where it went, the field, how long it lives, another
/// one; and what to do when it does not come.
class SmsStep : public LoginStep {
    Q_OBJECT

  public:
    explicit SmsStep(const Desk& desk);
    void begin() override;

  protected:
    void say() override;
    void refresh() override;
    void focusOwn() override;
    bool tellsItself(const Failure& failure) override;
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void refreshFacts();
    bool refreshTimes();
    void refreshCoolDown();
    void refreshGo();
    void describeField();
    void hint(Tone tone, const QString& text);
    void refreshAgain();
    void openTrouble();
    void post();
    /// The code can be typed: one was sent, and it lives.
    bool waits() const;

    Text* sent_;
    Text* sender_;
    CodeField* field_;
    Button* go_; ///< of a portal that does not say how long its codes are
    Text* hint_;
    Countdown* valid_;
    Text* attempts_;
    QWidget* red_;
    Text* redText_;
    Button* again_;
    Countdown* againIn_;
    Text* againLeft_;
    Button* qr_;
    TroublePart* trouble_;
    std::optional<Time> sentAt_;  ///< of the code that is asked for now
    std::optional<Time> againAt_; ///< what againIn_ counts down to
};

} // namespace tanba::gui
