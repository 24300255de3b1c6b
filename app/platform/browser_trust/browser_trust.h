#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace tanba::platform {

/// What one browser's certificate store thinks of our authority.
enum class TrustState {
    Trusted,
    Missing,       ///< not there, or there and not trusted for web sites
    Older,         ///< an authority that this program put there before, and not the present one
    NeedsPassword, ///< the user protects this store with a password of its own; nothing was changed
    InUse,         ///< another program holds it locked just now: later
    Unusable,      ///< damaged, not permitted, or not this user's
};

/// Whether a running program has the store open: a browser that is running notices a change only when it is
/// started again.
enum class OpenElsewhere { No, Yes };

struct StoreTrust {
    std::string browser; ///< for people: "Firefox", "Chromium, Chrome", ...
    std::filesystem::path folder;
    TrustState state = TrustState::Unusable;
    OpenElsewhere open = OpenElsewhere::No;
    std::string detail; ///< for support
};

struct BrowserTrustPlaces {
    std::filesystem::path home; ///< of the user, absolute
    std::filesystem::path tool = "/usr/bin/certutil";
    std::chrono::milliseconds limit{10'000}; ///< for one call of the tool
};

/// One authority in every certificate store of this user's browsers; never in a store of the system, and
/// nothing is done to any other certificate. Every call looks for the stores anew, since profiles come and
/// go, and takes some 10 ms a store: not for the thread of a window. Stores of one browser that cannot be
/// read or changed are told in their row and do not stop the others.
/// Failures of all calls: browser.tool_missing (subject: the tool), browser.trust_failed.
class BrowserTrust {
  public:
    explicit BrowserTrust(BrowserTrustPlaces places) : places_(std::move(places)) {}

    /// Changes nothing. @param certificate DER of the present authority.
    Result<std::vector<StoreTrust>> check(ByteView certificate) const;
    /// Makes every store trust it for web sites, and takes older authorities of this program away. Where
    /// Chromium has no store yet, one is made. Afterwards as check().
    Result<std::vector<StoreTrust>> install(ByteView certificate) const;
    /// Takes away every authority that this program ever put there, and the stores that it made if nothing
    /// else is in them. @param certificate the present authority, which the user may have imported by hand;
    /// empty when there is none. Afterwards as check(), over the stores that are left.
    Result<std::vector<StoreTrust>> remove(ByteView certificate) const;

  private:
    BrowserTrustPlaces places_;
};

} // namespace tanba::platform
