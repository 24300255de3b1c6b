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
    Search(const std::vector<keys::Certificate>& pool, const std::vector<Anchor>& anchors)
        : anchors_(anchors) {
        for (const keys::Certificate& certificate : pool)
            poolBySubject_.emplace(foldedName(certificate.subject()), &certificate);
    }

    std::vector<Path> from(const keys::Certificate& certificate) {
        chain_ = {certificate};
        extend();
        std::ranges::stable_sort(paths_, {}, [](const Path& path) {
            return std::pair(originRank(path.anchor->origin), path.certificates.size());
        });
        return std::move(paths_);
    }

  private:
    bool exhausted() const { return paths_.size() >= kMaxPaths || steps_ >= kMaxSteps; }

    void extend() {
        const keys::Certificate last = chain_.back();
        const std::string issuer = foldedName(last.issuer());
        endAtAnchors(last, issuer);
        if (chain_.size() >= kMaxPathLength)
            return;
        const auto [begin, end] = poolBySubject_.equal_range(issuer);
        for (auto candidate = begin; candidate != end && !exhausted(); ++candidate) {
            ++steps_;
            const keys::Certificate& next = *candidate->second;
            if (!identifiersAgree(last.authorityKeyId(), next.subjectKeyId()) ||
                std::ranges::find(chain_, next) != chain_.end())
                continue;
            chain_.push_back(next);
            extend();
            chain_.pop_back();
        }
    }

    void endAtAnchors(const keys::Certificate& last, const std::string& issuer) {
        for (const Anchor& anchor : anchors_) {
            if (exhausted())
                return;
            const bool itself = anchor.certificate && *anchor.certificate == last;
            const bool issuedIt = anchor.foldedSubject == issuer &&
                                  identifiersAgree(last.authorityKeyId(), anchor.subjectKeyId);
            // A longer chain that runs into an anchor ended there already, one certificate before.
            if ((itself && chain_.size() == 1) || (!itself && issuedIt))
                paths_.push_back(Path{chain_, &anchor});
        }
    }

    const std::vector<Anchor>& anchors_;
    std::multimap<std::string, const keys::Certificate*> poolBySubject_;
    std::vector<keys::Certificate> chain_;
    std::vector<Path> paths_;
    std::size_t steps_ = 0;
};

} // namespace

std::vector<Path> findPaths(const keys::Certificate& certificate, const std::vector<keys::Certificate>& pool,
                            const std::vector<Anchor>& anchors) {
    return Search(pool, anchors).from(certificate);
}

} // namespace tanba::trust
