#include "app/gui/pages/login/trouble_part.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "core/base/utf8.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tanba::gui {

TroublePart::TroublePart(Words& words)
    : Card(CardKind::Plain), words_(words), title_(new Text(TypeRole::Strong)) {
    auto* column = new QVBoxLayout(this);
    keepCardMargin(*column, 14);
    keepSpacing(*column, 8);
    column->addWidget(title_);
    bound_ = addPoint(*column);
    roaming_ = addPoint(*column);
    gateway_ = addPoint(*column);
    qr_ = addPoint(*column);
    call_ = addPoint(*column);
    connect(bound_.button, &QAbstractButton::clicked, this, [this] { emit pageWanted(boundPage_); });
    connect(qr_.button, &QAbstractButton::clicked, this, &TroublePart::qrWanted);
    connect(call_.button, &QAbstractButton::clicked, this, [this] { emit pageWanted(supportPage_); });
}

TroublePart::Point TroublePart::addPoint(QVBoxLayout& column) {
    Point point;
    point.row = new QWidget;
    point.number = new Text(TypeRole::Strong, Tone::Accent);
    point.number->setWordWrap(false);
    point.number->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    point.text = new Text(TypeRole::Body);
    point.button = new Button(ButtonKind::Quiet);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(point.text);
    lines->addWidget(point.button, 0, Qt::AlignLeft);
    auto* sides = new QHBoxLayout(point.row);
    sides->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*sides, 4);
    sides->addWidget(point.number, 0, Qt::AlignTop);
    sides->addLayout(lines, 1);
    column.addWidget(point.row);
    return point;
}

void TroublePart::say(const Point& point, const QString& text, const QString& button) {
    point.row->setVisible(!text.isEmpty());
    if (text.isEmpty())
        return;
    point.number->setText(QString::number(++shown_) + QLatin1Char('.'));
    point.text->setText(text);
    point.button->setText(button);
    point.button->setVisible(!button.isEmpty());
}

void TroublePart::show(const LoginPortal& portal, const portal::LoginView& view) {
    const portal::HelpLinks links = view.portal ? view.portal->links : portal::HelpLinks();
    boundPage_ = links.registerPhone;
    supportPage_ = links.support;
    shown_ = 0;
    const auto pageWords = [this](Phrase phrase, const std::string& address) {
        return address.empty() ? QString() : words_.say(phrase, {{"host", hostOfAddress(address)}});
    };
    title_->setText(words_.say(Phrase::LoginHelpTitle));
    say(bound_, words_.say(Phrase::LoginHelpBound), pageWords(Phrase::LoginHelpBoundGo, boundPage_));
    say(roaming_, view.sms.roamingRequiredAbroad ? words_.say(Phrase::LoginHelpRoaming) : QString(), {});
    say(gateway_, words_.say(Phrase::LoginHelpGateway), {});
    say(qr_, view.qr.available ? words_.say(Phrase::LoginHelpQr) : QString(), words_.say(Phrase::LoginQr));
    const bool calls = portal.source == PortalSource::Shipped && !view.sms.sender.empty();
    if (calls)
        say(call_, words_.say(Phrase::LoginHelpCall, {{"number", displayText(view.sms.sender)}}),
            pageWords(Phrase::LoginHelpSupportGo, supportPage_));
    else
        say(call_, supportPage_.empty() ? QString() : words_.say(Phrase::LoginHelpSupport),
            pageWords(Phrase::LoginHelpSupportGo, supportPage_));
    setAccessibleName(title_->text());
}

void TroublePart::focusFirst() {
    title_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
