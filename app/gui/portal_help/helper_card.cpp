#include "app/gui/portal_help/helper_card.h"

#include "app/gui/style/icon.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"
#include "core/base/utf8.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace tanba::gui {

namespace {

constexpr int kWidth = 440;

QLayout* lineWith(Icon icon, Tone tone, QWidget* text) {
    auto* line = new QHBoxLayout;
    keepSpacing(*line, 8);
    line->addWidget(new Picture(icon, 20, tone), 0, Qt::AlignTop);
    line->addWidget(text, 1);
    return line;
}

} // namespace

HelperCard::HelperCard(Words& words)
    : words_(words), title_(new Text(TypeRole::Section)), site_(new Text(TypeRole::Small, Tone::Muted)),
      sms_(new Text(TypeRole::Body)), roaming_(new Text(TypeRole::Body)), qr_(new Text(TypeRole::Body)),
      red_(new Text(TypeRole::Body, Tone::Bad)), trouble_(new Button(ButtonKind::Plain, Icon::Help)),
      understood_(new Button(ButtonKind::Main)) {
    setWindowFlags(Qt::Window);
    QIcon icon;
    icon.addPixmap(programPixmap(64, 1));
    setWindowIcon(icon);
    auto* warning = new Card(CardKind::Bad);
    auto* inside = new QVBoxLayout(warning);
    keepCardMargin(*inside, 8);
    inside->addLayout(lineWith(Icon::Shield, Tone::Bad, red_));
    auto* column = new QVBoxLayout(this);
    keepCardMargin(*column, 18);
    keepSpacing(*column, 8);
    column->addWidget(title_);
    column->addWidget(site_);
    column->addLayout(lineWith(Icon::Message, Tone::Accent, sms_));
    column->addLayout(lineWith(Icon::Globe, Tone::Accent, roaming_));
    column->addLayout(lineWith(Icon::Qr, Tone::Accent, qr_));
    column->addWidget(warning);
    column->addStretch(1);
    column->addLayout(rowOf({understood_, trouble_}));
    connect(understood_, &QAbstractButton::clicked, this, &QWidget::close);
    connect(trouble_, &QAbstractButton::clicked, this, [this] {
        emit troubleWanted();
        close();
    });
    theme().keep(this, [this] {
        setFixedWidth(theme().px(kWidth));
        fit();
    });
    words_.keep(this, [this] { say(); });
}

void HelperCard::tell(const guidance::Portal& portal) {
    portal_ = &portal;
    say();
}

void HelperCard::say() {
    if (portal_ == nullptr)
        return;
    setWindowTitle(words_.say(Phrase::HelperTitle) + QStringLiteral(" – Tanba"));
    title_->setText(words_.say(Phrase::HelperTitle));
    site_->setText(fromUtf8(displayText(portal_->address)));
    sms_->setText(words_.say(Phrase::HelperSms, {{"sender", portal_->secondFactor.sender}}));
    roaming_->setText(words_.say(Phrase::HelperRoaming));
    qr_->setText(words_.say(Phrase::HelperQr));
    red_->setText(words_.say(Phrase::HelperRed));
    trouble_->setText(words_.say(Phrase::HelperTrouble));
    understood_->setText(words_.say(Phrase::PortalUnderstood));
    // A reader that comes to the window hears all of it with the first button.
    understood_->setAccessibleDescription(
        QStringList{sms_->text(), roaming_->text(), qr_->text(), red_->text()}.join(QLatin1Char(' ')));
    setAccessibleName(title_->text());
    fit();
}

/// As high as its wrapped texts, which only the layout knows. It stands at the lower edge of the screen, and
/// grows upwards.
void HelperCard::fit() {
    const int height = layout()->totalHeightForWidth(width());
    if (height == this->height())
        return;
    const QPoint corner(pos().x(), pos().y() + this->height() - height);
    resize(width(), height);
    move(corner);
}

bool HelperCard::event(QEvent* event) {
    const bool taken = QWidget::event(event);
    // The parts of the parts tell of their height one after the other.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fit();
    return taken;
}

void HelperCard::closeEvent(QCloseEvent* event) {
    QWidget::closeEvent(event);
    emit closed();
}

void HelperCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace tanba::gui
