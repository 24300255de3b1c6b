// Knows only files, no system: tests/unit compiles it everywhere.
#include "app/platform/browser_trust/firefox_roots.h"

#include <charconv>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFile = std::size_t{4} * 1024 * 1024;
constexpr int kFirstThatFollows = 120;

std::string readBeginning(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        return {};
    const auto size = fs::file_size(file, error);
    std::string text(error ? 0 : static_cast<std::size_t>(std::min<std::uintmax_t>(size, kMaxFile)), '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

/// The last one counts, as for Firefox; nothing when the file does not say.
std::optional<bool> preferenceIn(const fs::path& file) {
    constexpr std::string_view kName = "user_pref(\"security.enterprise_roots.enabled\",";
    const std::string text = readBeginning(file);
    const std::size_t found = text.rfind(kName);
    if (found == std::string::npos)
        return std::nullopt;
    const std::string_view value = std::string_view(text).substr(found + kName.size());
    const std::size_t first = value.find_first_not_of(' ');
    return first != std::string_view::npos && value.substr(first).starts_with("true");
}

/// 0 when it is not known.
int lastVersion(const fs::path& profile) {
    constexpr std::string_view kName = "LastVersion=";
    const std::string text = readBeginning(profile / "compatibility.ini");
    const std::size_t found = text.find(kName);
    int version = 0;
    if (found != std::string::npos)
        std::from_chars(text.data() + found + kName.size(), text.data() + text.size(), version);
    return version;
}

} // namespace

bool followsSystemRoots(const fs::path& profile) {
    // user.js overrides what was set in the browser.
    for (const char* name : {"user.js", "prefs.js"})
        if (const std::optional<bool> said = preferenceIn(profile / name))
            return *said;
    return lastVersion(profile) >= kFirstThatFollows;
}

} // namespace tanba::platform
