#include "app/gui/demo/no_readers.h"

namespace tanba::gui {

using card::pcsc::Code;

NoReaders::Status NoReaders::waitForChange(ContextHandle, std::optional<std::chrono::milliseconds> timeout,
                                           std::span<card::pcsc::ReaderWatch>) {
    std::unique_lock lock(mutex_);
    const auto cancelled = [this, before = cancels_] { return cancels_ != before; };
    if (!timeout) {
        cancelled_.wait(lock, cancelled);
        return {Code::Cancelled, 0};
    }
    return {cancelled_.wait_for(lock, *timeout, cancelled) ? Code::Cancelled : Code::Timeout, 0};
}

NoReaders::Status NoReaders::cancel(ContextHandle) {
    const std::lock_guard lock(mutex_);
    ++cancels_;
    cancelled_.notify_all();
    return {};
}

} // namespace tanba::gui
