#include "app/gui/keys/key_entry.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct StateRow {
    guidance::ExpiryState expiry;
    KeyState state;
};
constexpr std::array<StateRow, 4> kStates = {{
    {guidance::ExpiryState::NotYetValid, KeyState::NotYetValid},
    {guidance::ExpiryState::Calm, KeyState::Good},
    {guidance::ExpiryState::Soon, KeyState::Soon},
    {guidance::ExpiryState::Expired, KeyState::Expired},
}};

} // namespace

guidance::ExpiryJudgement expiryOf(const keys::Certificate& certificate, Time now) {
    return guidance::judgeExpiry(certificate.notBefore(), certificate.notAfter(), now);
}

KeyState stateOf(const keys::Certificate& certificate, Time now) {
    return std::ranges::find(kStates, expiryOf(certificate, now).state, &StateRow::expiry)->state;
}

KeyState stateOf(const KeyEntry& entry, Time now) {
    if (entry.presence == Presence::Gone)
        return KeyState::Missing;
    if (entry.certificates.empty())
        return KeyState::Locked;
    return stateOf(entry.certificates.front(), now);
}

} // namespace tanba::gui
