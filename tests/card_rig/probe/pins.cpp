#include "tests/card_rig/probe/pins.h"

namespace rig {

namespace {

/// As in probe.py.
constexpr unsigned kVeil = 0x5A;

/// Without a copy that is not wiped. Digits come as two hexadecimal ones each.
tanba::SecretBytes unveiled(const std::string& veiled) {
    tanba::SecretBytes plain(veiled.size() / 2);
    for (std::size_t at = 0; at + 1 < veiled.size(); at += 2) {
        const unsigned byte = static_cast<unsigned>(std::stoul(veiled.substr(at, 2), nullptr, 16)) ^ kVeil;
        if (!plain.append(static_cast<std::uint8_t>(byte)))
            break;
    }
    return plain;
}

} // namespace

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

tanba::SecretBytes OrderedPins::give(const std::string& veiled, const tanba::keys::PinRules& rules) {
    ++asked_;
    lastRules_ = rules;
    if (rules.enteredOnReader)
        return {};
    return unveiled(veiled);
}

} // namespace rig
