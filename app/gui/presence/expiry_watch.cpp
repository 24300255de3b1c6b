#include "app/gui/presence/expiry_watch.h"

#include "core/base/encoding.h"
#include "core/guidance/calendar_date.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace tanba::gui {

namespace {

using guidance::ExpiryState;

/// A key file is one row, by the certificate that leads; one of another end is a row of its own, so that it
/// is told when that end comes.
void addRows(std::vector<WatchedKey>& rows, const KeyEntry& entry, Time now) {
    const keys::Certificate* leading = leadingCertificate(entry, now);
    if (leading == nullptr)
        return;
    rows.push_back({*leading, entry.path});
    for (const keys::Certificate& other : entry.certificates)
        if (other.notAfter() != leading->notAfter())
            rows.push_back({other, entry.path});
}

/// States in which the number of days is shown, or a warning waits for tomorrow.
bool changesDaily(const ExpiringKey& key) {
    return key.judgement.state == ExpiryState::Soon || key.judgement.state == ExpiryState::Expired;
}

} // namespace

std::string expiryId(const keys::Certificate& certificate) {
    return toHex(certificate.fingerprint());
}

bool ExpiringKey::wantsAttention() const {
    return reminder == guidance::Reminder::Due && replacement == guidance::Replacement::None;
}

ExpiryWatch::ExpiryWatch(KeyShelf& shelf, ReminderStore& store) : shelf_(shelf), store_(store) {
    connect(&shelf_, &KeyShelf::changed, this, &ExpiryWatch::refresh);
    refresh();
}

void ExpiryWatch::watch(Source source) {
    sources_.push_back(std::move(source));
    refresh();
}

std::vector<WatchedKey> ExpiryWatch::watched() const {
    std::vector<WatchedKey> all;
    for (const KeyEntry& entry : shelf_.entries())
        addRows(all, entry, now());
    for (const Source& source : sources_) {
        std::vector<WatchedKey> more = source();
        std::ranges::move(more, std::back_inserter(all));
    }
    return all;
}

void ExpiryWatch::refresh() {
    std::vector<WatchedKey> all = watched();
    std::vector<guidance::KeyLife> lives;
    for (const WatchedKey& key : all)
        lives.push_back(lifeOf(key.certificate));
    const Time moment = now();
    const auto& remembered = store_.state().keys;
    std::set<std::string> seen;
    keys_.clear();
    for (std::size_t index = 0; index < all.size(); ++index) {
        std::string id = expiryId(all[index].certificate);
        if (!seen.insert(id).second)
            continue;
        const auto row = remembered.find(id);
        const auto snooze = row == remembered.end() ? std::nullopt : row->second.snooze;
        const guidance::ExpiryJudgement judgement = expiryOf(all[index].certificate, moment);
        const guidance::Replacement replacement = guidance::replacementOf(lives, index, moment);
        keys_.push_back({std::move(id), std::move(all[index]), judgement, replacement,
                         guidance::reminderFor(judgement, snooze, moment)});
    }
    std::ranges::stable_sort(keys_, {}, [](const ExpiringKey& key) { return key.judgement.lastMoment; });
    emit changed();
}

const ExpiringKey* ExpiryWatch::find(const std::string& id) const {
    const auto key = std::ranges::find(keys_, id, &ExpiringKey::id);
    return key == keys_.end() ? nullptr : &*key;
}

const ExpiringKey* ExpiryWatch::find(const std::filesystem::path& path) const {
    const KeyEntry* entry = shelf_.find(path);
    const keys::Certificate* leading = entry == nullptr ? nullptr : leadingCertificate(*entry, now());
    return leading == nullptr ? nullptr : find(expiryId(*leading));
}

void ExpiryWatch::snooze(const std::string& id, guidance::SnoozeChoice choice) {
    const ExpiringKey* key = find(id);
    if (key == nullptr)
        return;
    const guidance::Snooze snooze{choice, now(), key->judgement.threshold};
    store_.change([&id, &snooze](ReminderState& state) {
        state.keys[id] = {snooze, std::nullopt}; // when it is due again, the desktop tells again
    });
    refresh();
}

void ExpiryWatch::told(const ToldWarnings& warnings) {
    store_.change([&warnings](ReminderState& state) {
        for (const auto& [id, warning] : warnings)
            state.keys[id].told = warning;
    });
}

bool ExpiryWatch::wasTold(const ExpiringKey& key) const {
    const auto row = store_.state().keys.find(key.id);
    return row != store_.state().keys.end() && row->second.told &&
           isTold(*row->second.told, key.warning(), now());
}

void ExpiryWatch::forgetAll() {
    store_.change([](ReminderState& state) {
        state.keys.clear();
        state.quiet.clear();
    });
    refresh();
}

std::optional<Time> ExpiryWatch::nextChange() const {
    const Time moment = now();
    std::optional<Time> next;
    const auto sooner = [&next](std::optional<Time> candidate) {
        if (candidate && (!next || *candidate < *next))
            next = candidate;
    };
    for (const ExpiringKey& key : keys_) {
        const keys::Certificate& certificate = key.key.certificate;
        sooner(guidance::nextExpiryChange(certificate.notBefore(), certificate.notAfter(), moment));
        if (changesDaily(key))
            sooner(guidance::startOfDay(guidance::addDays(guidance::kazakhstanDate(moment), 1)));
    }
    return next;
}

} // namespace tanba::gui
