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
    const keys::Certificate* certificate = leadingCertificate(entry, now);
    return certificate == nullptr ? KeyState::Locked : stateOf(*certificate, now);
}

const keys::Certificate* leadingCertificate(const KeyEntry& entry, Time now) {
    std::vector<guidance::KeyLife> lives;
    for (const keys::Certificate& certificate : entry.certificates)
        lives.push_back(lifeOf(certificate));
    const keys::Certificate* first = nullptr;
    const keys::Certificate* last = nullptr;
    for (std::size_t index = 0; index < lives.size(); ++index) {
        const keys::Certificate& one = entry.certificates[index];
        if (last == nullptr || one.notAfter() > last->notAfter())
            last = &one;
        const bool matters = now <= one.notAfter() &&
                             guidance::replacementOf(lives, index, now) == guidance::Replacement::None;
        if (matters && (first == nullptr || one.notAfter() < first->notAfter()))
            first = &one;
    }
    return first == nullptr ? last : first;
}

std::optional<Time> endOfLast(const KeyEntry& entry) {
    std::optional<Time> end;
    for (const keys::Certificate& certificate : entry.certificates)
        end = end ? std::max(*end, certificate.notAfter()) : certificate.notAfter();
    return end;
}

keys::Purpose purposeOf(const KeyEntry& entry) {
    constexpr std::array<std::array<keys::Purpose, 2>, 2> kTogether = {
        {{keys::Purpose::None, keys::Purpose::Signing}, {keys::Purpose::Login, keys::Purpose::Both}}};
    bool login = false;
    bool signing = false;
    for (const keys::Certificate& certificate : entry.certificates) {
        const keys::Purpose purpose = keys::purposeOf(certificate);
        login = login || keys::permitsLogin(purpose);
        signing = signing || keys::permitsSigning(purpose);
    }
    return kTogether.at(login ? 1 : 0).at(signing ? 1 : 0);
}

guidance::KeyLife lifeOf(const keys::Certificate& certificate) {
    const keys::KzProfile profile = keys::kzProfile(certificate);
    return {profile.owner.iin, profile.owner.bin, profile.purpose, certificate.notBefore(),
            certificate.notAfter()};
}

} // namespace tanba::gui
