#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <string>
#include <string_view>

namespace tanba::reference_portal {

/// What a client signs: it says for whom, by when, and in answer to which request.
struct Challenge {
    std::string origin;
    std::string nonce;
    std::string clientNonce;
    Time expires{};

    /// The text that is signed. The root has no name space of its own: so has the row "profile" of
    /// resources/login-shapes.json, by which clients recognise it.
    /// @param surprise put into it as well, for clients that must notice
    std::string text(std::string_view surprise = {}) const;
};

} // namespace tanba::reference_portal
