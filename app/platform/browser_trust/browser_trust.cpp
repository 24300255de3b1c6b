#include "app/platform/browser_trust/browser_trust.h"

#include "app/platform/browser_trust/browser_stores.h"
#include "app/platform/browser_trust/made_stores.h"
#include "app/platform/browser_trust/open_files.h"
#include "app/platform/browser_trust/our_authorities.h"

#include <unistd.h>

#include <algorithm>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

using Age = OurAuthority::Age;
using Trust = OurAuthority::Trust;

/// What was done to a store, or why not.
struct Verdict {
    TrustState state;
    std::string detail;
};

/// A failure on a store whose file somebody holds is no fault of the store.
Verdict unusable(const NssStore& store, const Failure& failure) {
    if (isLockedDatabase(store.database()))
        return {TrustState::InUse, failure.detail};
    return {TrustState::Unusable, failure.detail.empty() ? "no answer in time" : failure.detail};
}

Verdict judge(const std::vector<OurAuthority>& ours) {
    const auto has = [&ours](Age age, Trust trust) {
        return std::ranges::any_of(
            ours, [&](const OurAuthority& one) { return one.age == age && one.trust == trust; });
    };
    if (has(Age::Present, Trust::ForWeb))
        return {TrustState::Trusted, {}};
    if (has(Age::Older, Trust::ForWeb) || has(Age::Older, Trust::None))
        return {TrustState::Older, {}};
    return {TrustState::Missing, {}};
}

Verdict checkStore(const NssStore& store, ByteView certificate) {
    const auto ours = findOurs(store, certificate);
    return ours.ok() ? judge(ours.value()) : unusable(store, ours.failure());
}

/// Adding takes two steps in NSS, of which only the second asks for the store's own password: the certificate
/// lies there then without trust, and is taken away again if it did not lie there before.
Verdict undoHalfAdded(const NssStore& store, ByteView certificate, const std::vector<OurAuthority>& before,
                      const Failure& failure) {
    const auto isUntrusted = [](const OurAuthority& one) {
        return one.age == Age::Present && one.trust == Trust::None;
    };
    const auto now = findOurs(store, certificate);
    if (!now.ok() || isLockedDatabase(store.database()))
        return unusable(store, failure);
    const auto added = std::ranges::find_if(now.value(), isUntrusted);
    if (added == now.value().end())
        return unusable(store, failure);
    if (std::ranges::none_of(before, isUntrusted)) {
        if (const Outcome removed = removeOurs(store, *added); !removed.ok())
            return unusable(store, removed.failure());
    }
    return {TrustState::NeedsPassword, failure.detail};
}

Verdict installInto(const NssStore& store, ByteView certificate) {
    const auto ours = findOurs(store, certificate);
    const auto label = labelFor(certificate);
    if (!ours.ok())
        return unusable(store, ours.failure());
    if (!label.ok())
        return unusable(store, label.failure());
    if (judge(ours.value()).state != TrustState::Trusted) {
        if (const Outcome added = store.addAuthority(label.value(), certificate); !added.ok())
            return undoHalfAdded(store, certificate, ours.value(), added.failure());
    }
    for (const OurAuthority& one : ours.value()) {
        if (one.age != Age::Older)
            continue;
        if (const Outcome removed = removeOurs(store, one); !removed.ok())
            return unusable(store, removed.failure());
    }
    return checkStore(store, certificate);
}

Verdict removeFrom(const NssStore& store, ByteView certificate) {
    const auto ours = findOurs(store, certificate);
    if (!ours.ok())
        return unusable(store, ours.failure());
    for (const OurAuthority& one : ours.value()) {
        if (const Outcome removed = removeOurs(store, one); !removed.ok())
            return unusable(store, removed.failure());
    }
    return checkStore(store, certificate);
}

/// A round over all stores.
class Round {
  public:
    static Result<Round> begin(const BrowserTrustPlaces& places) {
        if (!places.home.is_absolute())
            return fail(FailureCode::BrowserTrustFailed, {}, "no home folder");
        if (::access(places.tool.c_str(), X_OK) != 0)
            return fail(FailureCode::BrowserToolMissing, places.tool.filename().string());
        return Round(places);
    }

    template <typename Action>
    std::vector<StoreTrust> run(const Action& action) const {
        const OpenFiles open = OpenFiles::storesOfOtherProcesses();
        std::vector<StoreTrust> rows;
        for (const BrowserStore& found : findBrowserStores(places_.home)) {
            const NssStore store(found.folder, places_.tool, places_.limit);
            Verdict verdict = isOfAnother(found.folder)
                                  ? Verdict{TrustState::Unusable, "belongs to another user"}
                                  : action(store, found);
            const OpenElsewhere elsewhere =
                open.contains(store.database()) ? OpenElsewhere::Yes : OpenElsewhere::No;
            rows.push_back(
                {found.browser, found.folder, verdict.state, elsewhere, std::move(verdict.detail)});
        }
        return rows;
    }

  private:
    explicit Round(const BrowserTrustPlaces& places) : places_(places) {}
    BrowserTrustPlaces places_;
};

bool isThere(const BrowserStore& found) {
    return found.presence == BrowserStore::Presence::There;
}

constexpr TrustState kNotMade = TrustState::Missing;

} // namespace

Result<std::vector<StoreTrust>> BrowserTrust::check(ByteView certificate) const {
    TANBA_TRY(const Round round, Round::begin(places_));
    return round.run([&](const NssStore& store, const BrowserStore& found) {
        return isThere(found) ? checkStore(store, certificate) : Verdict{kNotMade, {}};
    });
}

Result<std::vector<StoreTrust>> BrowserTrust::install(ByteView certificate) const {
    TANBA_TRY(const Round round, Round::begin(places_));
    return round.run([&](const NssStore& store, const BrowserStore& found) {
        if (!isThere(found)) {
            if (const Outcome made = makeStore(store, found.folder); !made.ok())
                return unusable(store, made.failure());
        }
        return installInto(store, certificate);
    });
}

Result<std::vector<StoreTrust>> BrowserTrust::remove(ByteView certificate) const {
    TANBA_TRY(const Round round, Round::begin(places_));
    return round.run([&](const NssStore& store, const BrowserStore& found) {
        if (!isThere(found))
            return Verdict{kNotMade, {}};
        Verdict verdict = removeFrom(store, certificate);
        if (verdict.state == TrustState::Missing)
            removeStoreIfMade(store, found.folder);
        return verdict;
    });
}

} // namespace tanba::platform
