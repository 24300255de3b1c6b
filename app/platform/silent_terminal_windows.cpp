#include "app/platform/silent_terminal.h"
#include "core/base/utf8.h"
#include "core/base/windows_handle.h"

namespace tanba::platform {

namespace {

constexpr DWORD kShared = FILE_SHARE_READ | FILE_SHARE_WRITE;

Handle consoleFile(const wchar_t* name) {
    return Handle(
        ::CreateFileW(name, GENERIC_READ | GENERIC_WRITE, kShared, nullptr, OPEN_EXISTING, 0, nullptr));
}

bool isHighSurrogate(wchar_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool isLowSurrogate(wchar_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

class Console : public SilentTerminal {
  public:
    Console() : in_(consoleFile(L"CONIN$")), out_(consoleFile(L"CONOUT$")) {
        // No echo, no lines, and Ctrl-C arrives as a character.
        silent_ = in_.valid() && out_.valid() && ::GetConsoleMode(in_.get(), &before_) != 0 &&
                  ::SetConsoleMode(in_.get(), 0) != 0;
    }
    ~Console() override {
        if (silent_)
            ::SetConsoleMode(in_.get(), before_);
        wipe();
    }
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    bool silent() const { return silent_; }
    void show(const std::string& text) override {
        DWORD written = 0;
        // A prompt that cannot be shown is no reason to fail.
        static_cast<void>(
            ::WriteFile(out_.get(), text.data(), static_cast<DWORD>(text.size()), &written, nullptr));
    }
    Result<std::uint8_t> next(const CancelToken& cancel) override {
        if (rest_.empty()) {
            wchar_t first = 0;
            TANBA_CHECK(read(first));
            char32_t character = static_cast<char32_t>(first);
            if (isHighSurrogate(first)) {
                wchar_t second = 0;
                TANBA_CHECK(read(second));
                character = isLowSurrogate(second) ? 0x10000 + ((character - 0xD800) << 10U) +
                                                         (static_cast<char32_t>(second) - 0xDC00)
                                                   : 0xFFFD;
            }
            // Four bytes at most: in the string itself, never on the heap. Taken from its end.
            appendUtf8(rest_, character);
            rest_.assign(rest_.rbegin(), rest_.rend());
        }
        if (cancel.cancelled())
            return fail(FailureCode::Cancelled);
        const auto byte = static_cast<std::uint8_t>(rest_.back());
        rest_.back() = 0;
        rest_.pop_back();
        return byte;
    }

  private:
    Outcome read(wchar_t& unit) const {
        DWORD got = 0;
        if (::ReadConsoleW(in_.get(), &unit, 1, &got, nullptr) == 0 || got != 1)
            return fail(FailureCode::PasswordUnreadable, {}, "terminal closed");
        return Done{};
    }
    void wipe() {
        ::SecureZeroMemory(rest_.data(), rest_.size());
        rest_.clear();
    }

    Handle in_;
    Handle out_;
    DWORD before_ = 0;
    bool silent_ = false;
    std::string rest_; ///< bytes of the last character
};

} // namespace

std::unique_ptr<SilentTerminal> SilentTerminal::open() {
    auto console = std::make_unique<Console>();
    return console->silent() ? std::move(console) : nullptr;
}

} // namespace tanba::platform
