#include "cardreader/drivers/guarded_session.h"

#include "core/base/encoding.h"

#include <algorithm>

namespace tanba::card {

namespace {

constexpr std::uint8_t kVerify = 0x20;

Failure forbidden(std::uint8_t ins) {
    return fail(FailureCode::CardCommandForbidden, {}, toHex(ByteView(&ins, 1)));
}

} // namespace

Outcome GuardedSession::check(std::uint8_t cla, std::uint8_t ins, std::uint8_t p1, std::uint8_t p2) const {
    const bool listed =
        cla == 0x00 && std::ranges::any_of(allowed_, [&](const AllowedCommand& row) {
            return row.ins == ins && (row.p1 == -1 || row.p1 == p1) && (row.p2 == -1 || row.p2 == p2);
        });
    if (!listed)
        return forbidden(ins);
    return Done{};
}

Result<ResponseApdu> GuardedSession::transmit(const CommandApdu& command) {
    TANBA_CHECK(check(command.cla(), command.ins(), command.p1(), command.p2()));
    if (command.ins() == kVerify && command.data().empty())
        return forbidden(kVerify);
    return session_.transmit(command);
}

Result<ResponseApdu> GuardedSession::GuardedPad::verify(const PinPadCommand& command) {
    TANBA_CHECK(owner_.check(command.cla, command.ins, command.p1, command.p2));
    return owner_.session_.pinPad()->verify(command);
}

Result<ResponseApdu> GuardedSession::GuardedPad::modify(const PinPadCommand& command) {
    TANBA_CHECK(owner_.check(command.cla, command.ins, command.p1, command.p2));
    return owner_.session_.pinPad()->modify(command);
}

} // namespace tanba::card
