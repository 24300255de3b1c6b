#include "app/gui/tray.h"

#include "app/gui/style/icon.h"
#include "app/gui/style/theme.h"

#include <QIcon>
#include <QPainter>
#include <array>
#include <utility>

namespace tanba::gui {

namespace {

/// Panels are from 16 to 48 pixels high.
constexpr std::array<int, 4> kSizes = {24, 32, 48, 64};

/// A dot in the lower right corner, with a rim that keeps it apart from the mark on any panel.
void paintDot(QPixmap& picture) {
    const qreal size = picture.width();
    const qreal dot = size * 0.4;
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme().colour(&Colours::attention));
    painter.setPen(QPen(theme().colour(&Colours::surface), size / 16));
    painter.drawEllipse(QRectF(size - dot - size / 32, size - dot - size / 32, dot, dot));
}

QIcon iconOf(bool marked) {
    QIcon icon;
    for (const int size : kSizes) {
        QPixmap picture = programPixmap(size, 1);
        if (marked && !picture.isNull())
            paintDot(picture);
        icon.addPixmap(picture);
    }
    return icon;
}

} // namespace

Tray::Tray(const Desk& desk)
    : desk_(desk), open_(menu_.addAction(QString(), this, &Tray::openWanted)),
      attention_(menu_.addAction(QString(), this, &Tray::attentionWanted)),
      enter_(menu_.addAction(QString(), this, &Tray::enterWanted)),
      sign_(menu_.addAction(QString(), this, &Tray::signWanted)),
      check_(menu_.addAction(QString(), this, &Tray::checkWanted)),
      search_(menu_.addAction(QString(), this, &Tray::searchWanted)), quit_(nullptr) {
    menu_.insertSeparator(enter_);
    menu_.addSeparator();
    quit_ = menu_.addAction(QString(), this, &Tray::quitWanted);
    icon_.setContextMenu(&menu_);
    connect(&icon_, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            emit openWanted();
    });
    connect(&desk_.attendant.board(), &AttentionBoard::changed, this, &Tray::refresh);
    connect(&theme(), &Theme::changed, this, &Tray::paint);
    paint();
    desk_.words.keep(this, [this] { refresh(); });
}

void Tray::paint() {
    icon_.setIcon(iconOf(marked_));
}

void Tray::refresh() {
    const Words& words = desk_.words;
    const int count = desk_.attendant.board().count();
    const bool before = std::exchange(marked_, count > 0);
    if (before != marked_)
        paint();
    open_->setText(words.say(Phrase::TrayOpen));
    attention_->setText(marked_ ? words.say(Phrase::TrayAttention, {{"count", std::to_string(count)}})
                                : words.say(Phrase::TrayCalm));
    attention_->setEnabled(marked_);
    enter_->setText(words.say(Phrase::JobEnterTitle));
    sign_->setText(words.say(Phrase::JobSignTitle));
    check_->setText(words.say(Phrase::JobCheckTitle));
    search_->setText(words.say(Phrase::KeysSearch));
    quit_->setText(words.say(Phrase::TrayQuit));
    icon_.setToolTip(QStringLiteral("Tanba\n") + attention_->text());
}

} // namespace tanba::gui
