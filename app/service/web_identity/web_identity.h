#pragma once

#include "core/base/file_store.h"
#include "core/base/result.h"
#include "core/keys/web_authority.h"

#include <filesystem>
#include <string_view>

namespace tanba::service {

/// The file in the service's folder that holds the identity.
inline constexpr std::string_view kWebIdentityName = "web-identity";

/// When browsers must be told about a new authority.
enum class Renewal {
    NotNeeded,
    Soon, ///< the last leaf ends within kRenewalNotice: the person is told
    Now,  ///< no leaf is valid at this time
};

/// What this computer shows to browsers: certificates of an authority that no longer has a key
/// (SECURITY.md, "The local web service"). One file, 0600, in a folder of the user's own; never shared
/// between users.
class WebIdentity {
  public:
    static constexpr std::chrono::days kRenewalNotice{30};

    /// file.not_found when there is none yet; service.identity_unusable when the file or its folder is open
    /// to others, or the file is damaged or does not fit together.
    static Result<WebIdentity> load(FileStore& files, const std::filesystem::path& folder);
    /// A new authority, which no browser knows yet and no file holds.
    static Result<WebIdentity> make(Time now);
    /// From now on the one of this user, in place of the one that is there, if any.
    Outcome keep(FileStore& files, const std::filesystem::path& folder) const;
    /// make() and keep().
    static Result<WebIdentity> renew(FileStore& files, const std::filesystem::path& folder, Time now);
    /// load(), or a new one where there is none: several programs may do so at once and get the same.
    static Result<WebIdentity> loadOrMake(FileStore& files, const std::filesystem::path& folder, Time now);
    /// Forgets it: the file is gone. Nothing is wrong when there was none.
    static Outcome erase(FileStore& files, const std::filesystem::path& folder);

    /// The authority that browsers are told to trust.
    const keys::Certificate& authority() const { return content_.certificate; }
    /// Today's leaf, the one that stays valid longest; null when none is valid at this time.
    const keys::WebLeaf* leafFor(Time now) const;
    Renewal renewal(Time now) const;

  private:
    explicit WebIdentity(keys::WebAuthority content) : content_(std::move(content)) {}

    keys::WebAuthority content_;
};

} // namespace tanba::service
