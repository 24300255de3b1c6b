#pragma once

#include "core/base/clock.h"
#include "core/portal/login.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"
#include "tests/support/scripted_http.h"
#include "tests/support/test_pki.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::test {

using Json = nlohmann::json;

inline const std::string kOrigin = "https://portal.example";
inline const std::string kLoginId = "login-0123456789abcdef";
inline const std::string kQrId = "qr-0123456789abcdefgh";
inline const std::string kTicket = "ticket~secret+value/1";
inline const std::string kFinish = kOrigin + "/finish?ticket=secret";
inline const std::string kGoodCode = "135790";
inline constexpr const char* kRecordPath = "/data/portal-login.json";

/// Which request of the profile, by its method and what follows the origin.
inline const std::string kDescribe = "GET /.well-known/eds-portal";
inline const std::string kChallenge = "POST /auth/v1/challenge";
inline const std::string kSignature = "POST /auth/v1/logins/" + kLoginId + "/signature";
inline const std::string kSend = "POST /auth/v1/logins/" + kLoginId + "/otp/send";
inline const std::string kCode = "POST /auth/v1/logins/" + kLoginId + "/otp";
inline const std::string kGetLogin = "GET /auth/v1/logins/" + kLoginId;
inline const std::string kEndLogin = "DELETE /auth/v1/logins/" + kLoginId;
inline const std::string kStartQr = "POST /auth/v1/qr";
inline const std::string kPoll = "GET /auth/v1/qr/" + kQrId + "?wait=20";
inline const std::string kEndQr = "DELETE /auth/v1/qr/" + kQrId;
inline const std::string kToken = "POST /auth/v1/token";

HttpAnswer jsonAnswer(int status, const Json& json);
/// What a server in front of a portal says when the portal is away.
HttpAnswer gatewayPage();
HttpAnswer problemAnswer(int status, const std::string& name, const Json& more = Json::object());

/// A whole portal of the profile in memory that answers as told; asked for anything else it ends the test
/// program (ScriptedHttp).
class ScriptedPortal {
  public:
    using Reply = std::function<Result<HttpAnswer>(const HttpRequest&)>;

    ScriptedPortal();

    /// Instead of the usual answer, once.
    void next(const std::string& request, Reply reply);
    void next(const std::string& request, Result<HttpAnswer> reply);

    /// Requests so far, each "METHOD /path".
    std::vector<std::string> asked() const;
    std::size_t count(const std::string& request) const;
    /// The last body that came with this request.
    std::string body(const std::string& request) const;

    Json description() const;
    /// The usual answer to POST challenge for this client nonce.
    Json challenge(const std::string& clientNonce) const;
    std::string challengeText(const std::string& clientNonce) const;
    Json login(const std::string& state) const;
    Json completed() const;
    Json qr(const std::string& state) const;

    ScriptedHttp http;
    FixedClock clock{goodTime()};
    MemoryFileStore disk;
    /// What the portal's clock shows beyond ours.
    std::chrono::seconds ahead{0};
    std::string loginState = "challenge_issued";
    std::string qrState = "pending";
    bool smsSent = false;
    int attemptsLeft = 3;

    portal::LoginPorts ports() { return {http, clock, disk, kRecordPath}; }

  private:
    Result<HttpAnswer> answer(const std::string& name, const HttpRequest& request);
    HttpAnswer usual(const std::string& name, const HttpRequest& request);

    mutable std::mutex mutex_;
    std::map<std::string, std::deque<Reply>> replies_;
    std::vector<std::string> asked_;
    std::map<std::string, std::string> bodies_;
};

/// A key of the Kazakh profile, and a session of it.
const Identity& signerIdentity();

/// A login that was brought to a stage; a failure on the way fails the test.
void describeAndBegin(portal::Login& login, portal::Format format = portal::Format::XmlDsig);
void bringToSecondFactor(portal::Login& login);
SecretBytes secret(std::string_view text);

} // namespace tanba::test
