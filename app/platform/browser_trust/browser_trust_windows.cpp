#include "app/platform/browser_trust/browser_trust.h"
#include "app/platform/browser_trust/firefox_roots.h"
#include "app/platform/browser_trust/profile_list.h"
#include "app/platform/browser_trust/user_roots_windows.h"
#include "core/base/windows_handle.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxProfiles = 64;

/// Folders of Firefox's profiles, below the user's own. The other one is that of the shop's package.
constexpr std::array kFirefoxFolders = {
    L"AppData/Roaming/Mozilla/Firefox",
    L"AppData/Local/Packages/Mozilla.Firefox_n80bbvh6b1yt2/LocalCache/Roaming/Mozilla/Firefox",
};

/// Firefox reads the system's store at its start. While it runs it keeps this file to itself.
OpenElsewhere openIn(const fs::path& profile) {
    const Handle lock(::CreateFileW((profile / "parent.lock").c_str(), GENERIC_READ,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
    return !lock.valid() && ::GetLastError() == ERROR_SHARING_VIOLATION ? OpenElsewhere::Yes
                                                                        : OpenElsewhere::No;
}

std::vector<fs::path> firefoxProfiles(const fs::path& home) {
    std::vector<fs::path> profiles;
    for (const wchar_t* folder : kFirefoxFolders)
        // Without a list in the folder above, profiles lie in "Profiles".
        for (const fs::path& start : {home / folder, home / folder / "Profiles"})
            for (const fs::path& candidate : profileFolders(start)) {
                std::error_code error;
                const fs::path profile = fs::weakly_canonical(candidate, error);
                if (!error && profiles.size() < kMaxProfiles &&
                    fs::is_regular_file(profile / "cert9.db", error) &&
                    std::ranges::find(profiles, profile) == profiles.end())
                    profiles.push_back(profile);
            }
    return profiles;
}

StoreTrust standingOf(const UserRoots& roots, ByteView certificate) {
    const UserRoots::Standing standing = roots.standing(certificate);
    StoreTrust row{"Chrome, Edge", "CurrentUser\\Root", TrustState::Missing, OpenElsewhere::No, {}};
    if (standing.present == UserRoots::Standing::Present::There)
        row.state = TrustState::Trusted;
    else if (standing.older != 0)
        row.state = TrustState::Older;
    return row;
}

/// A profile of Firefox stands as the system's store does, or does not look there.
StoreTrust standingOf(const fs::path& profile, const StoreTrust& system) {
    StoreTrust row{"Firefox", profile, system.state, openIn(profile), {}};
    if (row.state == TrustState::Trusted && !followsSystemRoots(profile)) {
        row.state = TrustState::Missing;
        row.detail = "security.enterprise_roots.enabled";
    }
    return row;
}

/// @param why what was not done with the system's store, if anything
Result<std::vector<StoreTrust>> table(const BrowserTrustPlaces& places, const UserRoots& roots,
                                      ByteView certificate, std::string why) {
    std::vector<StoreTrust> rows{standingOf(roots, certificate)};
    for (const fs::path& profile : firefoxProfiles(places.home))
        rows.push_back(standingOf(profile, rows.front()));
    rows.front().detail = std::move(why);
    return rows;
}

Outcome checkPlaces(const BrowserTrustPlaces& places) {
    return places.home.is_absolute() ? Outcome(Done{})
                                     : fail(FailureCode::BrowserTrustFailed, {}, "no home folder");
}

} // namespace

Result<std::vector<StoreTrust>> BrowserTrust::check(ByteView certificate) const {
    TANBA_CHECK(checkPlaces(places_));
    TANBA_TRY(const UserRoots roots, UserRoots::open(UserRoots::Access::Look));
    return table(places_, roots, certificate, {});
}

Result<std::vector<StoreTrust>> BrowserTrust::install(ByteView certificate) const {
    TANBA_CHECK(checkPlaces(places_));
    TANBA_TRY(const UserRoots roots, UserRoots::open(UserRoots::Access::Change));
    Outcome done = Done{};
    if (roots.standing(certificate).present == UserRoots::Standing::Present::Missing)
        done = roots.add(certificate);
    // The older ones go only when the present one is there: browsers must not be left with none.
    if (done.ok())
        done = roots.remove(certificate, UserRoots::Which::Older);
    return table(places_, roots, certificate, done.ok() ? std::string() : done.failure().detail);
}

Result<std::vector<StoreTrust>> BrowserTrust::remove(ByteView certificate) const {
    TANBA_CHECK(checkPlaces(places_));
    TANBA_TRY(const UserRoots roots, UserRoots::open(UserRoots::Access::Change));
    const Outcome done = roots.remove(certificate, UserRoots::Which::All);
    return table(places_, roots, certificate, done.ok() ? std::string() : done.failure().detail);
}

} // namespace tanba::platform
