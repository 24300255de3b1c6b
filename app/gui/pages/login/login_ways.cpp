#include "app/gui/pages/login/login_ways.h"

#include <algorithm>
#include <iterator>

namespace tanba::gui {

namespace {

using enum LoginWay;
using portal::Stage;

struct WaysRow {
    FailureCode code;
    std::vector<LoginWay> ways; // not an initializer_list, which owns nothing and outlives what it shows
};

const std::vector<WaysRow>& ways() {
    static const std::vector<WaysRow> rows = {
        {FailureCode::PortalCertificateExpired, {OtherKey}},
        {FailureCode::PortalCertificateRevoked, {OtherKey}},
        {FailureCode::PortalCertificateUntrusted, {OtherKey, Support}},
        {FailureCode::PortalWrongKeyUsage, {OtherKey}},
        {FailureCode::PortalRoleNotAllowed, {OtherKey, Support}},
        {FailureCode::PortalSignatureInvalid, {Again, OtherKey, Support}},
        {FailureCode::PortalAccountNotFound, {OtherKey, Support}},
        {FailureCode::PortalPhoneNotRegistered, {Qr, BindNumber}},
        {FailureCode::PortalSmsUnavailable, {Qr, NewCode}},
        {FailureCode::PortalCodeExpired, {NewCode, Qr}},
        {FailureCode::PortalResendTooEarly, {Qr}},
        {FailureCode::PortalResendLimit, {Qr}},
        {FailureCode::PortalLocked, {Support}},
        {FailureCode::PortalQrExpired, {Qr, NewCode}},
        {FailureCode::PortalQrRejected, {Qr, NewCode}},
        {FailureCode::PortalUnfinished, {Support}},
        {FailureCode::PortalAnswerWrong, {Support}},
        {FailureCode::PortalChallengeOtherOrigin, {Support}},
        {FailureCode::PortalChallengeStrange, {Support}},
    };
    return rows;
}

bool codeCanBeSent(const portal::LoginView& view, Time now) {
    return view.stage == Stage::SecondFactor && mayAskForCode(view.sms) &&
           view.sms.resendsLeft.value_or(1) > 0 && view.sms.resendAt.value_or(now) <= now;
}

bool isOpen(LoginWay way, const portal::LoginView& view, Time now) {
    const bool over = portal::isOver(view.stage);
    switch (way) {
    case Again:
    case OtherKey:
        return over;
    case Resume:
        return view.stage == Stage::Idle;
    case NewCode:
        return codeCanBeSent(view, now);
    case Qr:
        return view.qr.offered &&
               (view.stage == Stage::PhoneOnly || (view.stage == Stage::SecondFactor && view.qr.available));
    case BindNumber:
        return view.portal && !view.portal->links.registerPhone.empty();
    case Support:
        return view.portal && !view.portal->links.support.empty();
    }
    return false;
}

} // namespace

bool mayAskForCode(const portal::SmsView& sms) {
    return sms.available || sms.obstacle == portal::FactorObstacle::SmsGatewayUnavailable;
}

std::vector<LoginWay> waysOn(const Failure& failure, const portal::LoginView& view, Time now) {
    std::vector<LoginWay> open;
    const auto row = std::ranges::find(ways(), failure.code, &WaysRow::code);
    if (row != ways().end())
        std::ranges::copy_if(row->ways, std::back_inserter(open),
                             [&view, now](LoginWay way) { return isOpen(way, view, now); });
    const bool begins =
        std::ranges::any_of(open, [](LoginWay way) { return way == Again || way == OtherKey; });
    if (portal::isOver(view.stage) && !begins)
        open.insert(open.begin(), Again);
    if (isOpen(Resume, view, now)) // whatever came in between
        open.insert(open.begin(), Resume);
    return open;
}

} // namespace tanba::gui
