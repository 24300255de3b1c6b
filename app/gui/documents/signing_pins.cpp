#include "app/gui/documents/signing_pins.h"

namespace tanba::gui {

Result<SecretBytes> SigningPins::pin(const std::string&, const keys::PinRules& rules) {
    if (rules.enteredOnReader) {
        asking_.onReader();
        return SecretBytes();
    }
    std::unique_lock lock(mutex_);
    if (typed_.empty() && !gaveUp_) {
        asking_.again();
        changed_.wait(lock, [this] { return gaveUp_ || !typed_.empty(); });
    }
    if (gaveUp_)
        return fail(FailureCode::Cancelled);
    return std::move(typed_);
}

void SigningPins::give(SecretBytes typed) {
    const std::lock_guard lock(mutex_);
    typed_ = std::move(typed);
    changed_.notify_all();
}

void SigningPins::giveUp() {
    const std::lock_guard lock(mutex_);
    gaveUp_ = true;
    changed_.notify_all();
}

} // namespace tanba::gui
