#include "app/gui/documents/signing_watcher.h"

#include <utility>

namespace tanba::gui {

namespace {

constexpr qint64 kBetweenMs = 60;

} // namespace

void SigningWatcher::rowChanged(std::size_t row, const documents::RunRow& now) {
    const std::lock_guard lock(mutex_);
    news_.rows[row] = now;
    ++news_.examined;
    tellNowAndThen();
}

void SigningWatcher::progress(std::uint64_t bytesDone, std::uint64_t bytesTotal) {
    const std::lock_guard lock(mutex_);
    news_.bytesDone = bytesDone;
    news_.bytesTotal = bytesTotal;
    tellNowAndThen();
}

void SigningWatcher::tellNowAndThen() {
    if (lastTold_.isValid() && lastTold_.elapsed() < kBetweenMs)
        return;
    lastTold_.start();
    News news = news_;
    news_.rows.clear();
    tasks_.deliver(receiver_, [told = told_, news = std::move(news)] { told(news); });
}

SigningWatcher::News SigningWatcher::rest() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, {});
}

} // namespace tanba::gui
