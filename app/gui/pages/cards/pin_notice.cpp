#include "app/gui/pages/cards/pin_notice.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

void showPinNotice(Banner& banner, const CardEntry& entry, const Words& words) {
    if (entry.pinBlocked())
        banner.showMessage(CardKind::Bad, words.say(Phrase::PinBlockedTitle),
                           words.say(entry.canUnblockPin ? Phrase::PinBlockedPuk : Phrase::PinBlockedIssuer));
    else if (entry.lastTry())
        banner.showMessage(CardKind::Attention, words.say(Phrase::PinLastTitle),
                           words.say(Phrase::PinLastText));
    else if (entry.pin.countLow)
        banner.showMessage(CardKind::Attention, words.say(Phrase::PinLowTitle),
                           words.say(Phrase::PinLowText));
}

bool wrongSecret(FailureCode code) {
    constexpr std::array kCodes = {FailureCode::Pkcs12WrongPassword, FailureCode::PinWrong,
                                   FailureCode::PinWrongCountUnknown, FailureCode::PinLastTry,
                                   FailureCode::PukWrong};
    return std::ranges::find(kCodes, code) != kCodes.end();
}

} // namespace tanba::gui
