#include "app/platform/standard_streams.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace tanba::platform {

namespace {

/// 0 at the end, none for an error.
std::optional<std::size_t> readSome(std::span<std::uint8_t> target) {
    while (true) {
        const ssize_t got = ::read(STDIN_FILENO, target.data(), target.size());
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            return std::nullopt;
    }
}

} // namespace

bool readStandardInput(std::span<std::uint8_t> target) {
    while (!target.empty()) {
        const std::size_t got = readSome(target).value_or(0);
        if (got == 0)
            return false;
        target = target.subspan(got);
    }
    return true;
}

std::optional<Bytes> wholeStandardInput(std::size_t limit) {
    Bytes all;
    std::array<std::uint8_t, 64 * 1024> piece{};
    while (true) {
        const std::optional<std::size_t> got = readSome(piece);
        if (!got || all.size() + *got > limit)
            return std::nullopt;
        if (*got == 0)
            return all;
        append(all, ByteView(piece).first(*got));
    }
}

bool writeStandardOutput(ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace tanba::platform
