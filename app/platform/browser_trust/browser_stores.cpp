#include "app/platform/browser_trust/browser_stores.h"

#include "app/platform/browser_trust/profile_list.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxStores = 64;

struct Place {
    const char* browser;
    const char* folder; ///< below the home folder
};

/// What Chromium takes for the home folder of its user, and for XDG_DATA_HOME below it.
struct ChromiumHome {
    const char* browser;
    const char* home; ///< below the user's
    const char* data;
};

constexpr ChromiumHome kOwnChromium{"Chromium, Chrome", "", ".local/share"};
constexpr std::array kConfinedChromiums = {
    ChromiumHome{"Chromium (Snap)", "snap/chromium/current", ".local/share"},
    ChromiumHome{"Brave (Snap)", "snap/brave/current", ".local/share"},
    ChromiumHome{"Opera (Snap)", "snap/opera/current", ".local/share"},
    ChromiumHome{"Chromium (Flatpak)", ".var/app/org.chromium.Chromium", "data"},
    ChromiumHome{"Chrome (Flatpak)", ".var/app/com.google.Chrome", "data"},
    ChromiumHome{"Brave (Flatpak)", ".var/app/com.brave.Browser", "data"},
    ChromiumHome{"Edge (Flatpak)", ".var/app/com.microsoft.Edge", "data"},
    ChromiumHome{"Vivaldi (Flatpak)", ".var/app/com.vivaldi.Vivaldi", "data"},
    ChromiumHome{"Yandex (Flatpak)", ".var/app/ru.yandex.Browser", "data"},
};

/// Folders of profiles.
constexpr std::array kFirefoxFamily = {
    Place{"Firefox", ".mozilla/firefox"},
    Place{"Firefox", ".config/mozilla/firefox"},
    Place{"Firefox (Snap)", "snap/firefox/common/.mozilla/firefox"},
    Place{"Firefox (Flatpak)", ".var/app/org.mozilla.firefox/.mozilla/firefox"},
    Place{"Firefox (Flatpak)", ".var/app/org.mozilla.firefox/config/mozilla/firefox"},
    Place{"LibreWolf", ".librewolf"},
    Place{"LibreWolf", ".config/librewolf/librewolf"},
    Place{"LibreWolf (Flatpak)", ".var/app/io.gitlab.librewolf-community/.librewolf"},
    Place{"Waterfox", ".waterfox"},
    Place{"Waterfox (Flatpak)", ".var/app/net.waterfox.waterfox/.waterfox"},
    Place{"Thunderbird", ".thunderbird"},
    Place{"Thunderbird (Snap)", "snap/thunderbird/common/.thunderbird"},
    Place{"Thunderbird (Flatpak)", ".var/app/org.mozilla.Thunderbird/.thunderbird"},
};

bool isFolder(const fs::path& path) {
    std::error_code error;
    return fs::is_directory(path, error);
}

/// The stores found so far, each once.
class Collection {
  public:
    void add(const char* browser, const fs::path& folder, BrowserStore::Presence presence) {
        std::error_code error;
        const fs::path real = fs::weakly_canonical(folder, error);
        const fs::path& place = error ? folder : real;
        const bool known = std::ranges::find(stores_, place, &BrowserStore::folder) != stores_.end();
        if (!known && stores_.size() < kMaxStores)
            stores_.push_back({browser, place, presence});
    }
    std::vector<BrowserStore> take() { return std::move(stores_); }

  private:
    std::vector<BrowserStore> stores_;
};

using Presence = BrowserStore::Presence;

/// Chromium reads the old place if that folder exists, otherwise the new one. So the old place is never made
/// where only the new one is: that would hide what the user has there.
void addChromium(const ChromiumHome& chromium, const fs::path& home, Presence whenNeither,
                 Collection& stores) {
    const fs::path base = home / chromium.home;
    const std::array<fs::path, 2> places = {base / chromium.data / "pki/nssdb", base / ".pki/nssdb"};
    const bool neither = std::ranges::none_of(places, isFolder);
    for (const fs::path& place : places) {
        if (holdsStore(place))
            stores.add(chromium.browser, place, Presence::There);
        else if (isFolder(place) || (neither && whenNeither == Presence::ToBeMade))
            stores.add(chromium.browser, place, Presence::ToBeMade);
    }
}

void addProfiles(const Place& family, const fs::path& home, Collection& stores) {
    for (const fs::path& profile : profileFolders(home / family.folder)) {
        if (holdsStore(profile))
            stores.add(family.browser, profile, Presence::There);
    }
}

} // namespace

bool holdsStore(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "cert9.db", error);
}

std::vector<BrowserStore> findBrowserStores(const fs::path& home) {
    Collection stores;
    addChromium(kOwnChromium, home, Presence::ToBeMade, stores);
    for (const ChromiumHome& chromium : kConfinedChromiums)
        addChromium(chromium, home, Presence::There, stores);
    for (const Place& family : kFirefoxFamily)
        addProfiles(family, home, stores);
    return stores.take();
}

} // namespace tanba::platform
