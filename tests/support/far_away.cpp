#include "tests/support/far_away.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

namespace tanba::test {

namespace {

struct Elsewhere {
    std::string host;
    std::uint16_t port = 0;
    std::vector<std::vector<std::string>> answers;
    std::size_t questions = 0;
    std::vector<std::string> connections;
};

struct World {
    std::mutex mutex;
    std::optional<Elsewhere> elsewhere;
};

World& world() {
    static World one;
    return one;
}

using AskAddress = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
using Connect = int (*)(int, const sockaddr*, socklen_t);

/// The system's own function behind ours.
template <typename Function>
Function systems(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// What the host's name is answered now; nothing for other names.
std::optional<std::vector<std::string>> answerFor(const char* host) {
    const std::lock_guard lock(world().mutex);
    std::optional<Elsewhere>& elsewhere = world().elsewhere;
    if (!elsewhere || host == nullptr || elsewhere->host != host)
        return std::nullopt;
    const std::size_t last = elsewhere->answers.size() - 1;
    return elsewhere->answers[std::min(elsewhere->questions++, last)];
}

/// One list of what these numbers are.
int addressesOf(const std::vector<std::string>& numbers, const addrinfo* hints, addrinfo** result) {
    addrinfo wish = hints == nullptr ? addrinfo{} : *hints;
    wish.ai_flags |= AI_NUMERICHOST;
    addrinfo** end = result;
    *result = nullptr;
    for (const std::string& number : numbers) {
        const int error = systems<AskAddress>("getaddrinfo")(number.c_str(), nullptr, &wish, end);
        if (error != 0)
            return error;
        while (*end != nullptr)
            end = &(*end)->ai_next;
    }
    return 0;
}

/// Where a connection really goes: the machine far away is this one.
sockaddr_in leadBack(const sockaddr_in& meant) {
    char number[INET_ADDRSTRLEN] = {};
    inet_ntop(AF_INET, &meant.sin_addr, number, sizeof number);
    const std::lock_guard lock(world().mutex);
    std::optional<Elsewhere>& elsewhere = world().elsewhere;
    if (!elsewhere)
        return meant;
    elsewhere->connections.push_back(std::string(number) + ":" + std::to_string(ntohs(meant.sin_port)));
    if (std::string_view(number) != FarAway::kAddress)
        return meant;
    sockaddr_in here = meant;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    here.sin_port = htons(elsewhere->port);
    return here;
}

} // namespace

FarAway::FarAway(std::string host, std::uint16_t port) {
    const std::lock_guard lock(world().mutex);
    world().elsewhere = Elsewhere{std::move(host), port, {{kAddress}}, 0, {}};
}

FarAway::~FarAway() {
    const std::lock_guard lock(world().mutex);
    world().elsewhere.reset();
}

void FarAway::answer(std::vector<std::vector<std::string>> addresses) {
    const std::lock_guard lock(world().mutex);
    world().elsewhere->answers = std::move(addresses);
}

std::size_t FarAway::questions() const {
    const std::lock_guard lock(world().mutex);
    return world().elsewhere->questions;
}

std::vector<std::string> FarAway::connections() const {
    const std::lock_guard lock(world().mutex);
    return world().elsewhere->connections;
}

} // namespace tanba::test

extern "C" int getaddrinfo(const char* host, const char* service, const addrinfo* hints, addrinfo** result) {
    using namespace tanba::test;
    if (const auto answer = answerFor(host))
        return addressesOf(*answer, hints, result);
    return systems<AskAddress>("getaddrinfo")(host, service, hints, result);
}

extern "C" int connect(int socket, const sockaddr* address, socklen_t size) {
    using namespace tanba::test;
    const auto connectNow = systems<Connect>("connect");
    if (address == nullptr || address->sa_family != AF_INET || size < sizeof(sockaddr_in))
        return connectNow(socket, address, size);
    const sockaddr_in there = leadBack(*reinterpret_cast<const sockaddr_in*>(address));
    return connectNow(socket, reinterpret_cast<const sockaddr*>(&there), sizeof there);
}
