#include "app/service/server/sandbox_linux.h"

#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

namespace tanba::service {

namespace {

namespace fs = std::filesystem;

/// What is read of files that somebody else may have written.
constexpr std::size_t kMost = std::size_t{16} * 1024;

std::string linkAt(const fs::path& path) {
    std::error_code error;
    return fs::read_symlink(path, error).string();
}

/// Empty for what cannot be read.
std::string beginningOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(kMost, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

bool seesTheSame(const fs::path& process, const fs::path& own) {
    const std::string mounts = linkAt(process / "ns" / "mnt");
    return !mounts.empty() && mounts == linkAt(own / "ns" / "mnt") &&
           linkAt(process / "root") == linkAt(own / "root");
}

/// The application of flatpak-info(5): a line "name=ID" of its group Application.
std::optional<std::string> flatpakName(const fs::path& process) {
    std::istringstream lines(beginningOf(process / "root" / ".flatpak-info"));
    constexpr std::string_view kName = "name=";
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('['))
            inside = line == "[Application]";
        else if (inside && line.starts_with(kName))
            return line.substr(kName.size());
    }
    return std::nullopt;
}

/// The snap of a label "snap.NAME.APP" or "snap.NAME.APP (mode)".
std::optional<std::string> snapOfLabel(std::string_view label) {
    constexpr std::string_view kSnap = "snap.";
    const std::size_t end = label.find('.', kSnap.size());
    if (!label.starts_with(kSnap) || end == std::string_view::npos)
        return std::nullopt;
    return std::string(label.substr(kSnap.size(), end - kSnap.size()));
}

/// Its AppArmor label, which it cannot change; a system without AppArmor does not confine snaps, and then
/// nobody can tell.
std::optional<std::string> snapName(const fs::path& process) {
    for (const char* file : {"attr/apparmor/current", "attr/current"})
        if (const auto snap = snapOfLabel(beginningOf(process / file)))
            return snap;
    return std::nullopt;
}

} // namespace

Sandbox sandboxOf(const fs::path& proc, const std::string& process) {
    const fs::path folder = proc / process;
    // A snap's label counts first: classic ones see the same files.
    if (const auto snap = snapName(folder))
        return {Sandbox::Kind::Snap, *snap};
    if (seesTheSame(folder, proc / "self"))
        return {Sandbox::Kind::None, {}};
    if (const auto flatpak = flatpakName(folder))
        return {Sandbox::Kind::Flatpak, *flatpak};
    return {Sandbox::Kind::Other, {}};
}

} // namespace tanba::service
