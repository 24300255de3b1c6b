#include "app/service/server/known_browsers.h"

#include <algorithm>
#include <array>

namespace tanba::service {

namespace {

struct BrowserRow {
    std::string_view executable;
    std::string_view name;
};

// The process that makes the browser's connections, by the name of its file. Programs that show pages of
// their own choice (Electron, WebKit inside other programs) are no browsers: their origins mean nothing.
constexpr auto kBrowsers = std::to_array<BrowserRow>({
    {"brave", "Brave"},
    {"chrome", "Chrome"},
    {"chrome-headless-shell", "Chrome"},
    {"chromium", "Chromium"},
    {"chromium-browser", "Chromium"},
    {"firefox", "Firefox"},
    {"firefox-bin", "Firefox"},
    {"firefox-esr", "Firefox"},
    {"floorp", "Floorp"},
    {"librewolf", "LibreWolf"},
    {"msedge", "Microsoft Edge"},
    {"opera", "Opera"},
    {"palemoon", "Pale Moon"},
    {"seamonkey", "SeaMonkey"},
    {"thorium", "Thorium"},
    {"vivaldi-bin", "Vivaldi"},
    {"waterfox", "Waterfox"},
    {"waterfox-bin", "Waterfox"},
    {"yandex_browser", "Яндекс Браузер"},
    {"zen", "Zen"},
    {"zen-bin", "Zen"},
});

constexpr auto kFlatpaks = std::to_array<std::string_view>({
    "app.zen_browser.zen",
    "com.brave.Browser",
    "com.google.Chrome",
    "com.google.ChromeDev",
    "com.microsoft.Edge",
    "com.microsoft.EdgeDev",
    "com.opera.Opera",
    "com.vivaldi.Vivaldi",
    "io.github.ungoogled_software.ungoogled_chromium",
    "io.gitlab.librewolf-community",
    "net.waterfox.waterfox",
    "one.ablaze.floorp",
    "org.chromium.Chromium",
    "org.mozilla.firefox",
    "ru.yandex.Browser",
});

constexpr auto kSnaps = std::to_array<std::string_view>({"brave", "chromium", "firefox", "opera", "vivaldi"});

} // namespace

bool isBrowserFlatpak(std::string_view application) {
    return std::ranges::find(kFlatpaks, application) != kFlatpaks.end();
}

bool isBrowserSnap(std::string_view snap) {
    return std::ranges::find(kSnaps, snap) != kSnaps.end();
}

std::optional<std::string_view> knownBrowser(std::string_view executable) {
    const auto row = std::ranges::find(kBrowsers, executable, &BrowserRow::executable);
    return row == kBrowsers.end() ? std::nullopt : std::optional(row->name);
}

} // namespace tanba::service
