#include "app/net/host_lookup.h"

#include "app/net/host_addresses.h"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace tanba::net {

namespace {

using Found = Result<std::vector<IpAddress>>;

/// Shared with the thread that asks, which may live longer than the one that waits.
struct Question {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<Found> answer;
};

} // namespace

Result<std::vector<IpAddress>> lookUpHost(const std::string& host, Moment until, const WorkControl& control) {
    const auto question = std::make_shared<Question>();
    try {
        std::thread([question, host] {
            Found found = askSystemForHost(host);
            const std::lock_guard lock(question->mutex);
            question->answer = std::move(found);
            question->answered.notify_one();
        }).detach();
    } catch (const std::system_error& error) {
        return fail(FailureCode::NetworkUnavailable, host, error.what());
    }
    std::unique_lock lock(question->mutex);
    while (!question->answer) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled, host);
        const Moment now = std::chrono::steady_clock::now();
        if (now >= until)
            return fail(FailureCode::NetworkTimeout, host, "looking up the host");
        question->answered.wait_until(lock, std::min(until, now + kTick));
    }
    return std::move(*question->answer);
}

} // namespace tanba::net
