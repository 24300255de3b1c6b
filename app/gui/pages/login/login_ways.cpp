#include "app/gui/pages/login/login_ways.h"

#include <algorithm>
#include <initializer_list>

namespace tanba::gui {

namespace {

using enum LoginWay;
using portal::Stage;

struct WaysRow {
    FailureCode code;
    std::initializer_list<LoginWay> ways;
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
        {FailureCode::PortalSmsUnavailable, {Qr}},
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

bool codeCanBeSent(const portal::LoginView& view) {
    return view.stage == Stage::SecondFactor && view.sms.available && view.sms.resendsLeft.value_or(1) > 0;
}

bool isOpen(LoginWay way, const portal::LoginView& view) {
    const bool over = portal::isOver(view.stage);
    switch (way) {
    case Again:
    case OtherKey:
        return over;
    case NewCode:
        return codeCanBeSent(view);
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

std::vector<LoginWay> waysOn(const Failure& failure, const portal::LoginView& view) {
    std::vector<LoginWay> open;
    const auto row = std::ranges::find(ways(), failure.code, &WaysRow::code);
    if (row != ways().end())
        std::ranges::copy_if(row->ways, std::back_inserter(open),
                             [&view](LoginWay way) { return isOpen(way, view); });
    const bool begins =
        std::ranges::any_of(open, [](LoginWay way) { return way == Again || way == OtherKey; });
    if (portal::isOver(view.stage) && !begins)
        open.insert(open.begin(), Again);
    return open;
}

} // namespace tanba::gui
