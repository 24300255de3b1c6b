#pragma once

#include <cerrno>

namespace tanba::native {

/// Repeats a call that a signal interrupted.
template <typename Call>
auto retried(Call call) {
    auto answer = call();
    while (answer < 0 && errno == EINTR)
        answer = call();
    return answer;
}

} // namespace tanba::native
