#include "app/gui/pages/login/factor_step.h"

#include "app/gui/consent/portals.h"
#include "app/gui/pages/login/login_ways.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "core/base/utf8.h"

#include <QResizeEvent>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using portal::FactorObstacle;

/// Narrower, the two stand one above the other.
constexpr int kSideBySide = 560;

struct ObstacleRow {
    FactorObstacle obstacle;
    FailureCode code;
};
constexpr std::array<ObstacleRow, 3> kObstacles = {{
    {FactorObstacle::PhoneNotRegistered, FailureCode::PortalPhoneNotRegistered},
    {FactorObstacle::SmsGatewayUnavailable, FailureCode::PortalSmsUnavailable},
    {FactorObstacle::Locked, FailureCode::PortalLocked},
}};

} // namespace

QString obstacleWords(FactorObstacle obstacle, const Words& words) {
    if (obstacle == FactorObstacle::None)
        return {};
    const auto row = std::ranges::find(kObstacles, obstacle, &ObstacleRow::obstacle);
    return row == kObstacles.end() ? words.say(Phrase::LoginNotOffered)
                                   : fromUtf8(words.sentence(fail(row->code)).what);
}

std::string phoneWords(const std::string& masked) {
    return toUtf8(fromUtf8(displayText(masked)).replace(QLatin1Char(' '), QChar::Nbsp));
}

FactorStep::FactorStep(const Desk& desk)
    : LoginStep(desk, LoginPlace::Second), subject_(new Text(TypeRole::Body)),
      abroadNote_(new Banner(desk.words)), sides_(new QBoxLayout(QBoxLayout::LeftToRight)),
      sms_(new ActionCard(Icon::Message)), qr_(new ActionCard(Icon::Qr)),
      working_(new Text(TypeRole::Small, Tone::Muted)) {
    abroadNote_->setClosing(Closing::Never);
    sides_->setSpacing(8);
    sides_->addWidget(sms_, 1);
    sides_->addWidget(qr_, 1);
    add({subject_, abroadNote_});
    column().addLayout(sides_);
    add({working_});
    connect(sms_, &QAbstractButton::clicked, this, &FactorStep::codeWanted);
    connect(qr_, &QAbstractButton::clicked, this, &FactorStep::qrWanted);
    keepWords();
}

bool FactorStep::abroad() const {
    return desk().portals.answers.stay() == guidance::Stay::Abroad;
}

ActionCard* FactorStep::first() const {
    return abroad() ? qr_ : sms_;
}

void FactorStep::say() {
    setTitle(words().say(Phrase::LoginSecondTitle));
    setLead(words().say(Phrase::LoginSecondLead));
    working_->setText(words().say(Phrase::LoginWorking));
}

QString FactorStep::smsWords() const {
    const portal::SmsView& sms = login().view().sms;
    if (!sms.available)
        return obstacleWords(sms.obstacle == FactorObstacle::None ? FactorObstacle::NotOffered : sms.obstacle,
                             words());
    return sms.maskedPhone.empty()
               ? words().say(Phrase::LoginSmsToBound)
               : words().say(Phrase::LoginSmsTo, {{"phone", phoneWords(sms.maskedPhone)}});
}

void FactorStep::refresh() {
    const portal::LoginView& view = login().view();
    const std::string name = displayText(view.subject.name);
    const bool putOff = login().putOff();
    subject_->setVisible(putOff || !name.empty());
    subject_->setText(putOff ? words().say(Phrase::LoginKept)
                             : words().say(Phrase::LoginSubject, {{"name", name}}));
    for (ActionCard* side : {sms_, qr_}) // of a login that is being gone on with nothing is known yet
        side->setVisible(view.stage != portal::Stage::Idle);
    abroadNote_->clear();
    if (abroad() && view.sms.roamingRequiredAbroad)
        abroadNote_->showMessage(CardKind::Attention, words().say(Phrase::LoginAbroad), {});
    sms_->say(words().say(Phrase::LoginSms), smsWords());
    qr_->say(words().say(Phrase::LoginQr),
             view.qr.available
                 ? words().say(Phrase::LoginQrText)
                 : obstacleWords(view.qr.obstacle == FactorObstacle::None ? FactorObstacle::NotOffered
                                                                          : view.qr.obstacle,
                                 words()));
    if (sides_->itemAt(0)->widget() != first()) {
        ActionCard* second = first() == sms_ ? qr_ : sms_;
        sides_->removeWidget(second);
        sides_->addWidget(second, 1);
        setTabOrder(first(), second);
    }
    const bool free = !login().busy() && view.stage == portal::Stage::SecondFactor;
    sms_->setEnabled(free && mayAskForCode(view.sms));
    qr_->setEnabled(free && view.qr.available);
    working_->setVisible(login().busy());
}

void FactorStep::focusOwn() {
    Page::focusFirst(); // its sentence says that something is to be chosen
}

void FactorStep::resizeEvent(QResizeEvent* event) {
    LoginStep::resizeEvent(event);
    sides_->setDirection(event->size().width() < theme().px(kSideBySide) ? QBoxLayout::TopToBottom
                                                                         : QBoxLayout::LeftToRight);
}

} // namespace tanba::gui
