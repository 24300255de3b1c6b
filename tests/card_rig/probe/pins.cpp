#include "tests/card_rig/probe/pins.h"

#include "core/base/bytes.h"

namespace rig {

tanba::Result<tanba::SecretBytes> OrderedPins::pin(const std::string&, const tanba::keys::PinRules& rules) {
    return give(current_, rules);
}

tanba::Result<tanba::SecretBytes> OrderedPins::pin(tanba::keys::PinRole role, const std::string&,
                                                   const tanba::keys::PinRules& rules) {
    return give(role == tanba::keys::PinRole::New ? next_ : current_, rules);
}

nlohmann::json OrderedPins::toJson() const {
    nlohmann::json told{{"asked", asked_}, {"onReader", lastRules_.enteredOnReader}, {"triesLeft", nullptr}};
    if (lastRules_.triesLeft)
        told["triesLeft"] = *lastRules_.triesLeft;
    return told;
}

tanba::SecretBytes OrderedPins::give(const std::string& digits, const tanba::keys::PinRules& rules) {
    ++asked_;
    lastRules_ = rules;
    if (rules.enteredOnReader)
        return {};
    return tanba::SecretBytes::copyOf(tanba::viewOf(digits));
}

} // namespace rig
