#include "core/trust/path_finder.h"

#include "core/trust/folded_name.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace tanba::trust {

namespace {

/// Steps of one search; real files need a handful.
constexpr std::size_t kMaxSteps = 2000;
/// Of a chain that only names tie together, once too many signatures were verified.
constexpr std::size_t kMaxThriftyLength = 4;

/// RFC 5280 4.2.1.1: identifiers lead to the issuer where both sides have one.
bool identifiersAgree(ByteView authorityKeyId, ByteView subjectKeyId) {
    return authorityKeyId.empty() || subjectKeyId.empty() || sameBytes(authorityKeyId, subjectKeyId);
}

// The user's word before the state's, the state's before that of keys which everybody has.
constexpr std::array<AnchorOrigin, 3> kOriginOrder{AnchorOrigin::Yours, AnchorOrigin::National,
                                                   AnchorOrigin::Test};

std::ptrdiff_t originRank(AnchorOrigin origin) {
    return std::ranges::find(kOriginOrder, origin) - kOriginOrder.begin();
}

class Search {
  public:
    Search(const std::vector<keys::Certificate>& pool, const std::vector<Anchor>& anchors,
           SignatureChecks& signatures)
        : anchors_(anchors), signatures_(signatures) {
        signatures_.beginSearch();
        for (const keys::Certificate& certificate : pool) {
            std::vector<const keys::Certificate*>& namesakes =
                poolBySubject_[foldedName(certificate.subject())];
            if (std::ranges::none_of(namesakes, [&](const auto* other) { return *other == certificate; }))
                namesakes.push_back(&certificate);
        }
    }

    std::vector<Path> from(const keys::Certificate& certificate) {
        for (const Links links : {Links::Signed, Links::Named}) {
            links_ = links;
            steps_ = 0;
            chain_ = {certificate};
            const auto known = static_cast<std::ptrdiff_t>(paths_.size());
            extend();
            std::stable_sort(paths_.begin() + known, paths_.end(),
                             [](const Path& left, const Path& right) { return rank(left) < rank(right); });
        }
        return std::move(paths_);
    }

  private:
    /// What must hold between a certificate and its issuer.
    enum class Links { Signed, Named };

    static std::pair<std::ptrdiff_t, std::size_t> rank(const Path& path) {
        return {originRank(path.anchor->origin), path.certificates.size()};
    }

    /// Chains that are only named are dear to validate, and never good.
    bool isThrifty() const { return links_ == Links::Named && signatures_.spent(); }
    bool exhausted() const { return paths_.size() >= (isThrifty() ? 1 : kMaxPaths) || steps_ >= kMaxSteps; }

    bool isLinkedTo(const crypto::PublicKey& key) {
        return links_ == Links::Named || signatures_.isSignedBy(chain_.back(), key);
    }

    bool isLinkedTo(const keys::Certificate& issuer) {
        return links_ == Links::Named ||
               (issuer.publicKey().ok() && signatures_.isSignedBy(chain_.back(), issuer.publicKey().value()));
    }

    bool issues(const Anchor& anchor, const keys::Certificate& certificate, const std::string& issuer) const {
        return anchor.foldedSubject == issuer &&
               identifiersAgree(certificate.authorityKeyId(), anchor.subjectKeyId);
    }

    bool isSignedByAnchor(const keys::Certificate& certificate) {
        const std::string issuer = foldedName(certificate.issuer());
        return std::ranges::any_of(anchors_, [&](const Anchor& anchor) {
            return issues(anchor, certificate, issuer) && signatures_.isSignedBy(certificate, anchor.key);
        });
    }

    /// Namesakes that the certificate points at by a key identifier, then those without one; before both, in
    /// a search by signatures, those that an anchor signed: nobody can forge these.
    std::vector<const keys::Certificate*> issuersOf(const keys::Certificate& certificate,
                                                    const std::string& issuer) {
        const auto found = poolBySubject_.find(issuer);
        if (found == poolBySubject_.end())
            return {};
        std::vector<const keys::Certificate*> issuers = found->second;
        std::erase_if(issuers, [&](const auto* candidate) {
            return !identifiersAgree(certificate.authorityKeyId(), candidate->subjectKeyId());
        });
        std::stable_partition(issuers.begin(), issuers.end(),
                              [](const auto* candidate) { return !candidate->subjectKeyId().empty(); });
        if (links_ == Links::Signed && issuers.size() > 1)
            std::stable_partition(issuers.begin(), issuers.end(),
                                  [&](const auto* candidate) { return isSignedByAnchor(*candidate); });
        return issuers;
    }

    void extend() {
        const keys::Certificate last = chain_.back();
        const std::string issuer = foldedName(last.issuer());
        endAtAnchors(last, issuer);
        if (chain_.size() >= (isThrifty() ? kMaxThriftyLength : kMaxPathLength))
            return;
        for (const keys::Certificate* next : issuersOf(last, issuer)) {
            if (exhausted())
                return;
            ++steps_;
            if (std::ranges::find(chain_, *next) != chain_.end() || !isLinkedTo(*next))
                continue;
            chain_.push_back(*next);
            extend();
            chain_.pop_back();
        }
    }

    void endAtAnchors(const keys::Certificate& last, const std::string& issuer) {
        for (const Anchor& anchor : anchors_) {
            if (exhausted())
                return;
            const bool itself = anchor.certificate && *anchor.certificate == last;
            const bool issuedIt = issues(anchor, last, issuer);
            // A longer chain that runs into an anchor ended there already, one certificate before.
            if ((itself && chain_.size() == 1) || (!itself && issuedIt && isLinkedTo(anchor.key)))
                add(Path{chain_, &anchor});
        }
    }

    void add(Path path) {
        const bool known = std::ranges::any_of(paths_, [&path](const Path& other) {
            return other.anchor == path.anchor && other.certificates == path.certificates;
        });
        if (!known)
            paths_.push_back(std::move(path));
    }

    const std::vector<Anchor>& anchors_;
    std::map<std::string, std::vector<const keys::Certificate*>> poolBySubject_;
    SignatureChecks& signatures_;
    Links links_ = Links::Signed;
    std::vector<keys::Certificate> chain_;
    std::vector<Path> paths_;
    std::size_t steps_ = 0;
};

} // namespace

std::vector<Path> findPaths(const keys::Certificate& certificate, const std::vector<keys::Certificate>& pool,
                            const std::vector<Anchor>& anchors, SignatureChecks& signatures) {
    return Search(pool, anchors, signatures).from(certificate);
}

} // namespace tanba::trust
