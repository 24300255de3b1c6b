#include "app/gui/demo/phone_view.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"
#include "core/base/utf8.h"

#include <QPainter>
#include <QVBoxLayout>

namespace tanba::gui {

namespace {

constexpr qreal kCorner = 22;
constexpr qreal kEdge = 2.5;
constexpr int kEar = 40; ///< length of the slit above the screen
constexpr int kTop = 26;

QString phoneWords(const std::string& text) {
    return fromUtf8(displayText(text));
}

} // namespace

PhoneView::PhoneView(Words& words, DemoPhone& phone)
    : words_(words), phone_(phone), title_(new Text(TypeRole::Small, Tone::Muted)),
      sender_(new Text(TypeRole::Small, Tone::Muted)), message_(new Text(TypeRole::Strong)),
      qrText_(new Text(TypeRole::Body)), scan_(new Button(ButtonKind::Plain, Icon::Qr)),
      confirm_(new Button(ButtonKind::Main, Icon::Good)), reject_(new Button(ButtonKind::Plain)),
      banner_(new Banner(words)) {
    layOut();
    banner_->setClosing(Closing::Never); // the phone is narrow, and the next try clears it
    connect(scan_, &QAbstractButton::clicked, &phone_, &DemoPhone::scan);
    connect(confirm_, &QAbstractButton::clicked, &phone_, &DemoPhone::confirm);
    connect(reject_, &QAbstractButton::clicked, &phone_, &DemoPhone::reject);
    connect(&phone_, &DemoPhone::changed, this, &PhoneView::refresh);
    connect(&theme(), &Theme::changed, this, [this] { update(); });
    words_.keep(this, [this] { refresh(); });
}

void PhoneView::layOut() {
    auto* layout = new QVBoxLayout(this);
    keepSpacing(*layout, 8);
    theme().keep(this, [layout] {
        const int side = theme().px(18);
        layout->setContentsMargins(side, theme().px(kTop), side, side);
    });
    layout->addWidget(title_);
    layout->addWidget(sender_);
    layout->addWidget(message_);
    layout->addWidget(qrText_);
    layout->addWidget(scan_);
    layout->addLayout(rowOf({confirm_, reject_}));
    layout->addWidget(banner_);
}

void PhoneView::refresh() {
    title_->setText(words_.say(Phrase::PhoneTitle));
    setAccessibleName(title_->text());
    const auto& sms = phone_.sms();
    sender_->setVisible(sms.has_value());
    if (sms) {
        sender_->setText(words_.say(Phrase::PhoneSms, {{"sender", displayText(sms->sender)}}));
        message_->setText(phoneWords(sms->text));
        message_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    } else {
        message_->setText(words_.say(Phrase::PhoneEmpty));
    }
    sayQr();
    // Said once: a screen reader must not begin anew with each change.
    if (phone_.failure() && !shown_)
        banner_->showFailure(*phone_.failure());
    else if (!phone_.failure())
        banner_->clear();
    shown_ = phone_.failure();
}

void PhoneView::sayQr() {
    const DemoPhone::Qr qr = phone_.qr();
    const bool asked = qr == DemoPhone::Qr::Scanned;
    scan_->setText(words_.say(Phrase::PhoneScan));
    confirm_->setText(words_.say(Phrase::PhoneConfirm));
    reject_->setText(words_.say(Phrase::PhoneReject));
    scan_->setVisible(!asked);
    scan_->setEnabled(phone_.canScan());
    confirm_->setVisible(asked);
    reject_->setVisible(asked);
    confirm_->setEnabled(!phone_.busy());
    reject_->setEnabled(!phone_.busy());
    if (asked)
        qrText_->setText(words_.say(Phrase::PhoneAsked));
    else if (qr == DemoPhone::Qr::Confirmed)
        qrText_->setText(words_.say(Phrase::PhoneConfirmed));
    else if (qr == DemoPhone::Qr::Rejected)
        qrText_->setText(words_.say(Phrase::PhoneRejected));
    else
        qrText_->setText(words_.say(Phrase::PhoneScanNote));
    scan_->setAccessibleDescription(qrText_->text());
}

void PhoneView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal half = kEdge / 2 + kHalo;
    painter.setPen(QPen(theme().colour(&Colours::muted), kEdge));
    painter.setBrush(theme().colour(&Colours::surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), kCorner, kCorner);
    const int ear = theme().px(kEar);
    painter.drawLine(QPointF((width() - ear) / 2.0, theme().px(14)),
                     QPointF((width() + ear) / 2.0, theme().px(14)));
}

} // namespace tanba::gui
