#include "app/platform/cancel_on_signal.h"

#include <poll.h>

#include <array>
#include <csignal>

namespace tanba::platform {

namespace {

constexpr std::array<int, 3> kCancelSignals = {SIGINT, SIGTERM, SIGHUP};

CancelToken& token() {
    static CancelToken cancelToken;
    return cancelToken;
}

// A signal handler cannot carry state; the token is made before the handler is installed.
CancelToken* handlerToken = nullptr;

extern "C" void onCancelSignal(int) {
    handlerToken->cancel();
}

sigset_t cancelSet() {
    sigset_t set{};
    ::sigemptyset(&set);
    for (const int number : kCancelSignals)
        ::sigaddset(&set, number);
    return set;
}

} // namespace

const CancelToken& cancelOnSignal() {
    handlerToken = &token();
    for (const int number : kCancelSignals) {
        struct sigaction present {};
        if (::sigaction(number, nullptr, &present) != 0 || present.sa_handler == SIG_IGN)
            continue;
        struct sigaction wanted {};
        wanted.sa_handler = onCancelSignal;
        // No SA_RESTART: a read that waits for a person must return.
        ::sigaction(number, &wanted, nullptr);
    }
    return token();
}

struct SignalsHeldBack::Before {
    sigset_t set{};
};

SignalsHeldBack::SignalsHeldBack() {
    const sigset_t set = cancelSet();
    Before before;
    ::pthread_sigmask(SIG_BLOCK, &set, &before.set);
    before_ = std::make_unique<const Before>(before);
}

SignalsHeldBack::~SignalsHeldBack() {
    ::pthread_sigmask(SIG_SETMASK, &before_->set, nullptr);
}

bool SignalsHeldBack::waitReadable(int descriptor) const {
    pollfd wanted{descriptor, POLLIN, 0};
    return ::ppoll(&wanted, 1, nullptr, &before_->set) > 0;
}

} // namespace tanba::platform
