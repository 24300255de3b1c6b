#pragma once

#include "core/base/secret_bytes.h"
#include "core/portal/description.h"
#include "core/portal/exchange.h"

#include <string>

namespace tanba::portal {

/// The questions of a login, as the profile puts them (docs/portal-profile/openapi.yaml).
class LoginQuestions {
  public:
    /// @param base PortalDescription::authBase
    explicit LoginQuestions(std::string base) : base_(std::move(base)) {}

    Question challenge(const std::string& clientNonce, Format format, const std::string& codeChallenge) const;
    /// @param signedChallenge XML text, or a CMS in base64
    Question signature(const std::string& loginId, Bytes signedChallenge) const;
    Question sendCode(const std::string& loginId) const;
    Question postCode(const std::string& loginId, const SecretBytes& code) const;
    /// @param loginId of the login whose second factor it is; empty for a login by phone alone
    Question startQr(const std::string& loginId, const std::string& codeChallenge) const;
    Question pollQr(const std::string& qrId, std::chrono::seconds wait) const;
    Question login(const std::string& loginId) const;
    Question endLogin(const std::string& loginId) const;
    Question endQr(const std::string& qrId) const;
    Question token(const SecretBytes& ticket, const SecretBytes& codeVerifier) const;

  private:
    Question get(const std::string& path) const;
    Question post(const std::string& path, Bytes json, int wantedStatus) const;
    Question remove(const std::string& path) const;

    std::string base_;
};

} // namespace tanba::portal
