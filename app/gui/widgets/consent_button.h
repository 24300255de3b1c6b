#pragma once

#include "app/gui/widgets/button.h"

#include <QPointer>
#include <QTimer>
#include <chrono>

namespace tanba::gui {

/// The button that makes a signature. It can be pressed only when it has been visible in the active window
/// for a second, so that nobody signs with a click or a key that was meant for something else; and Enter
/// never presses it (SECURITY.md, rule 6).
class ConsentButton : public Button {
    Q_OBJECT

  public:
    static constexpr std::chrono::milliseconds kPause{1000};

    explicit ConsentButton(Icon icon, QWidget* parent = nullptr);

    /// Whether everything that signing needs is there; the pause is not begun anew by that.
    void setReady(bool ready);
    /// What would be signed, or with what, is no longer what was shown: the pause begins anew.
    void beginAgain();

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void watchWindow();
    void judge();

    QTimer pause_{this};
    QPointer<QWidget> window_;
    bool rested_ = false;
    bool ready_ = false;
};

} // namespace tanba::gui
