#include "tests/unit/cardreader/faults/watched_readers.h"

namespace tanba::card {

namespace {

constexpr std::chrono::seconds kRealTime{20};
constexpr pcsc::Duration kStep{100};

Result<std::optional<CardIdentity>> knownByAtr(CardSlot&, ByteView, const CancelToken&) {
    return std::optional(CardIdentity{"driver", "A card"});
}

} // namespace

WatchedReaders::WatchedReaders(test::ScriptedPcsc& pcsc)
    : pcsc_(pcsc), monitor_(pcsc, pcsc.clock(), &knownByAtr, [this](const Snapshot& snapshot) {
          const std::lock_guard lock(mutex_);
          shown_ = snapshot;
          changed_.notify_all();
      }) {}

bool WatchedReaders::untilTrue() {
    const auto start = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    while (!isTrue()) {
        if (std::chrono::steady_clock::now() - start > kRealTime)
            return false;
        if (changed_.wait_for(lock, std::chrono::milliseconds(1)) == std::cv_status::timeout)
            pcsc_.clock().advance(kStep);
    }
    return true;
}

bool WatchedReaders::isTrue() const {
    const auto present = pcsc_.present();
    if (!present)
        return shown_.service == ServiceState::Off && shown_.readers.empty();
    if (shown_.service != ServiceState::Running || shown_.readers.size() != present->size())
        return false;
    for (const ReaderSnapshot& reader : shown_.readers) {
        const auto there = present->find(reader.name);
        const ReaderState truth =
            there != present->end() && there->second ? ReaderState::KnownCard : ReaderState::Empty;
        if (there == present->end() || reader.state != truth)
            return false;
    }
    return true;
}

} // namespace tanba::card
