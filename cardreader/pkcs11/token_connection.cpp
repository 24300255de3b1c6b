#include "cardreader/pkcs11/token_connection.h"

#include "core/keys/pin_rule.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace tanba::pkcs11 {

namespace {

/// A CancelToken cannot be waited for; it is looked at this often.
constexpr std::chrono::milliseconds kCancelLook{50};

std::optional<SlotView> find(const Result<std::vector<SlotView>>& slots, const TokenIdentity& token) {
    if (!slots.ok())
        return std::nullopt;
    const auto found = std::ranges::find(slots.value(), token, &SlotView::token);
    return found == slots.value().end() ? std::nullopt : std::optional<SlotView>(*found);
}

} // namespace

TokenConnection::TokenConnection(ModuleClient module, SlotView slot, std::chrono::milliseconds settle,
                                 const CancelToken* cancel)
    : module_(std::move(module)), slot_(std::move(slot)), settle_(settle), cancel_(cancel) {}

Result<TokenConnection> TokenConnection::reach(const TokenAddress& address, const CancelToken* cancel) {
    TANBA_TRY(ModuleClient module, ModuleClient::start(address.module, address.options, cancel));
    const Result<std::vector<SlotView>> slots = module.tokenSlots();
    if (!slots.ok())
        return slots.failure();
    std::optional<SlotView> slot = find(slots, address.identity);
    if (!slot)
        return fail(FailureCode::TokenRemoved, displayLabelOf(address.identity));
    return TokenConnection(std::move(module), std::move(*slot), address.options.settle, cancel);
}

Outcome TokenConnection::openSession(wire::SessionKind kind) {
    const Outcome opened = module_.openSession(slot_, kind);
    if (!opened.ok())
        return explained(opened.failure());
    return Done{};
}

Outcome TokenConnection::checkLength(const SecretBytes& pin) const {
    keys::PinRules rules = slot_.pinRules;
    if (rules.maximumLength == 0)
        rules.maximumLength = wire::kMaxSecret;
    return keys::checkPin(rules, pin);
}

Result<std::optional<SecretBytes>> TokenConnection::askPin(keys::PinSource& pins) const {
    if (slot_.pinLocked())
        return fail(FailureCode::PinBlocked, slot_.displayLabel());
    TANBA_TRY(SecretBytes pin, pins.pin(slot_.displayLabel(), slot_.pinRules));
    if (cancel_ != nullptr && cancel_->cancelled())
        return fail(FailureCode::Cancelled);
    if (slot_.pinRules.enteredOnReader)
        return std::optional<SecretBytes>();
    TANBA_CHECK(checkLength(pin));
    return std::optional<SecretBytes>(std::move(pin));
}

Outcome TokenConnection::login(keys::PinSource& pins) {
    if (!slot_.loginRequired())
        return Done{};
    TANBA_TRY(const std::optional<SecretBytes> pin, askPin(pins));
    const Outcome loggedIn = module_.login(pointerTo(pin));
    if (!loggedIn.ok())
        return explained(loggedIn.failure());
    return Done{};
}

Failure TokenConnection::explained(Failure failure) {
    switch (failure.code) {
    case FailureCode::PinWrongCountUnknown:
        return afterWrongPin(std::move(failure));
    case FailureCode::PinLength:
        failure.subject = keys::allowedPinLengths(slot_.pinRules);
        return failure;
    case FailureCode::TokenRemoved:
        return afterSuspicion(std::move(failure));
    case FailureCode::PinPadCancelled:
        // Without keys on the reader it was the module's own window that was closed.
        if (!slot_.pinRules.enteredOnReader)
            failure.code = FailureCode::Cancelled;
        return failure;
    default:
        return failure;
    }
}

std::optional<SlotView> TokenConnection::look() {
    return find(module_.tokenSlots(), slot_.token);
}

bool TokenConnection::pause(std::chrono::milliseconds time) const {
    const WorkControl control{cancel_, nullptr};
    for (; time.count() > 0 && !control.cancelled(); time -= kCancelLook)
        std::this_thread::sleep_for(std::min(time, kCancelLook));
    return !control.cancelled();
}

Failure TokenConnection::afterWrongPin(Failure failure) {
    const std::optional<SlotView> now = look();
    if (now && now->pinLocked())
        failure.code = FailureCode::PinBlocked;
    else if (now && now->pinRules.lastTry)
        failure.code = FailureCode::PinLastTry;
    return failure;
}

Failure TokenConnection::afterSuspicion(Failure failure) {
    bool there = look().has_value();
    // PC/SC itself goes on claiming a pulled card for some 0.4 s.
    if (there && pause(settle_))
        there = look().has_value();
    // A look that was broken off tells nothing of the token.
    if (WorkControl{cancel_, nullptr}.cancelled())
        failure.code = FailureCode::Cancelled;
    else if (there)
        failure.code = FailureCode::ModuleFailed;
    return failure;
}

} // namespace tanba::pkcs11
