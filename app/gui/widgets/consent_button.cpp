#include "app/gui/widgets/consent_button.h"

#include <QKeyEvent>

namespace tanba::gui {

ConsentButton::ConsentButton(Icon icon, QWidget* parent) : Button(ButtonKind::Main, icon, parent) {
    pause_.setSingleShot(true);
    pause_.setTimerType(Qt::PreciseTimer); // another one may ring a twentieth too early
    pause_.setInterval(kPause);
    setEnabled(false);
    connect(&pause_, &QTimer::timeout, this, [this] {
        rested_ = true;
        judge();
    });
}

void ConsentButton::setReady(bool ready) {
    ready_ = ready;
    judge();
}

void ConsentButton::beginAgain() {
    rested_ = false;
    pause_.stop();
    judge();
    if (isVisible() && isActiveWindow())
        pause_.start();
}

void ConsentButton::judge() {
    setEnabled(ready_ && rested_);
}

void ConsentButton::watchWindow() {
    if (window_ == window())
        return;
    if (window_)
        window_->removeEventFilter(this);
    window_ = window();
    window_->installEventFilter(this);
}

void ConsentButton::showEvent(QShowEvent* event) {
    Button::showEvent(event);
    watchWindow();
    beginAgain();
}

void ConsentButton::hideEvent(QHideEvent* event) {
    Button::hideEvent(event);
    beginAgain();
}

bool ConsentButton::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ActivationChange)
        beginAgain();
    return Button::eventFilter(watched, event);
}

void ConsentButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->ignore();
        return;
    }
    Button::keyPressEvent(event);
}

} // namespace tanba::gui
