#pragma once

#include "core/base/time.h"
#include "core/keys/kz_profile.h"
#include "core/sign/evidence.h"
#include "core/sign/reason.h"
#include "core/trust/anchors.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::trust {

/// Three different answers; the order is from best to worst.
enum class Verdict { Valid, Indeterminate, Invalid };
std::string_view verdictName(Verdict verdict); ///< "valid", "invalid", "indeterminate"

enum class ChainStatus { Ok, NoAnchor, Expired, NotYetValid, WrongUsage, Broken };
std::string_view chainName(ChainStatus status);

enum class RevocationStatus { Good, Revoked, Unknown };
std::string_view revocationName(RevocationStatus status);

std::string_view anchorOriginName(AnchorOrigin origin); ///< "national", "yours", "test"

struct TimestampReport {
    Time time{};
    bool valid = false;    ///< proved: imprint, signature, chain and purpose of the authority are right
    std::string authority; ///< the time-stamp authority's name
};

/// How a statement about revocation came here.
enum class EvidenceSource {
    File,   ///< the signed file carries it
    Folder, ///< the user gave it
    Online, ///< a server answered in this run
    Kept,   ///< fetched in an earlier run and kept since
};
std::string_view evidenceSourceName(EvidenceSource source); ///< "file", "folder", "online", "kept"

/// Where the knowledge about revocation came from and how old it is.
struct RevocationEvidence {
    std::string kind; ///< "crl", "ocsp"
    std::string issuer;
    Time producedAt{};
    std::optional<Time> nextUpdate;
    EvidenceSource source = EvidenceSource::File;
    std::string host{}; ///< that was asked; empty when nobody was
};

struct SignatureReport {
    sign::Format format = sign::Format::CmsAttached;
    Verdict verdict = Verdict::Indeterminate;
    sign::Integrity integrity = sign::Integrity::SignatureWrong;
    ChainStatus chain = ChainStatus::NoAnchor;
    RevocationStatus revocation = RevocationStatus::Unknown;
    std::optional<keys::Certificate> certificate;
    keys::KzProfile signer;
    std::optional<crypto::SignatureScheme> scheme;
    std::optional<Time> claimedTime;
    std::optional<TimestampReport> timestamp;
    /// The moment for which everything was judged: the proved time stamp's, else now or the time asked for.
    Time judgedAt{};
    bool judgedAtProved = false;
    std::optional<AnchorOrigin> anchor;
    std::vector<std::string> chainNames; ///< subjects from the signer to the anchor
    std::vector<RevocationEvidence> evidence;
    std::vector<sign::Reason> reasons;
};

/// Verification of one file; what JSON, HTML and the interface are made from.
struct Report {
    std::string inputName;
    std::uint64_t inputSize = 0;
    std::string inputSha256;                  ///< hex
    Verdict verdict = Verdict::Indeterminate; ///< the worst of its signatures
    std::vector<SignatureReport> signatures;
    sign::ContentClass contentClass = sign::ContentClass::Document;
    Time verifiedAt{};
    std::string policy;    ///< kPolicyId, kOnlinePolicyId
    std::string anchorSet; ///< TrustStore::setId
    std::string programVersion;
};

/// What the facts and reasons of a signature come to, by the tables in verdict.cpp; `verdict` itself is not
/// looked at.
Verdict verdictOf(const SignatureReport& signature);
/// Indeterminate when there is no signature at all.
Verdict worstOf(const std::vector<SignatureReport>& signatures);

inline constexpr std::string_view kPolicyId = "tanba-offline-1";
/// The same rules, with the authority's servers asked about the signers' certificates.
inline constexpr std::string_view kOnlinePolicyId = "tanba-online-1";

} // namespace tanba::trust
