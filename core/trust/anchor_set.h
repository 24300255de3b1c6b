#pragma once

#include "core/keys/certificate.h"
#include "core/trust/anchors.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::trust {

/// One end of chains: a row of the tables or a certificate of the user's, made ready for comparing.
struct Anchor {
    AnchorOrigin origin = AnchorOrigin::National;
    keys::Name subject;
    std::string foldedSubject;
    Bytes subjectKeyId;
    crypto::PublicKey key;
    /// What OpenSSL is given: the user's certificate or a synthetic one.
    Bytes certificateDer;
    /// Present for the user's anchors.
    std::optional<keys::Certificate> certificate;
    /// For rows of the tables: the row itself, then those above it up to its root.
    std::vector<Authority> authorities;
    /// False for an intermediate whose root the table lacks: its chains end nowhere.
    bool complete = true;
};

/// Every anchor of a store whose key this program can use: the user's first, then the national, then the test
/// ones.
std::vector<Anchor> anchorsOf(const TrustStore& store);

} // namespace tanba::trust
