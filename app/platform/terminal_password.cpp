#include "app/platform/terminal_password.h"

#include "app/platform/cancel_on_signal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

namespace tanba::platform {

namespace {

constexpr std::uint8_t kInterrupt = 0x03;
constexpr std::uint8_t kEndOfInput = 0x04;
constexpr std::uint8_t kBackspace = 0x08;
constexpr std::uint8_t kKillLine = 0x15;
constexpr std::uint8_t kDelete = 0x7F;

/// The terminal of the process, silent and byte by byte while this lives.
class SilentTerminal {
  public:
    static std::optional<int> openDescriptor() {
        const int descriptor = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
        return descriptor < 0 ? std::nullopt : std::optional<int>(descriptor);
    }

    explicit SilentTerminal(int descriptor) : descriptor_(descriptor) {
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
    ~SilentTerminal() {
        if (silent_)
            ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
        ::close(descriptor_);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

    bool silent() const { return silent_; }
    void show(const std::string& text) const {
        // A prompt that cannot be shown is no reason to fail.
        [[maybe_unused]] const ssize_t shown = ::write(descriptor_, text.data(), text.size());
    }
    /// The next byte; cancelled when a signal came, password.unreadable when the terminal is gone.
    Result<std::uint8_t> next(const SignalsHeldBack& signals, const CancelToken& cancel) const {
        std::uint8_t byte = 0;
        while (!cancel.cancelled()) {
            if (!signals.waitReadable(descriptor_)) {
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
    int descriptor_;
    termios before_{};
    bool silent_ = false;
};

/// Takes the last character of UTF-8 text off.
void dropCharacter(SecretBytes& text) {
    std::size_t size = text.size();
    while (size > 0 && (text.view()[size - 1] & 0xC0U) == 0x80U)
        --size;
    text.resize(size > 0 ? size - 1 : 0);
}

enum class Typing { Hidden, Shown };

Result<SecretBytes> readLine(const SilentTerminal& terminal, Typing typing, const CancelToken& cancel) {
    const SignalsHeldBack signals;
    SecretBytes password(kMaxPasswordSize);
    while (true) {
        TANBA_TRY(const std::uint8_t byte, terminal.next(signals, cancel));
        switch (byte) {
        case '\n':
        case '\r':
            return password;
        case kInterrupt:
        case kEndOfInput:
            return fail(FailureCode::Cancelled);
        case kBackspace:
        case kDelete:
            if (typing == Typing::Shown && !password.empty())
                terminal.show("\b \b");
            dropCharacter(password);
            break;
        case kKillLine:
            password.clear();
            break;
        default:
            if (!password.append(byte))
                return fail(FailureCode::PasswordUnreadable, {}, "longer than 1024 bytes");
            if (typing == Typing::Shown)
                terminal.show(std::string(1, static_cast<char>(byte)));
        }
    }
}

Result<SecretBytes> readTyped(const std::string& prompt, Typing typing, const CancelToken& cancel) {
    const std::optional<int> descriptor = SilentTerminal::openDescriptor();
    if (!descriptor)
        return fail(FailureCode::PasswordUnreadable, {}, "no terminal");
    const SilentTerminal terminal(*descriptor);
    if (!terminal.silent())
        return fail(FailureCode::PasswordUnreadable, {}, "no terminal");
    terminal.show(prompt);
    Result<SecretBytes> password = readLine(terminal, typing, cancel);
    terminal.show("\n");
    return password;
}

} // namespace

Result<SecretBytes> readTerminalPassword(const std::string& prompt, const CancelToken& cancel) {
    return readTyped(prompt, Typing::Hidden, cancel);
}

Result<std::string> readTerminalAnswer(const std::string& prompt, const CancelToken& cancel) {
    TANBA_TRY(const SecretBytes answer, readTyped(prompt, Typing::Shown, cancel));
    return std::string(asText(answer.view()));
}

} // namespace tanba::platform
