#pragma once

#include "core/base/clock.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/private_key.h"
#include "tests/portal/exchange.h"
#include "tests/portal/logins.h"
#include "tests/portal/settings.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tanba::reference_portal {

/// Who is in, and how they proved themselves.
struct Entered {
    std::string origin;
    std::string codeChallenge;
    const Account* account = nullptr;
    std::optional<Signer> signer;     ///< none: by phone alone
    std::vector<std::string> methods; ///< RFC 8176
};

/// The end of a login: a ticket for its client, and tokens for who has the ticket and the verifier (RFC
/// 7636). Identity tokens are signed with ES256 by a key of this run, which is published (RFC 7515, 7517,
/// 7518).
class TokenDesk {
  public:
    /// random.unavailable.
    static Result<std::unique_ptr<TokenDesk>> make(const Settings& settings, const Clock& clock);

    /// Nothing when there is no randomness.
    std::optional<Ending> finish(const Entered& entered);
    void revoke(const std::string& ticket) { tickets_.erase(ticket); }
    /// POST of the token endpoint. A ticket is used up by the first attempt, a wrong one included.
    Answer redeem(const Request& request);
    /// The public key, as a JWK set.
    HttpReply keys() const;

  private:
    struct Ticket {
        Entered entered;
        Time made{};
        Time expires{};
    };
    TokenDesk(const Settings& settings, const Clock& clock, crypto::PrivateKey key, SecretBytes subjectKey)
        : settings_(settings), clock_(clock), key_(std::move(key)), subjectKey_(std::move(subjectKey)) {}

    Result<std::string> identityToken(const Ticket& ticket) const;
    Json claimsOf(const Ticket& ticket) const;
    std::string keyName() const;
    ByteView publicPoint() const;

    const Settings& settings_;
    const Clock& clock_;
    crypto::PrivateKey key_;
    SecretBytes subjectKey_;
    std::map<std::string, Ticket> tickets_;
};

} // namespace tanba::reference_portal
