#pragma once

#include "core/base/result.h"
#include "tests/portal/settings.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::reference_portal {

/// The command line.
struct Arguments {
    std::filesystem::path directory;
    std::filesystem::path accounts;
    std::filesystem::path trust;
    std::filesystem::path crl;
    std::uint16_t port = 0;
    std::chrono::seconds clockSkew{0};
    std::chrono::milliseconds networkDelay{0};
    std::string codeSecret; ///< hexadecimal; empty: a random one
    enum class Ends { BySignal, AlsoWhenStdinCloses };
    Ends ends = Ends::BySignal;
    Settings settings;
    /// Instead of a run: what --help says.
    std::optional<std::string> help;
};

/// usage, with what the parser says as detail.
Result<Arguments> parseArguments(const std::vector<std::string>& words);

} // namespace tanba::reference_portal
