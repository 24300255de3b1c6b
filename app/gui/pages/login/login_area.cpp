#include "app/gui/pages/login/login_area.h"

#include "app/gui/consent/portals.h"
#include "app/gui/pages/login/consent_step.h"
#include "app/gui/pages/login/factor_step.h"
#include "app/gui/pages/login/inside_step.h"
#include "app/gui/pages/login/key_step.h"
#include "app/gui/pages/login/qr_step.h"
#include "app/gui/pages/login/sms_step.h"
#include "app/gui/pages/portals/abroad_page.h"

namespace tanba::gui {

using portal::QrPhase;
using portal::SmsPhase;
using portal::Stage;

LoginArea::LoginArea(const Desk& desk)
    : desk_(desk), login_(desk.login), keys_(*this, [this] { return make<KeyStep>(); }),
      abroad_(*this, [this] { return makeAbroad(); }),
      consent_(*this, [this] { return make<ConsentStep>(); }),
      factors_(*this, [this] { return make<FactorStep>(); }), sms_(*this, [this] { return make<SmsStep>(); }),
      qr_(*this, [this] { return make<QrStep>(); }), inside_(*this, [this] { return make<InsideStep>(); }) {
    connect(&login_, &LoginDesk::changed, this, &LoginArea::follow);
    connect(&login_, &LoginDesk::completed, this, [this] { turnToStep(inside_.get()); });
    turnTo(keys_.get());
}

template <typename Step>
Step* LoginArea::make() {
    auto* step = new Step(desk_);
    connect(step, &LoginStep::leaveWanted, this, &LoginArea::leave);
    connect(step, &LoginStep::codeWanted, this, &LoginArea::wantCode);
    connect(step, &LoginStep::qrWanted, this, &LoginArea::wantQr);
    connect(step, &LoginStep::resumeWanted, this, &LoginArea::resume);
    connect(step, &LoginStep::againWanted, this, [this] {
        login_.startAgain();
        turnToStep(keys_.get());
    });
    connect(step, &LoginStep::otherKeyWanted, this, [this] {
        if (portal::isOver(login_.view().stage))
            login_.startAgain();
        turnToStep(keys_.get());
    });
    if constexpr (std::is_same_v<Step, KeyStep>) {
        connect(step, &KeyStep::chosen, this, &LoginArea::goOnWithKey);
        connect(step, &KeyStep::keylessWanted, this, &LoginArea::wantQr);
        connect(step, &KeyStep::searchWanted, this, &LoginArea::keySearchWanted);
    }
    if constexpr (std::is_same_v<Step, ConsentStep>) {
        connect(step, &ConsentStep::adviceWanted, this, &LoginArea::adviceWanted);
        connect(step, &ConsentStep::passwordForgotten, this, &LoginArea::passwordForgotten);
    }
    return step;
}

AbroadPage* LoginArea::makeAbroad() {
    auto* page = new AbroadPage(desk_);
    connect(page, &AbroadPage::answered, this, [this] { turnToStep(consent_.get()); });
    connect(page, &AbroadPage::left, this, [this] { turnToStep(keys_.get()); });
    return page;
}

void LoginArea::turnTo(Page& page) {
    setCurrentWidget(&page);
    if (isVisible())
        page.focusFirst();
}

void LoginArea::turnToStep(LoginStep& step) {
    step.begin();
    turnTo(step);
}

void LoginArea::openLogin(const LoginPortal& portal) {
    login_.open(portal);
    turnToStep(keys_.get());
}

void LoginArea::resume() {
    turnToStep(factors_.get());
    login_.resume();
}

/// Where the portal's answers lead. What a person chose stays in front until an answer changes the stage.
void LoginArea::follow() {
    const Stage stage = login_.view().stage;
    const bool atSecond = shows(factors_.made()) || shows(sms_.made()) || shows(qr_.made());
    if (stage == Stage::SecondFactor && !atSecond)
        turnToStep(factors_.get());
    else if (stage == Stage::Described && shows(factors_.made()) && !login_.busy())
        turnToStep(keys_.get()); // resumed before anything was signed
}

/// The roaming warning comes before anything is signed, while something can still be done about it.
void LoginArea::goOnWithKey() {
    const bool bySms = login_.view().portal && login_.view().portal->offers(portal::FactorType::Sms);
    if (!bySms || desk_.portals.answers.stay()) {
        turnToStep(consent_.get());
        return;
    }
    const bool believed = login_.portal().source == PortalSource::Shipped;
    abroad_.get().ask(believed ? login_.view().portal->sms.sender : std::string());
    turnTo(abroad_.get());
}

void LoginArea::wantCode() {
    const portal::SmsView& sms = login_.view().sms;
    const Time now = login_.clock().now();
    const bool lives = sms.phase == SmsPhase::Waiting && (!sms.expiresAt || now < *sms.expiresAt);
    const bool again = shows(sms_.made());
    const bool tooEarly = sms.resendAt && now < *sms.resendAt; // the page counts down
    if (!again)
        turnToStep(sms_.get());
    if ((again || !lives) && !tooEarly)
        login_.sendCode();
}

void LoginArea::wantQr() {
    const QrPhase phase = login_.view().qr.phase;
    const bool lives = phase == QrPhase::Shown || phase == QrPhase::Scanned;
    const bool again = shows(qr_.made());
    if (!again)
        turnToStep(qr_.get());
    if (again || !lives)
        login_.startQr();
}

void LoginArea::leave() {
    login_.cancel();
    emit left();
}

Page& LoginArea::currentPage() {
    return *static_cast<Page*>(currentWidget());
}

} // namespace tanba::gui
