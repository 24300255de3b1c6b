#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <string>

namespace tanba::platform {

/// The terminal of this process, silent and byte by byte while this lives. What is typed comes as UTF-8, keys
/// that would end the program as the bytes that they are.
class SilentTerminal {
  public:
    /// Null without a terminal that can be silent.
    static std::unique_ptr<SilentTerminal> open();
    virtual ~SilentTerminal() = default;

    virtual void show(const std::string& text) = 0;
    /// The next byte; cancelled when a signal came, password.unreadable when the terminal is gone.
    virtual Result<std::uint8_t> next(const CancelToken& cancel) = 0;
};

} // namespace tanba::platform
