#include "cardreader/drivers/iso_pin.h"

#include "cardreader/drivers/status_words.h"
#include "core/keys/pin_rule.h"

namespace tanba::card {

namespace {

constexpr std::uint8_t kVerify = 0x20;
constexpr std::uint8_t kChange = 0x24;
constexpr std::uint8_t kUnblock = 0x2C;

Outcome outcomeOf(CommandKind kind, std::string_view name, const Result<ResponseApdu>& answer) {
    TANBA_TRY(const ResponseApdu response, answer);
    if (!response.ok())
        return failureOfStatus(kind, name, response.status);
    return Done{};
}

Result<SecretBytes> joined(const SecretBytes& first, const SecretBytes& second) {
    SecretBytes both(first.size() + second.size());
    if (!both.append(first.view()) || !both.append(second.view()))
        return fail(FailureCode::Internal);
    return both;
}

PinPadCommand padCommand(std::uint8_t instruction, const CardPin& pin) {
    return PinPadCommand{0x00, instruction, 0x00, pin.reference, pin.block};
}

/// A PIN that is sent as typed has no fixed places that a reader could fill in.
PinPad* usablePad(CardSession& session, const CardPin& pin) {
    return pin.block.blockLength == 0 ? nullptr : session.pinPad();
}

} // namespace

Result<SecretBytes> pinField(const keys::PinRules& rules, const PinBlock& block, const SecretBytes& value) {
    TANBA_CHECK(keys::checkPin(rules, value));
    const std::size_t size = block.blockLength == 0 ? value.size() : block.blockLength;
    SecretBytes field(size);
    if (!field.append(value.view()))
        return fail(FailureCode::PinLength, keys::allowedPinLengths(rules));
    while (field.size() < size) {
        if (!field.append(block.padding))
            return fail(FailureCode::Internal);
    }
    return field;
}

Outcome isoVerify(CardSession& session, const CardPin& pin, const SecretBytes& value) {
    TANBA_TRY(SecretBytes field, pinField(pin.rules, pin.block, value));
    return outcomeOf(
        CommandKind::Verify, "VERIFY",
        session.transmit(CommandApdu(0x00, kVerify, 0x00, pin.reference).withSecret(std::move(field))));
}

Outcome isoVerifyOnPad(CardSession& session, const CardPin& pin) {
    PinPad* const pad = usablePad(session, pin);
    if (pad == nullptr || !pad->canVerify())
        return fail(FailureCode::PinUnusable, {}, "no keys on the reader");
    return outcomeOf(CommandKind::Verify, "VERIFY", pad->verify(padCommand(kVerify, pin)));
}

Outcome isoChange(CardSession& session, const CardPin& pin, const TypedPins& pins) {
    if (!pin.canChange)
        return fail(FailureCode::PinChangeNotHere);
    TANBA_TRY(const SecretBytes current, pinField(pin.rules, pin.block, pins.current));
    TANBA_TRY(const SecretBytes next, pinField(pin.rules, pin.block, pins.next));
    TANBA_TRY(SecretBytes both, joined(current, next));
    return outcomeOf(
        CommandKind::Change, "CHANGE REFERENCE DATA",
        session.transmit(CommandApdu(0x00, kChange, 0x00, pin.reference).withSecret(std::move(both))));
}

Outcome isoChangeOnPad(CardSession& session, const CardPin& pin) {
    if (!pin.canChange)
        return fail(FailureCode::PinChangeNotHere);
    PinPad* const pad = usablePad(session, pin);
    if (pad == nullptr || !pad->canModify())
        return fail(FailureCode::PinUnusable, {}, "no keys on the reader");
    return outcomeOf(CommandKind::Change, "CHANGE REFERENCE DATA", pad->modify(padCommand(kChange, pin)));
}

Outcome isoUnblock(CardSession& session, const CardPin& pin, const TypedPins& pins) {
    if (!pin.canUnblock)
        return fail(FailureCode::PinUnblockNotHere);
    TANBA_TRY(const SecretBytes puk, pinField(pin.pukRules, pin.pukBlock, pins.current));
    TANBA_TRY(const SecretBytes next, pinField(pin.rules, pin.block, pins.next));
    TANBA_TRY(SecretBytes both, joined(puk, next));
    return outcomeOf(
        CommandKind::Unblock, "RESET RETRY COUNTER",
        session.transmit(CommandApdu(0x00, kUnblock, 0x00, pin.reference).withSecret(std::move(both))));
}

} // namespace tanba::card
