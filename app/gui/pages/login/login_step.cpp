#include "app/gui/pages/login/login_step.h"

#include "app/gui/pages/site.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/step_rail.h"

#include <array>
#include <utility>

namespace tanba::gui {

LoginStep::LoginStep(const Desk& desk, LoginPlace place)
    : desk_(desk), login_(desk.login),
      rail_(new StepRail(desk.words, {Phrase::LoginStepKey, Phrase::LoginStepConsent, Phrase::LoginStepSecond,
                                      Phrase::LoginStepInside})),
      leave_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)) {
    rail_->setStep(static_cast<int>(place));
    column().insertWidget(0, rail_);
    column().insertSpacing(1, 8);
    addAboveTitle(leave_);
    column().addWidget(banner_);
    connect(leave_, &QAbstractButton::clicked, this, &LoginStep::leaveWanted);
    connect(&login_, &LoginDesk::changed, this, &LoginStep::follow);
}

void LoginStep::keepWords() {
    desk_.words.keep(this, [this] {
        say();
        follow();
    });
}

void LoginStep::add(std::initializer_list<QWidget*> parts) {
    for (QWidget* part : parts)
        column().addWidget(part);
}

void LoginStep::begin() {
    banner_->clear();
    told_ = login_.failures();
    ensureVisible(0, 0);
}

void LoginStep::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    follow();
}

void LoginStep::follow() {
    if (!isVisible() || !login_.active())
        return;
    const bool stays = portal::isOver(login_.view().stage) || login_.putOff();
    leave_->setText(words().say(stays ? Phrase::LoginBack : Phrase::LoginCancel));
    refresh();
    const unsigned told = std::exchange(told_, login_.failures());
    if (told == told_ || !login_.failure()) // what was done since makes an older one meaningless
        return;
    const Failure failure = *login_.failure();
    if (!tellsItself(failure))
        showFailure(failure);
}

void LoginStep::showFailure(const Failure& failure) {
    banner_->clear();
    for (const LoginWay way : waysOn(failure, login_.view(), login_.clock().now()))
        addWay(way);
    banner_->showFailure(failure);
    ensureVisible(0, 0);
    if (isVisible())
        banner_->setFocus(Qt::OtherFocusReason);
}

void LoginStep::addWay(LoginWay way) {
    struct WayRow {
        LoginWay way;
        Phrase words;
        Icon icon;
        void (LoginStep::*signal)();
    };
    static constexpr std::array<WayRow, 5> kWays = {{
        {LoginWay::Again, Phrase::LoginRestart, Icon::Reload, &LoginStep::againWanted},
        {LoginWay::Resume, Phrase::SignGoOn, Icon::Reload, &LoginStep::resumeWanted},
        {LoginWay::OtherKey, Phrase::SignOtherKey, Icon::Key, &LoginStep::otherKeyWanted},
        {LoginWay::NewCode, Phrase::LoginSmsAgain, Icon::Message, &LoginStep::codeWanted},
        {LoginWay::Qr, Phrase::LoginQr, Icon::Qr, &LoginStep::qrWanted},
    }};
    for (const WayRow& row : kWays) {
        if (row.way != way)
            continue;
        auto* button = new Button(ButtonKind::Plain, row.icon);
        // Who has asked for no code yet cannot have it sent again.
        const bool first = way == LoginWay::NewCode && login_.view().sms.phase == portal::SmsPhase::None;
        button->setText(words().say(first ? Phrase::LoginSms : row.words));
        connect(button, &QAbstractButton::clicked, this, row.signal, Qt::QueuedConnection);
        banner_->addAction(button);
        return;
    }
    const portal::HelpLinks& links = login_.view().portal->links;
    const bool support = way == LoginWay::Support;
    const std::string address = support ? links.support : links.registerPhone;
    auto* page = new Button(ButtonKind::Plain, Icon::External);
    page->setText(words().say(support ? Phrase::LoginHelpSupportGo : Phrase::LoginHelpBoundGo,
                              {{"host", hostOfAddress(address)}}));
    connect(page, &QAbstractButton::clicked, this, [this, address] { openPage(address); });
    banner_->addAction(page);
}

void LoginStep::openPage(const std::string& address) {
    const QUrl url(fromUtf8(address), QUrl::StrictMode);
    if (url.scheme() == QLatin1String("https"))
        openSite(desk_, url, *banner_);
}

void LoginStep::focusFirst() {
    if (banner_->isVisible())
        banner_->setFocus(Qt::OtherFocusReason);
    else
        focusOwn();
}

} // namespace tanba::gui
