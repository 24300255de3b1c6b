#include "app/platform/browser_trust/browser_stores.h"

#include "tests/unit/browser_trust/nss_home.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::platform {
namespace {

namespace fs = std::filesystem;
using test::NssHome;

/// Only the file's presence counts for the search.
fs::path placeStore(const NssHome& home, const fs::path& folder) {
    home.write(home.path() / folder / "cert9.db", "x");
    return home.path() / folder;
}

/// The stores that are there; those to be made are another matter.
std::vector<fs::path> found(const NssHome& home) {
    std::vector<fs::path> folders;
    for (const BrowserStore& store : findBrowserStores(home.path())) {
        if (store.presence == BrowserStore::Presence::There)
            folders.push_back(store.folder);
    }
    std::ranges::sort(folders);
    return folders;
}

using Folders = std::vector<fs::path>;

TEST(BrowserStores, AnEmptyHomeHasNoneAndTwoToMake) {
    const NssHome home;
    const auto stores = findBrowserStores(home.path());
    ASSERT_EQ(stores.size(), 2U);
    EXPECT_EQ(stores[0].presence, BrowserStore::Presence::ToBeMade);
    EXPECT_EQ(stores[1].presence, BrowserStore::Presence::ToBeMade);
    EXPECT_EQ(stores[0].folder, home.at(".local/share/pki/nssdb"))
        << "first the one that does not hide the other";
}

TEST(BrowserStores, EveryPlaceOfTheTable) {
    const NssHome home;
    Folders all;
    for (const char* folder :
         {".local/share/pki/nssdb", ".pki/nssdb", "snap/chromium/current/.pki/nssdb",
          "snap/chromium/current/.local/share/pki/nssdb", ".var/app/org.chromium.Chromium/.pki/nssdb",
          ".var/app/com.google.Chrome/data/pki/nssdb", ".mozilla/firefox/a.default",
          ".config/mozilla/firefox/b.default", "snap/firefox/common/.mozilla/firefox/c.default",
          ".var/app/org.mozilla.firefox/.mozilla/firefox/d.default", ".librewolf/e.default",
          ".waterfox/f.default", ".thunderbird/g.default"})
        all.push_back(placeStore(home, folder));
    std::ranges::sort(all);
    EXPECT_EQ(found(home), all);
}

TEST(BrowserStores, AConfinedChromiumGetsNoFolderThatItDidNotMake) {
    const NssHome home;
    fs::create_directories(home.at("snap/chromium/current"));
    fs::create_directories(home.at(".var/app/org.chromium.Chromium/data"));
    EXPECT_EQ(findBrowserStores(home.path()).size(), 2U) << "those of the user's own home";
}

TEST(BrowserStores, ProfilesThatTheListNamesWhereverTheyLie) {
    const NssHome home;
    const fs::path beside = placeStore(home, ".mozilla/firefox/beside");
    const fs::path deep = placeStore(home, ".mozilla/firefox/Profiles/deep");
    const fs::path elsewhere = placeStore(home, "elsewhere/my profile");
    const fs::path installed = placeStore(home, ".mozilla/firefox/Profiles/installed");
    const fs::path unlisted = placeStore(home, ".mozilla/firefox/unlisted");
    placeStore(home, ".mozilla/firefox/Profiles/nobody names it");
    home.write(
        home.at(".mozilla/firefox/profiles.ini"),
        "[Install1]\r\nDefault=Profiles/installed\r\nLocked=1\r\n\r\n[Profile0]\r\nName=a\r\nIsRelative=1\r\n"
        "Path=Profiles/deep\r\nDefault=1\r\n[Profile1]\n Path = " +
            elsewhere.string() +
            " \nIsRelative=0\n[Profile2]\nPath=beside\n[Profile3]\nPath=beside\nPath=\n=\nPath\n"
            "[General]\nStartWithLastProfile=1");
    Folders all = {beside, deep, elsewhere, installed, unlisted};
    std::ranges::sort(all);
    EXPECT_EQ(found(home), all);
}

TEST(BrowserStores, LinksAreFollowedAndCountOnce) {
    const NssHome home;
    const fs::path real = placeStore(home, "disk/profile");
    fs::create_directories(home.at(".mozilla/firefox"));
    fs::create_directory_symlink(real, home.at(".mozilla/firefox/linked"));
    fs::create_directory_symlink(real, home.at(".mozilla/firefox/linked again"));
    fs::create_directory_symlink(home.at("nowhere"), home.at(".mozilla/firefox/broken"));
    fs::create_directory_symlink(home.at(".mozilla/firefox"), home.at(".mozilla/firefox/loop"));
    fs::create_directory_symlink(home.at(".mozilla/firefox"), home.at(".librewolf"));
    EXPECT_EQ(found(home), Folders{real});
}

TEST(BrowserStores, AProfileWithoutAStoreIsNone) {
    const NssHome home;
    fs::create_directories(home.at(".mozilla/firefox/new.default"));
    fs::create_directories(home.at(".mozilla/firefox/odd.default/cert9.db"));
    EXPECT_TRUE(found(home).empty());
}

TEST(BrowserStores, AListThatIsNoList) {
    const NssHome home;
    const fs::path profile = placeStore(home, ".mozilla/firefox/a.default");
    std::string garbage;
    for (int i = 0; i < 300'000; ++i)
        garbage += "Path=" + std::string(1, static_cast<char>(i % 256)) + "\n";
    home.write(home.at(".mozilla/firefox/profiles.ini"), garbage);
    EXPECT_EQ(found(home), Folders{profile});
    fs::remove(home.at(".mozilla/firefox/profiles.ini"));
    fs::create_directory(home.at(".mozilla/firefox/profiles.ini"));
    EXPECT_EQ(found(home), Folders{profile});
}

TEST(BrowserStores, NoMoreThanSixtyFour) {
    const NssHome home;
    for (int i = 0; i < 100; ++i)
        placeStore(home, ".mozilla/firefox/p" + std::to_string(i));
    EXPECT_EQ(findBrowserStores(home.path()).size(), 64U);
}

} // namespace
} // namespace tanba::platform
