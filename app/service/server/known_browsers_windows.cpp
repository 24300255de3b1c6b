// Knows only names and paths, no system: tests/unit compiles it everywhere.
#include "app/service/server/known_browsers_windows.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tanba::service {

namespace {

struct ImageRow {
    std::wstring_view file;
    /// A folder that must stand somewhere above it; empty: any. For names that are nobody's in particular.
    std::wstring_view below;
    std::string_view name;
};

// The process that makes the browser's connections, by the name of its file, small letters. Programs that
// show pages of their own choice (WebView2, Electron) are no browsers: their origins mean nothing.
constexpr auto kImages = std::to_array<ImageRow>({
    {L"brave.exe", L"", "Brave"},
    {L"browser.exe", L"yandexbrowser", "Яндекс Браузер"},
    {L"chrome.exe", L"chromium", "Chromium"},
    {L"chrome.exe", L"thorium", "Thorium"},
    {L"chrome.exe", L"", "Chrome"},
    {L"firefox.exe", L"", "Firefox"},
    {L"floorp.exe", L"", "Floorp"},
    {L"librewolf.exe", L"", "LibreWolf"},
    {L"msedge.exe", L"", "Microsoft Edge"},
    {L"opera.exe", L"", "Opera"},
    {L"palemoon.exe", L"", "Pale Moon"},
    {L"seamonkey.exe", L"", "SeaMonkey"},
    {L"thorium.exe", L"", "Thorium"},
    {L"vivaldi.exe", L"", "Vivaldi"},
    {L"waterfox.exe", L"", "Waterfox"},
    {L"zen.exe", L"", "Zen"},
});

/// Where Windows keeps the programs of its shop, each in a folder NAME_VERSION_MACHINE__PUBLISHER that nobody
/// but the system may write.
constexpr std::wstring_view kShop = L"windowsapps";

struct PackageRow {
    std::wstring_view name;      ///< with the line behind it
    std::wstring_view publisher; ///< with the lines before it
};

constexpr auto kPackages = std::to_array<PackageRow>({
    {L"mozilla.firefox_", L"__n80bbvh6b1yt2"},
});

/// Folders in which a program that may write nothing else of the user's still may: those of its package, and
/// those of low integrity.
constexpr auto kSandboxFolders = std::to_array<std::wstring_view>({L"packages", L"locallow"});
constexpr std::wstring_view kApplicationData = L"appdata";

/// Names in the tables are ASCII; other letters never match.
std::wstring inSmallLetters(std::wstring_view text) {
    std::wstring folded(text);
    for (wchar_t& letter : folded)
        if (letter >= L'A' && letter <= L'Z')
            letter = static_cast<wchar_t>(letter - L'A' + L'a');
    return folded;
}

std::vector<std::wstring_view> partsOf(std::wstring_view path) {
    std::vector<std::wstring_view> parts;
    while (!path.empty()) {
        const std::size_t end = path.find_first_of(L"\\/");
        if (end != 0)
            parts.push_back(path.substr(0, end));
        path.remove_prefix(end == std::wstring_view::npos ? path.size() : end + 1);
    }
    return parts;
}

bool isBrowserPackage(std::wstring_view folder) {
    return std::ranges::any_of(kPackages, [folder](const PackageRow& row) {
        return folder.starts_with(row.name) && folder.ends_with(row.publisher);
    });
}

/// Whether a file there has the name that its maker gave it.
bool isTrustworthyPlace(const std::vector<std::wstring_view>& folders) {
    const auto shop = std::ranges::find(folders, kShop);
    if (shop != folders.end())
        return shop + 1 != folders.end() && isBrowserPackage(*(shop + 1));
    const auto data = std::ranges::find(folders, kApplicationData);
    return std::none_of(data, folders.end(), [](std::wstring_view folder) {
        return std::ranges::find(kSandboxFolders, folder) != kSandboxFolders.end();
    });
}

} // namespace

std::optional<std::string_view> browserOfImage(std::wstring_view image) {
    const std::wstring path = inSmallLetters(image);
    std::vector<std::wstring_view> folders = partsOf(path);
    if (folders.size() < 2)
        return std::nullopt;
    const std::wstring_view file = folders.back();
    folders.pop_back();
    if (!isTrustworthyPlace(folders))
        return std::nullopt;
    const auto row = std::ranges::find_if(kImages, [&](const ImageRow& one) {
        return one.file == file &&
               (one.below.empty() || std::ranges::find(folders, one.below) != folders.end());
    });
    return row == kImages.end() ? std::nullopt : std::optional(row->name);
}

} // namespace tanba::service
