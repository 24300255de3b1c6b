#include "tests/unit/cardreader/pkcs11/pins.h"

namespace tanba::pkcs11 {

Result<SecretBytes> PreparedPin::pin(const std::string& tokenLabel, const keys::PinRules& pinRules) {
    ++asked;
    label = tokenLabel;
    rules = pinRules;
    if (cancelWith != nullptr)
        cancelWith->cancel();
    if (givesUp)
        return fail(FailureCode::Cancelled);
    return SecretBytes::copyOf(viewOf(pinRules.enteredOnReader ? std::string_view() : pin_));
}

Result<SecretBytes> PreparedChange::pin(keys::PinRole role, const std::string&, const keys::PinRules& rules) {
    asked.push_back(role);
    const std::string& secret = role == keys::PinRole::New ? next_ : current_;
    return SecretBytes::copyOf(viewOf(rules.enteredOnReader ? std::string_view() : secret));
}

} // namespace tanba::pkcs11
