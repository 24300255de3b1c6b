#include "app/platform/cancel_on_signal.h"
#include "app/platform/silent_terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tanba::platform {

namespace {

class Terminal : public SilentTerminal {
  public:
    explicit Terminal(int descriptor) : descriptor_(descriptor) {
        silent_ = ::tcgetattr(descriptor_, &before_) == 0;
        if (!silent_)
            return;
        termios quiet = before_;
        // ISIG too: Ctrl-C arrives as a byte, and Ctrl-Z cannot leave a shell behind that shows nothing.
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
        quiet.c_iflag |= ICRNL;
        quiet.c_cc[VMIN] = 1;
        quiet.c_cc[VTIME] = 0;
        silent_ = ::tcsetattr(descriptor_, TCSAFLUSH, &quiet) == 0;
    }
    ~Terminal() override {
        if (silent_)
            ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
        ::close(descriptor_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    bool silent() const { return silent_; }
    void show(const std::string& text) override {
        // A prompt that cannot be shown is no reason to fail.
        [[maybe_unused]] const ssize_t shown = ::write(descriptor_, text.data(), text.size());
    }
    Result<std::uint8_t> next(const CancelToken& cancel) override {
        std::uint8_t byte = 0;
        while (!cancel.cancelled()) {
            if (!signals_.waitReadable(descriptor_)) {
                if (errno == EINTR)
                    continue;
                return fail(FailureCode::PasswordUnreadable, {}, std::strerror(errno));
            }
            const ssize_t got = ::read(descriptor_, &byte, 1);
            if (got == 1)
                return byte;
            if (got == 0 || errno != EINTR)
                return fail(FailureCode::PasswordUnreadable, {}, "terminal closed");
        }
        return fail(FailureCode::Cancelled);
    }

  private:
    const SignalsHeldBack signals_;
    int descriptor_;
    termios before_{};
    bool silent_ = false;
};

} // namespace

std::unique_ptr<SilentTerminal> SilentTerminal::open() {
    const int descriptor = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0)
        return nullptr;
    auto terminal = std::make_unique<Terminal>(descriptor);
    return terminal->silent() ? std::move(terminal) : nullptr;
}

} // namespace tanba::platform
