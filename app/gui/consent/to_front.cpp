#include "app/gui/consent/to_front.h"

#include <QApplication>
#include <QWidget>

namespace tanba::gui {

namespace {

const QString kMessage = QStringLiteral("portal");

} // namespace

FrontWay usualFrontWay() {
    return QGuiApplication::platformName().startsWith(QLatin1String("wayland")) ? FrontWay::Message
                                                                                : FrontWay::Above;
}

ToFront::ToFront(Words& words, platform::Notifier& notifier, FrontWay way)
    : words_(words), notifier_(notifier), way_(way) {
    connect(&notifier_, &platform::Notifier::chosen, this, [this](const QString& id) {
        if (id == kMessage)
            emit pressed();
    });
}

void ToFront::bring(QWidget& window) {
    show(window);
    callFor(window);
}

void ToFront::show(QWidget& window) {
    window.setAttribute(Qt::WA_ShowWithoutActivating);
    window.setWindowFlag(Qt::WindowStaysOnTopHint, way_ == FrontWay::Above);
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
}

void ToFront::callFor(QWidget& window) {
    if (window.isActiveWindow())
        return;
    QApplication::alert(&window);
    if (way_ == FrontWay::Message)
        notifier_.show(kMessage,
                       {words_.say(Phrase::PortalNoticeTitle), words_.say(Phrase::PortalNoticeText)});
}

} // namespace tanba::gui
