#include "app/platform/terminal_pause.h"

#include "app/platform/cancel_on_signal.h"

#include <unistd.h>

namespace tanba::platform {

bool standardInputIsTerminal() {
    return ::isatty(STDIN_FILENO) != 0;
}

Outcome waitForEnter(const CancelToken& cancel) {
    const SignalsHeldBack held;
    char character = '\0';
    while (character != '\n') {
        if (cancel.cancelled() || !held.waitReadable(STDIN_FILENO) ||
            ::read(STDIN_FILENO, &character, 1) != 1)
            return fail(FailureCode::Cancelled);
    }
    return Done{};
}

} // namespace tanba::platform
