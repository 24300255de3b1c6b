#include "app/net/host_lookup.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

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

struct FreeAddresses {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

std::optional<IpAddress> addressOf(const sockaddr* address) {
    const auto copy = [](const auto& number) {
        const auto* octets = reinterpret_cast<const std::uint8_t*>(&number);
        return IpAddress(octets, octets + sizeof(number));
    };
    if (address->sa_family == AF_INET)
        return copy(reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
    if (address->sa_family == AF_INET6)
        return copy(reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
    return std::nullopt;
}

Found askSystem(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* answer = nullptr;
    const int error = getaddrinfo(host.c_str(), nullptr, &hints, &answer);
    if (error != 0)
        return fail(FailureCode::NetworkUnavailable, host, gai_strerror(error));
    const std::unique_ptr<addrinfo, FreeAddresses> owned(answer);
    std::vector<IpAddress> addresses;
    for (const addrinfo* one = answer; one != nullptr && addresses.size() < kMaxAddresses;
         one = one->ai_next) {
        std::optional<IpAddress> address = addressOf(one->ai_addr);
        if (address && std::ranges::find(addresses, *address) == addresses.end())
            addresses.push_back(std::move(*address));
    }
    if (addresses.empty())
        return fail(FailureCode::NetworkUnavailable, host, "no address");
    return addresses;
}

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
            Found found = askSystem(host);
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
