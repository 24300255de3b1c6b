#pragma once

#include "core/base/http_address.h"
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tanba::portal::mobile {

/// What a site may ask for beside signed documents (SECURITY.md, rule 13).
enum class HostUse {
    Login, ///< a signed login in front of the documents (Eds)
    Bytes, ///< bare signature values (SIGN_BYTES_ARRAY)
};

/// The sites of resources/mobile-sign-hosts.json, and what each may ask for.
class SigningHosts {
  public:
    /// The table that is part of the program.
    static const SigningHosts& builtIn();
    /// The same form of table; input.unknown_format.
    static Result<SigningHosts> fromJson(std::string_view text);

    /// True when a row has this very host at the usual port of https.
    bool allow(const HttpAddress& address, HostUse use) const;

  private:
    std::vector<std::pair<std::string, HostUse>> rows_;
};

} // namespace tanba::portal::mobile
