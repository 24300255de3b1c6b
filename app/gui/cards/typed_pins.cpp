#include "app/gui/cards/typed_pins.h"

namespace tanba::gui {

Result<SecretBytes> TypedPins::pin(keys::PinRole role, const std::string&, const keys::PinRules& rules) {
    if (rules.enteredOnReader) {
        if (role != keys::PinRole::New)
            onReader_();
        return SecretBytes();
    }
    SecretBytes& typed = role == keys::PinRole::New ? texts_.next : texts_.first;
    if (typed.empty()) {
        wantedMore_ = true;
        return fail(FailureCode::Cancelled);
    }
    return std::move(typed);
}

Result<SecretBytes> TypedPin::pin(const std::string&, const keys::PinRules& rules) {
    if (rules.enteredOnReader) {
        onReader_();
        return SecretBytes();
    }
    if (pin_.empty())
        return fail(FailureCode::Cancelled);
    return std::move(pin_);
}

} // namespace tanba::gui
