#pragma once

#include "tests/portal/completion.h"
#include "tests/portal/exchange.h"
#include "tests/portal/qr_desk.h"

namespace tanba::reference_portal {

/// The requests about a login with a key: challenge, signature, code, state, cancel.
class LoginDesk {
  public:
    struct Parts {
        const Settings& settings;
        const Clock& clock;
        const Accounts& accounts;
        const SignatureJudge& judge;
        Logins& logins;
        SmsCodes& codes;
        Completion& completion;
        QrDesk& qr;
    };
    explicit LoginDesk(Parts parts) : parts_(parts) {}

    Answer challenge(const Request& request);
    /// Certificate and signature are judged before the account is looked up: without a good signature nobody
    /// learns who has an account here, or a number.
    Answer signature(const Request& request, const std::string& loginId);
    Answer sendCode(const Request& request, const std::string& loginId);
    Answer code(const Request& request, const std::string& loginId);
    Answer state(const Request& request, const std::string& loginId);
    Answer cancel(const Request& request, const std::string& loginId);

  private:
    Login* find(const Request& request, const std::string& loginId) const;
    std::optional<Problem> admit(Login& login, const Signer& signer) const;
    Json json(const Login& login) const;
    Json subjectJson(const Login& login) const;
    Json factorsJson(const Login& login) const;
    Json smsJson(const Login& login) const;
    Answer afterCodes(Login& login, std::optional<Problem> problem) const;

    Parts parts_;
};

} // namespace tanba::reference_portal
