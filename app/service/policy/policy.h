#pragma once

#include "app/service/consent/consent.h"
#include "core/keys/certificate.h"
#include "core/trust/anchors.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tanba::service {

/// What one site may have without a person.
struct PolicyRule {
    std::string origin; ///< exactly, as sign::normaliseOrigin() writes it
    std::vector<ConsentFormat> formats;
    enum class Identity { Keep, Show };
    Identity identity = Identity::Keep; ///< whether it may learn whose key it is
};

/// The rules of automatic consent (README.md beside this file). Without rules nothing is permitted.
struct ConsentPolicy {
    std::vector<PolicyRule> rules;
    std::filesystem::path log; ///< absolute
};

/// @param text JSON of at most 64 KiB; members that nobody knows are a mistake.
/// @returns policy.malformed, with what is wrong as detail.
Result<ConsentPolicy> readPolicy(std::string_view text);

/// What the policy says about a question, whoever's key it is: policy.refused with the reason as detail.
/// Logins, bare hashes and files are never permitted, nor anything for a program whose origin is not
/// believed.
Outcome permits(const ConsentPolicy& policy, const ConsentQuestion& question);

/// A key of a demonstration or of the authority's public test authorities: no person is bound by it.
bool isTestKey(const keys::Certificate& certificate, const trust::TrustStore& trust);

/// policy.key_refused unless the key may sign without its person: that of an information system
/// (1.2.398.3.3.4.1.2.6), of a demonstration, or of the authority's public test authorities. There is no
/// override (SECURITY.md, rule 11).
Outcome permitsKey(const keys::Certificate& certificate, const trust::TrustStore& trust);

std::string_view policyFormatName(ConsentFormat format); ///< "cms", "cms-detached", "xml", "raw"

} // namespace tanba::service
