#include "app/service/server/known_browsers_windows.h"

#include <gtest/gtest.h>

namespace tanba::service {
namespace {

TEST(KnownBrowsersOfWindows, ByTheNameOfTheImage) {
    EXPECT_EQ(browserOfImage(L"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"), "Chrome");
    EXPECT_EQ(browserOfImage(L"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\MSEDGE.EXE"),
              "Microsoft Edge");
    EXPECT_EQ(browserOfImage(
                  L"C:\\Users\\Әсел\\AppData\\Local\\BraveSoftware\\Brave-Browser\\Application\\brave.exe"),
              "Brave");
    EXPECT_EQ(browserOfImage(L"D:\\Portable\\Firefox\\firefox.exe"), "Firefox");
}

TEST(KnownBrowsersOfWindows, ACommonNameCountsOnlyInTheBrowsersFolder) {
    EXPECT_EQ(
        browserOfImage(L"C:\\Users\\a\\AppData\\Local\\Yandex\\YandexBrowser\\Application\\browser.exe"),
        "Яндекс Браузер");
    EXPECT_EQ(browserOfImage(L"C:\\Games\\browser.exe"), std::nullopt);
    EXPECT_EQ(browserOfImage(L"C:\\Users\\a\\AppData\\Local\\Chromium\\Application\\chrome.exe"), "Chromium");
}

TEST(KnownBrowsersOfWindows, OtherProgramsAreNone) {
    for (const wchar_t* image :
         {L"", L"chrome.exe", L"C:\\chrome.exe\\other.exe", L"C:\\a\\chrome.exe.exe",
          L"C:\\a\\msedgewebview2.exe", L"C:\\a\\chrome", L"C:\\a\\chrоme.exe" /* a Cyrillic о */})
        EXPECT_EQ(browserOfImage(image), std::nullopt);
}

TEST(KnownBrowsersOfWindows, AProgramOfTheShopIsKnownByItsPackage) {
    EXPECT_EQ(browserOfImage(L"C:\\Program Files\\WindowsApps\\Mozilla.Firefox_153.0.0.0_x64__n80bbvh6b1yt2\\"
                             L"VFS\\ProgramFiles\\Firefox Package Root\\firefox.exe"),
              "Firefox");
    EXPECT_EQ(browserOfImage(L"C:\\Program Files\\WindowsApps\\Mozilla.Firefox_1.0_x64__0000000000000\\"
                             L"firefox.exe"),
              std::nullopt);
    EXPECT_EQ(browserOfImage(L"C:\\Program Files\\WindowsApps\\Other.App_1.0_x64__n80bbvh6b1yt2\\chrome.exe"),
              std::nullopt);
    EXPECT_EQ(browserOfImage(L"C:\\Program Files\\WindowsApps\\chrome.exe"), std::nullopt);
}

TEST(KnownBrowsersOfWindows, WhereASandboxMayWriteNamesMeanNothing) {
    EXPECT_EQ(browserOfImage(L"C:\\Users\\a\\AppData\\Local\\Packages\\Some.App_x\\AC\\Temp\\chrome.exe"),
              std::nullopt);
    EXPECT_EQ(browserOfImage(L"C:\\Users\\a\\AppData\\LocalLow\\chrome.exe"), std::nullopt);
    EXPECT_EQ(browserOfImage(L"D:\\Packages\\Firefox\\firefox.exe"), "Firefox");
}

} // namespace
} // namespace tanba::service
