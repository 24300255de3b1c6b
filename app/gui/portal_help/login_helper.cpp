#include "app/gui/portal_help/login_helper.h"

#include "app/gui/portal_help/helper_card.h"

#include <QScreen>

namespace tanba::gui {

namespace {

constexpr std::chrono::seconds kLookEvery{1};
constexpr int kFromEdge = 24;

/// Beside the page, not over its middle. Where windows may not place themselves, the desktop does.
void placeAtEdge(QWidget& card) {
    const QRect room = card.screen()->availableGeometry();
    card.move(room.right() - card.width() - kFromEdge, room.bottom() - card.height() - kFromEdge);
}

} // namespace

LoginHelper::LoginHelper(const Desk& desk, GuiConsentDesk& consent, platform::Notifier& notifier,
                         FrontWay way)
    : desk_(desk), consent_(consent), front_(desk.words, notifier, way) {
    look_.setInterval(kLookEvery);
    connect(&look_, &QTimer::timeout, this, &LoginHelper::look);
    connect(&consent_, &GuiConsentDesk::signedFor, this, [this](const auto& question) { take(*question); });
}

LoginHelper::~LoginHelper() = default;

void LoginHelper::take(const service::ConsentQuestion& question) {
    if (!isLogin(question) || !question.caller.origin)
        return;
    const guidance::Portal* portal = guidance::portalByOrigin(*question.caller.origin);
    const guidance::Date today = guidance::kazakhstanDate(desk_.shelf.now());
    if (portal != nullptr && guidance::secondFactorOn(*portal, today) == guidance::SecondFactorKind::SmsOrQr)
        show(*portal);
}

void LoginHelper::show(const guidance::Portal& portal) {
    if (!card_) {
        card_ = std::make_unique<HelperCard>(desk_.words);
        connect(card_.get(), &HelperCard::closed, &look_, &QTimer::stop);
        connect(card_.get(), &HelperCard::troubleWanted, this,
                [this] { emit helpWanted("sms-does-not-come"); });
    }
    card_->tell(portal);
    placeAtEdge(*card_);
    front_.show(*card_);
    until_ = consent_.now() + kStays;
    look_.start();
}

void LoginHelper::look() {
    if (consent_.now() >= until_)
        card_->close();
}

} // namespace tanba::gui
