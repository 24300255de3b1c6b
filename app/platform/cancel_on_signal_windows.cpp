#include "app/platform/cancel_on_signal.h"
#include "core/base/windows_handle.h"

#include <io.h>

#include <array>
#include <cerrno>

namespace tanba::platform {

namespace {

/// As long as Windows waits for a program whose window or session ends.
constexpr DWORD kTimeToEnd = 5000;

struct Cancel {
    CancelToken token;
    Handle event{::CreateEventW(nullptr, TRUE, FALSE, nullptr)};
};

Cancel& cancel() {
    static Cancel only;
    return only;
}

/// Called on a thread of its own.
BOOL WINAPI onControl(DWORD control) {
    cancel().token.cancel();
    ::SetEvent(cancel().event.get());
    // The process ends as soon as this returns; its main thread cleans up and ends it before.
    if (control != CTRL_C_EVENT && control != CTRL_BREAK_EVENT)
        ::Sleep(kTimeToEnd);
    return TRUE;
}

bool isConsole(HANDLE handle) {
    DWORD mode = 0;
    return ::GetConsoleMode(handle, &mode) != 0;
}

} // namespace

const CancelToken& cancelOnSignal() {
    static_cast<void>(cancel());
    ::SetConsoleCtrlHandler(onControl, TRUE);
    return cancel().token;
}

/// Nothing interrupts a call here.
struct SignalsHeldBack::Before {};

SignalsHeldBack::SignalsHeldBack() = default;
SignalsHeldBack::~SignalsHeldBack() = default;

bool SignalsHeldBack::waitReadable(int descriptor) const {
    const std::array<HANDLE, 2> either{
        cancel().event.get(),
        // NOLINTNEXTLINE: the C library keeps handles as numbers
        descriptor < 0 ? nullptr : reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor))};
    errno = EINTR;
    if (descriptor < 0)
        return ::WaitForSingleObject(either[0], INFINITE) == WAIT_FAILED;
    // Of files and pipes nothing tells whether a read would wait.
    if (!isConsole(either[1]))
        return ::WaitForSingleObject(either[0], 0) != WAIT_OBJECT_0;
    return ::WaitForMultipleObjects(2, either.data(), FALSE, INFINITE) == WAIT_OBJECT_0 + 1;
}

} // namespace tanba::platform
