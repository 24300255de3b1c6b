#include "app/platform/terminal_password.h"

#include "app/platform/silent_terminal.h"

namespace tanba::platform {

namespace {

constexpr std::uint8_t kInterrupt = 0x03;
constexpr std::uint8_t kEndOfInput = 0x04;
constexpr std::uint8_t kBackspace = 0x08;
constexpr std::uint8_t kKillLine = 0x15;
constexpr std::uint8_t kDelete = 0x7F;

/// Takes the last character of UTF-8 text off.
void dropCharacter(SecretBytes& text) {
    std::size_t size = text.size();
    while (size > 0 && (text.view()[size - 1] & 0xC0U) == 0x80U)
        --size;
    text.resize(size > 0 ? size - 1 : 0);
}

enum class Typing { Hidden, Shown };

Result<SecretBytes> readLine(SilentTerminal& terminal, Typing typing, const CancelToken& cancel) {
    SecretBytes password(kMaxPasswordSize);
    while (true) {
        TANBA_TRY(const std::uint8_t byte, terminal.next(cancel));
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
    const std::unique_ptr<SilentTerminal> terminal = SilentTerminal::open();
    if (!terminal)
        return fail(FailureCode::PasswordUnreadable, {}, "no terminal");
    terminal->show(prompt);
    Result<SecretBytes> password = readLine(*terminal, typing, cancel);
    terminal->show("\n");
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
