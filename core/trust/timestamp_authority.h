#pragma once

#include "core/base/oid.h"
#include "core/base/result.h"
#include "core/crypto/algorithms.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::trust {

/// Where time stamps come from, and under which policies.
struct TimestampAuthority {
    enum class ChosenBy {
        Table, ///< resources/timestamp-authority.json: only a listed host is asked
        User,  ///< an address that the user typed in person, which is their decision for that host
    };
    struct Policy {
        crypto::DigestAlgorithm imprint;
        Oid policy;
    };

    std::string address;
    ChosenBy chosenBy = ChosenBy::Table;
    std::vector<Policy> policies;

    /// The national authority.
    static Result<TimestampAuthority> builtIn();
    /// The same form of table; internal when it is not one.
    static Result<TimestampAuthority> fromJson(std::string_view text);
    /// Somebody else's, under whichever policy they choose. network.address_refused when it is no address.
    static Result<TimestampAuthority> ofUser(std::string address);

    /// What is asked for with this imprint; nothing leaves the choice to the authority.
    std::optional<Oid> policyFor(crypto::DigestAlgorithm imprint) const;
};

} // namespace tanba::trust
