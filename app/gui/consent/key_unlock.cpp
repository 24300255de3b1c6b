#include "app/gui/consent/key_unlock.h"

#include "app/gui/consent/key_drive.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

namespace {

std::string nameOf(const SigningKeyOption& key) {
    constexpr char kBetween = '\n';
    return key.onCard() ? key.cardId + kBetween + key.holder : kBetween + key.file.string();
}

} // namespace

KeyUnlock::KeyUnlock(UnlockSources sources) : sources_(std::move(sources)), keys_(sources_.steady) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, [this] {
        keys_.tick();
        startTimer();
        emit changed();
    });
    connect(&sources_.session, &platform::SessionWatch::locked, this, &KeyUnlock::lockAll);
    connect(&sources_.session, &platform::SessionWatch::suspending, this, &KeyUnlock::lockAll);
    connect(&sources_.drives, &platform::DriveSource::changed, this, &KeyUnlock::lookAtPlaces);
    connect(&sources_.cards, &CardShelf::cardsChanged, this, &KeyUnlock::lookAtPlaces);
}

bool KeyUnlock::mayKeep(const SigningKeyOption& key) const {
    if (guidance::treatmentFor(key.ownership).rememberSecret != guidance::Permitted::Yes)
        return false;
    const CardEntry* card = key.onCard() ? sources_.cards.find(key.cardId) : nullptr;
    return !key.onCard() || (card != nullptr && card->there() && !card->pin.enteredOnReader);
}

void KeyUnlock::keep(const SigningKeyOption& key, SecretBytes secret, std::chrono::minutes time) {
    if (!mayKeep(key))
        return;
    const std::string name = nameOf(key);
    keys_.keep(name, std::move(secret), time);
    places_.insert_or_assign(name, Place{key.cardId, driveOf(key, sources_.drives.drives())});
    startTimer();
    emit changed();
}

std::optional<SecretBytes> KeyUnlock::secretFor(const SigningKeyOption& key) {
    if (!mayKeep(key))
        return std::nullopt;
    return keys_.secretOf(nameOf(key));
}

std::size_t KeyUnlock::minutesLeft(const SigningKeyOption& key) {
    if (!mayKeep(key))
        return 0;
    return static_cast<std::size_t>(std::chrono::ceil<std::chrono::minutes>(keys_.left(nameOf(key))).count());
}

void KeyUnlock::lock(const SigningKeyOption& key) {
    keys_.forget(nameOf(key));
    places_.erase(nameOf(key));
    startTimer();
    emit changed();
}

void KeyUnlock::lockAll() {
    keys_.forgetAll();
    places_.clear();
    startTimer();
    emit changed();
}

void KeyUnlock::startTimer() {
    const auto next = keys_.nextTick();
    if (next)
        timer_.start(std::max(*next, std::chrono::milliseconds(1)));
    else
        timer_.stop();
}

void KeyUnlock::lookAtPlaces() {
    const std::vector<std::filesystem::path> drives = sources_.drives.drives();
    bool any = false;
    for (auto each = places_.begin(); each != places_.end();) {
        const Place& place = each->second;
        const CardEntry* card = place.cardId.empty() ? nullptr : sources_.cards.find(place.cardId);
        const bool cardGone = !place.cardId.empty() && (card == nullptr || !card->there());
        const bool driveGone = !place.drive.empty() && std::ranges::find(drives, place.drive) == drives.end();
        if (!cardGone && !driveGone) {
            ++each;
            continue;
        }
        keys_.forget(each->first);
        each = places_.erase(each);
        any = true;
    }
    startTimer();
    if (any)
        emit changed();
}

} // namespace tanba::gui
