#pragma once

#include "core/base/time.h"
#include "core/keys/certificate.h"
#include "core/sign/reason.h"
#include "core/trust/anchor_set.h"
#include "core/trust/signature_checks.h"
#include "core/trust/verdict.h"

#include <string>
#include <vector>

namespace tanba::trust {

/// The moment for which something is judged, and whether a time stamp proves it.
struct JudgingTime {
    Time at{};
    bool proved = false;
};

/// A chain from a certificate to an anchor.
struct Path {
    /// The certificate first; without the anchor, unless the certificate is the anchor itself.
    std::vector<keys::Certificate> certificates;
    const Anchor* anchor = nullptr;

    /// True when certificates[index] is the anchor itself, which nobody above it vouches for.
    bool isAnchor(std::size_t index) const;
    /// True when a certificate in it says of itself that it is only a demonstration
    /// (keys/demo_certificate.h).
    bool demonstration() const;
    /// Whose word the chain ends on; none without an anchor. A demonstration is a test, whoever vouches for
    /// it.
    std::optional<AnchorOrigin> origin() const;
    /// Subjects from the certificate to the root.
    std::vector<std::string> names() const;
};

struct PathResult {
    ChainStatus status = ChainStatus::NoAnchor;
    std::vector<sign::Reason> reasons;
    /// Without an anchor when there is no way to any.
    Path path;
};

/// Finds and validates chains (README.md, "Chains"). Immutable, may be used from several threads.
class PathValidator {
  public:
    explicit PathValidator(const TrustStore& store) : anchors_(anchorsOf(store)) {}
    PathValidator(const PathValidator&) = delete;
    PathValidator& operator=(const PathValidator&) = delete;

    /// The best chain for `certificate`: the first that is right in every respect, else the one with the
    /// least wrong. The anchor in it belongs to this validator.
    /// @param pool other certificates at hand, trusted in nothing.
    /// @param signatures of the file from which they come; its budget may leave chains unfound.
    PathResult validate(const keys::Certificate& certificate, const std::vector<keys::Certificate>& pool,
                        JudgingTime time, SignatureChecks& signatures) const;
    /// The same by itself.
    PathResult validate(const keys::Certificate& certificate, const std::vector<keys::Certificate>& pool,
                        JudgingTime time) const;

    const std::vector<Anchor>& anchors() const { return anchors_; }

  private:
    std::vector<Anchor> anchors_;
};

} // namespace tanba::trust
