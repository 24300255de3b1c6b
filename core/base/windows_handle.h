#pragma once

// For the Windows twins of all rooms; nobody else sees the system's types.

#include <windows.h>

#include <string>
#include <utility>

namespace tanba {

/// A handle of the system, closed when destroyed.
class Handle {
  public:
    Handle() = default;
    explicit Handle(HANDLE handle) : handle_(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}
    Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Handle() {
        if (handle_ != nullptr)
            ::CloseHandle(handle_);
    }

    HANDLE get() const { return handle_; }
    /// Whoever takes it closes it.
    [[nodiscard]] HANDLE release() { return std::exchange(handle_, nullptr); }
    bool valid() const { return handle_ != nullptr; }

  private:
    HANDLE handle_ = nullptr;
};

/// "error 5": Windows' own sentences come in the language of the system.
inline std::string describeError(DWORD error) {
    return "error " + std::to_string(error);
}

} // namespace tanba
