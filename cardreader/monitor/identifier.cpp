#include "cardreader/monitor/identifier.h"

#include "cardreader/pcsc/card_slot.h"

namespace tanba::card {
namespace {

constexpr pcsc::Duration kBeforeAnotherTry{500};

} // namespace

Identifier::Identifier(pcsc::Api& api, pcsc::Waiter& waiter, Identify identify, Found found)
    : api_(api), waiter_(waiter), identify_(std::move(identify)), found_(std::move(found)),
      thread_([this] { run(); }) {}

Identifier::~Identifier() {
    cancel_.cancel();
    stop_.ring();
    {
        // Taken so that the thread is either waiting or will see the bell.
        const std::lock_guard lock(mutex_);
    }
    changed_.notify_all();
    thread_.join();
}

void Identifier::add(IdentifyJob job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    changed_.notify_all();
}

std::optional<IdentifyJob> Identifier::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stop_.rung() || !jobs_.empty(); });
    if (stop_.rung())
        return std::nullopt;
    IdentifyJob job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
}

void Identifier::run() {
    while (std::optional<IdentifyJob> job = next()) {
        pcsc::PcscCardSlot slot(api_, waiter_, job->reader);
        const Bytes atr = job->atr;
        const auto identity = identify_(slot, atr, cancel_);
        std::optional<IdentifyJob> again = found_(std::move(*job), identity);
        if (!again)
            continue;
        add(std::move(*again));
        bool others = false;
        {
            const std::lock_guard lock(mutex_);
            others = jobs_.size() > 1;
        }
        if (!others)
            waiter_.wait(kBeforeAnotherTry, stop_);
    }
}

} // namespace tanba::card
