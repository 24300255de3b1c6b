#include "cardreader/pkcs11/pin_change.h"

#include <utility>

namespace tanba::pkcs11 {

namespace {

/// Both PINs, or none of them when they are typed on the reader.
struct PinPair {
    std::optional<SecretBytes> current;
    std::optional<SecretBytes> next;
};

Result<SecretBytes> askFor(keys::PinRole role, keys::PinChangeSource& pins, const SlotView& slot,
                           const CancelToken* cancel) {
    TANBA_TRY(SecretBytes pin, pins.pin(role, slot.displayLabel(), slot.pinRules));
    if (cancel != nullptr && cancel->cancelled())
        return fail(FailureCode::Cancelled);
    return pin;
}

Result<PinPair> askBoth(keys::PinChangeSource& pins, const TokenConnection& connection,
                        const CancelToken* cancel) {
    const SlotView& slot = connection.slot();
    TANBA_TRY(SecretBytes current, askFor(keys::PinRole::Current, pins, slot, cancel));
    TANBA_TRY(SecretBytes next, askFor(keys::PinRole::New, pins, slot, cancel));
    if (slot.pinRules.enteredOnReader)
        return PinPair{};
    TANBA_CHECK(connection.checkLength(current));
    TANBA_CHECK(connection.checkLength(next));
    if (current.equals(next))
        return fail(FailureCode::PinSame, slot.displayLabel());
    return PinPair{std::move(current), std::move(next)};
}

/// Lengths were checked, so what the module dislikes is the new PIN.
Failure aboutChange(Failure failure) {
    switch (failure.code) {
    case FailureCode::PinLength:
    case FailureCode::PinCharacters:
        failure.code = FailureCode::PinNewRefused;
        break;
    case FailureCode::ModuleMechanism:
        failure.code = FailureCode::PinChangeNotHere;
        break;
    default:
        break;
    }
    return failure;
}

} // namespace

Outcome PinChange::change(keys::PinChangeSource& pins, const CancelToken* cancel) {
    if (!writable_)
        return fail(FailureCode::PinChangeNotHere, displayLabelOf(address_.identity));
    TANBA_TRY(TokenConnection connection, TokenConnection::reach(address_, cancel));
    if (connection.slot().pinLocked())
        return fail(FailureCode::PinBlocked, connection.slot().displayLabel());
    TANBA_TRY(const PinPair pair, askBoth(pins, connection, cancel));
    TANBA_CHECK(connection.openSession(wire::SessionKind::Writing));
    const Outcome changed = connection.module().setPin(pointerTo(pair.current), pointerTo(pair.next));
    if (!changed.ok())
        return connection.explained(aboutChange(changed.failure()));
    return Done{};
}

Outcome PinChange::unblock(keys::PinChangeSource&, const CancelToken*) {
    return fail(FailureCode::PinUnblockNotHere, displayLabelOf(address_.identity));
}

} // namespace tanba::pkcs11
