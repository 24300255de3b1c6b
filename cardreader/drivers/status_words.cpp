#include "cardreader/drivers/status_words.h"

#include "cardreader/apdu/status_word.h"

#include <array>
#include <string>

namespace tanba::card {

namespace {

using enum FailureCode;

enum KindSet : unsigned {
    kPlain = 1U << static_cast<unsigned>(CommandKind::Plain),
    kVerify = 1U << static_cast<unsigned>(CommandKind::Verify),
    kChange = 1U << static_cast<unsigned>(CommandKind::Change),
    kUnblock = 1U << static_cast<unsigned>(CommandKind::Unblock),
    kPin = kVerify | kChange,
    kNewPin = kChange | kUnblock,
    kSecret = kPin | kUnblock,
    kAny = kPlain | kSecret,
};

struct StatusRow {
    unsigned kinds;
    std::uint16_t status;
    std::uint16_t mask;
    FailureCode code;
};

/// The first row that fits.
constexpr auto kRows = std::to_array<StatusRow>({
    {kPin, 0x63C0, 0xFFFF, PinBlocked},
    {kPin, 0x63C1, 0xFFFF, PinLastTry},
    {kPin, 0x63C0, 0xFFF0, PinWrong},
    {kPin, 0x6300, 0xFFFF, PinWrongCountUnknown},
    {kUnblock, 0x63C0, 0xFFFF, PukBlocked},
    {kUnblock, 0x63C0, 0xFFF0, PukWrong},
    {kUnblock, 0x6300, 0xFFFF, PukWrong},
    {kUnblock, 0x6983, 0xFFFF, PukBlocked},
    {kSecret, 0x6400, 0xFFFF, PinPadTimeout},
    {kSecret, 0x6401, 0xFFFF, PinPadCancelled},
    {kSecret, 0x6402, 0xFFFF, PinPadDifferent},
    {kSecret, 0x6403, 0xFFFF, PinLength},
    {kSecret, 0x6700, 0xFFFF, PinLength},
    {kVerify, 0x6A80, 0xFFFF, PinLength},
    {kNewPin, 0x6A80, 0xFFFF, PinNewRefused},
    {kNewPin, 0x6985, 0xFFFF, PinNewRefused},
    {kChange, 0x6D00, 0xFFFF, PinChangeNotHere},
    {kUnblock, 0x6D00, 0xFFFF, PinUnblockNotHere},
    {kAny, 0x6983, 0xFFFF, PinBlocked},
    {kAny, 0x6984, 0xFFFF, PinUnusable},
    {kPlain, 0x6982, 0xFFFF, CardPinNeeded},
    {kAny, 0x6581, 0xFFFF, CardMemory},
    {kPlain, 0x6D00, 0xFFFF, CardNotForThisDriver},
    {kAny, 0x6E00, 0xFFFF, CardNotForThisDriver},
});

/// ISO 7816-4 5.6: 63Cx, x tries left.
bool tellsTries(std::uint16_t status) {
    return (status & 0xFFF0) == 0x63C0;
}

} // namespace

Failure failureOfStatus(CommandKind kind, std::string_view command, std::uint16_t status) {
    const std::string detail = statusWordDetail(command, status);
    for (const StatusRow& row : kRows) {
        if ((row.kinds & (1U << static_cast<unsigned>(kind))) == 0 || (status & row.mask) != row.status)
            continue;
        const std::string subject = tellsTries(status) ? std::to_string(status & 0x0F) : std::string();
        return fail(row.code, subject, detail);
    }
    return fail(CardUnexpectedStatus, {}, detail);
}

} // namespace tanba::card
