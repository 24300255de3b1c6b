#include "app/gui/keys/key_shelf.h"

#include "app/gui/keys/key_index.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

/// What comes first in the list.
constexpr std::array<KeyState, 6> kOrder = {KeyState::Soon,   KeyState::Good,    KeyState::NotYetValid,
                                            KeyState::Locked, KeyState::Expired, KeyState::Missing};

std::ptrdiff_t rank(const KeyEntry& entry, Time now) {
    return std::ranges::find(kOrder, stateOf(entry, now)) - kOrder.begin();
}

} // namespace

KeyShelf::KeyShelf(FileStore& files, const Clock& clock, TaskRunner& tasks, std::filesystem::path index)
    : files_(files), clock_(clock), tasks_(tasks), index_(std::move(index)),
      entries_(readKeyIndex(files, index_)) {}

std::vector<KeyEntry> KeyShelf::entries() const {
    std::vector<KeyEntry> sorted = entries_;
    const Time moment = now();
    std::ranges::sort(sorted, [moment](const KeyEntry& left, const KeyEntry& right) {
        const auto leftRank = rank(left, moment);
        const auto rightRank = rank(right, moment);
        return leftRank != rightRank ? leftRank < rightRank : left.path < right.path;
    });
    return sorted;
}

const KeyEntry* KeyShelf::find(const std::filesystem::path& path) const {
    const auto entry = std::ranges::find(entries_, path, &KeyEntry::path);
    return entry == entries_.end() ? nullptr : &*entry;
}

KeyEntry& KeyShelf::shelve(const std::filesystem::path& path, keys::KeyFileKind kind) {
    const auto known = std::ranges::find(entries_, path, &KeyEntry::path);
    if (known != entries_.end())
        return *known;
    KeyEntry entry;
    entry.path = path;
    entry.kind = kind;
    return entries_.emplace_back(std::move(entry));
}

void KeyShelf::found(const keys::FoundKeyFile& file) {
    KeyEntry& entry = shelve(file.path.lexically_normal(), file.kind);
    entry.kind = file.kind;
    entry.presence = Presence::There;
    emit changed();
}

void KeyShelf::chosen(const std::filesystem::path& path) {
    KeyEntry& entry = shelve(path.lexically_normal(), keys::KeyFileKind::OtherPkcs12);
    entry.presence = Presence::There;
    entry.memory = Memory::Remembered;
    keep();
}

void KeyShelf::unlocked(const std::filesystem::path& path, std::vector<keys::Certificate> certificates) {
    KeyEntry& entry = shelve(path.lexically_normal(), keys::KeyFileKind::OtherPkcs12);
    entry.certificates = std::move(certificates);
    entry.presence = Presence::There;
    entry.memory = Memory::Remembered;
    keep();
}

void KeyShelf::moved(const std::filesystem::path& from, const std::filesystem::path& to) {
    const std::filesystem::path target = to.lexically_normal();
    std::erase_if(entries_, [&target](const KeyEntry& entry) { return entry.path == target; });
    KeyEntry& entry = shelve(from, keys::KeyFileKind::OtherPkcs12);
    entry.path = target;
    entry.presence = Presence::There;
    entry.memory = Memory::Remembered;
    keep();
}

void KeyShelf::setPresence(const std::filesystem::path& path, Presence presence) {
    const auto entry = std::ranges::find(entries_, path, &KeyEntry::path);
    if (entry == entries_.end() || entry->presence == presence)
        return;
    entry->presence = presence;
    emit changed();
}

void KeyShelf::forget(const std::filesystem::path& path) {
    std::erase_if(entries_, [&path](const KeyEntry& entry) { return entry.path == path; });
    keep();
}

void KeyShelf::forgetAll() {
    entries_.clear();
    keep();
}

void KeyShelf::keep() {
    emit changed();
    FileStore& files = files_;
    tasks_.runInOrder<Outcome>(
        this, [&files, index = index_, entries = entries_] { return writeKeyIndex(files, index, entries); },
        [this](const Outcome& written) {
            if (!written.ok())
                emit notKept(written.failure());
        });
}

} // namespace tanba::gui
