#include "core/sign/read_ahead.h"

#include "core/sign/work_meter.h"

#include <system_error>

namespace tanba::sign {
namespace {

/// Smaller files are read before a thread has started.
constexpr std::uint64_t kWorthAThread = 4 * 1024 * 1024;

} // namespace

ReadAhead::ReadAhead(InputFile& file) : file_(file) {
    const bool threaded = file.size() >= kWorthAThread;
    for (Slot& slot : slots_)
        slot.buffer.resize(threaded || &slot == &slots_.front() ? bufferSizeFor(file) : 0);
    if (!threaded)
        return;
    try {
        thread_ = std::thread([this] { run(); });
    } catch (const std::system_error&) {
        // No more threads to be had: next() reads by itself, as for small files.
    }
}

ReadAhead::~ReadAhead() {
    if (!thread_.joinable())
        return;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

ReadAhead::Slot& ReadAhead::readInto(Slot& slot) {
    slot.count = file_.read(slot.buffer);
    return slot;
}

void ReadAhead::run() {
    bool more = true;
    while (more) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return stopped_ || written_ - released_ < kSlots; });
            if (stopped_)
                return;
        }
        const Slot& slot = readInto(slots_[written_ % kSlots]);
        more = slot.count.ok() && slot.count.value() != 0;
        {
            const std::lock_guard lock(mutex_);
            ++written_;
        }
        changed_.notify_all();
    }
}

Result<ByteView> ReadAhead::next() {
    Slot* slot = &slots_.front();
    if (thread_.joinable()) {
        std::unique_lock lock(mutex_);
        released_ = handedOut_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return written_ > handedOut_; });
        slot = &slots_[handedOut_++ % kSlots];
    } else {
        readInto(*slot);
    }
    if (!slot->count.ok())
        return slot->count.failure();
    return ByteView(slot->buffer).first(slot->count.value());
}

} // namespace tanba::sign
