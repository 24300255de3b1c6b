#pragma once

#include "tests/portal/accounts.h"
#include "tests/portal/challenge.h"
#include "tests/portal/signature_judge.h"

#include <map>
#include <optional>
#include <string>

namespace tanba::reference_portal {

/// Where a login ends: what its client is given.
struct Ending {
    std::string ticket;
    std::string finishUrl;
    Time expires{};
};

/// The role in which the certificate's holder acts: "head of a legal entity" rather than "legal entity".
/// Empty when it names none.
std::string roleOid(const keys::KzProfile& profile);

enum class LoginState { ChallengeIssued, SecondFactorRequired, Completed, Locked, Expired, Cancelled };
std::string_view loginStateName(LoginState state); ///< as in the profile

/// A login with a key.
struct Login {
    std::string id;
    LoginState state = LoginState::ChallengeIssued;
    SignatureFormat format = SignatureFormat::XmlDsig;
    Challenge challenge;
    ChallengeUse use = ChallengeUse::Kept;
    std::string codeChallenge; ///< PKCE, S256
    Time expires{};
    const Account* account = nullptr; ///< once the signature was judged good
    std::optional<Signer> signer;
    std::optional<Ending> ending;
};

/// The logins under way. Those that are over are remembered for a while, so that a client that asks learns
/// how they ended. Challenges that nobody has signed cost their sender nothing: they are forgotten as soon as
/// they expire, and the oldest of them gives way to a new one, so that they keep nobody out.
class Logins {
  public:
    static constexpr std::size_t kMaxLogins = 10'000;
    static constexpr std::chrono::minutes kRememberedFor{10};

    /// False when there are as many as there may be, all of them signed.
    bool makeRoom(Time now);
    Login& add(Login login);
    /// Null for an unknown one, and for one that was begun at another name of this portal. Its time may just
    /// be over: then its state says so.
    Login* find(const std::string& id, const std::string& origin, Time now);

  private:
    void forgetOld(Time now);

    std::map<std::string, Login> all_;
    Time lookedAt_{};
};

bool isOver(LoginState state);

} // namespace tanba::reference_portal
