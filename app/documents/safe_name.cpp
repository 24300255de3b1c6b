#include "app/documents/safe_name.h"

#include "core/base/bytes.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tanba::documents {

namespace {

/// What common file systems take, with room for a number.
constexpr std::size_t kMaxBytes = 200;
constexpr std::string_view kUnnamed = "document";
/// Not allowed in names on Windows, or with a meaning in a shell's window.
constexpr std::string_view kForbidden = "<>:\"|?*";

/// Opened by a double click they run, or change the system, on one of the systems this program is for.
constexpr auto kExecutable = std::to_array<std::string_view>({
    "action", "apk",     "app",     "appimage", "appref-ms", "application",
    "bat",    "chm",     "cmd",     "com",      "command",   "cpl",
    "deb",    "desktop", "diagcab", "dll",      "dmg",       "exe",
    "gadget", "hta",     "inf",     "ins",      "iso",       "img",
    "isp",    "jar",     "jnlp",    "job",      "js",        "jse",
    "ksh",    "lnk",     "msc",     "msi",      "msix",      "msp",
    "mst",    "pif",     "pkg",     "pl",       "ps1",       "psm1",
    "py",     "pyc",     "pyw",     "rb",       "reg",       "rpm",
    "run",    "scf",     "scr",     "sct",      "service",   "settingcontent-ms",
    "sh",     "shb",     "snap",    "so",       "sys",       "url",
    "vb",     "vbe",     "vbs",     "vhd",      "vhdx",      "workflow",
    "ws",     "wsc",     "wsf",     "wsh",      "xll",       "zsh",
});

/// PE, ELF, Mach-O in its four writings and as a fat file, scripts.
constexpr auto kProgramStarts = std::to_array<std::string_view>({
    "MZ",
    "\x7F"
    "ELF",
    "\xCF\xFA\xED\xFE",
    "\xCE\xFA\xED\xFE",
    "\xFE\xED\xFA\xCF",
    "\xFE\xED\xFA\xCE",
    "\xCA\xFE\xBA\xBE",
    "#!",
});

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char character) {
        return static_cast<char>(std::tolower(character));
    });
    return lower;
}

bool isForbidden(char32_t character) {
    // displayText() puts U+FFFD for what must not be seen.
    constexpr char32_t kReplacement = 0xFFFD;
    return character == kReplacement ||
           (character < 0x80 && kForbidden.find(static_cast<char>(character)) != std::string_view::npos);
}

std::string withoutForbidden(const std::string& text) {
    std::string name;
    for (ByteView rest = viewOf(text); !rest.empty();) {
        const std::optional<char32_t> character = takeUtf8(rest);
        appendUtf8(name, character && !isForbidden(*character) ? *character : U'_');
    }
    return name;
}

/// Cut between characters, keeping the ending.
std::string shortened(const std::string& name) {
    if (name.size() <= kMaxBytes)
        return name;
    const std::size_t dot = name.rfind('.');
    const bool keepsEnding = dot != std::string::npos && name.size() - dot <= kMaxBytes / 4;
    const std::string ending = keepsEnding ? name.substr(dot) : std::string();
    std::size_t cut = kMaxBytes - ending.size();
    while (cut > 0 && (static_cast<unsigned>(name[cut]) & 0xC0) == 0x80)
        --cut;
    return name.substr(0, cut) + ending;
}

} // namespace

std::string safeFileName(std::string_view foreign) {
    const std::size_t slash = foreign.find_last_of("/\\");
    if (slash != std::string_view::npos)
        foreign.remove_prefix(slash + 1);
    std::string name = withoutForbidden(displayText(foreign));
    name.erase(0, std::min(name.find_first_not_of(". "), name.size()));
    name = shortened(name);
    while (name.ends_with('.') || name.ends_with(' '))
        name.pop_back();
    return name.empty() ? std::string(kUnnamed) : name;
}

bool isExecutableName(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos)
        return false;
    const std::string ending = lowerCase(name.substr(dot + 1));
    return std::ranges::find(kExecutable, ending) != kExecutable.end();
}

bool isExecutableContent(std::string_view start) {
    return std::ranges::any_of(kProgramStarts,
                               [start](std::string_view program) { return start.starts_with(program); });
}

} // namespace tanba::documents
