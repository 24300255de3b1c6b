#pragma once

#include "core/base/clock.h"
#include "core/base/http_transport.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui::test {

/// A portal of the profile that a test plays: it lets everybody in whose challenge comes back signed, unless
/// the test says what goes wrong. A request that the profile does not know ends the test program. Used on any
/// thread; the program's side of it is a transport for each login.
class LoginPortalPlay : public std::enable_shared_from_this<LoginPortalPlay> {
  public:
    static constexpr const char* kOrigin = "https://kabinet.example";
    static constexpr const char* kCode = "482913";
    static constexpr const char* kQrText = "mobileSign:https://kabinet.example/mgov/q?id=abcdef";

    explicit LoginPortalPlay(const Clock& clock) : clock_(clock) {}

    /// Keeps the portal alive.
    std::unique_ptr<HttpTransport> transport();

    /// What can be asked; each is counted and can be made to go wrong.
    enum class Ask {
        Description,
        Challenge,
        Signature,
        SendCode,
        PostCode,
        StartQr,
        PollQr,
        Login,
        EndLogin,
        EndQr
    };
    /// The next such request is answered by a problem document.
    void refuse(Ask ask, const std::string& problem, int status, nlohmann::json more = {});
    /// The next such request does not get through.
    void drop(Ask ask, FailureCode code);
    /// The next such request gets this answer instead.
    void lie(Ask ask, std::function<HttpAnswer(HttpAnswer)> lie);
    int asked(Ask ask) const;
    /// The answer of a login that is complete, with this end of its ticket; empty: none is told.
    HttpAnswer completedUntil(const std::string& ticketExpires);
    /// Everything that the program sent, one after the other.
    std::string sent() const;

    // How the portal is; to be said before the login.
    nlohmann::json description() const;
    nlohmann::json& sms() { return sms_; }
    nlohmann::json& links() { return links_; }
    std::vector<std::string>& factors() { return factors_; }
    /// Why SMS cannot be used for this account; empty: it can.
    void setSmsObstacle(const std::string& reason) { smsObstacle_ = reason; }
    void setSubject(const std::string& name) { subject_ = name; }
    /// Another code can be had only then, though this login has sent none: an earlier one did.
    void setCoolDown(Time until) { coolDown_ = until; }
    /// The phone's side of the QR code: "pending", "scanned", "confirmed", "rejected", "expired".
    void setQr(const std::string& state);
    /// How the login stands that an earlier run began.
    void setState(const std::string& state) { state_ = state; }

  private:
    struct Trouble {
        std::optional<FailureCode> dropped;
        std::function<HttpAnswer(HttpAnswer)> lie;
    };

    Result<HttpAnswer> answer(const HttpRequest& request);
    Ask askOf(const HttpRequest& request, const std::string& path) const;
    HttpAnswer answerTo(Ask ask, const nlohmann::json& body);
    HttpAnswer jsonAnswer(int status, const nlohmann::json& json,
                          const char* type = "application/json") const;
    nlohmann::json login() const;
    nlohmann::json qr() const;
    std::string stamp(std::chrono::seconds after = {}) const;
    nlohmann::json ending() const;

    friend class PlayedTransport;

    const Clock& clock_;
    mutable std::recursive_mutex mutex_;
    std::map<Ask, std::deque<Trouble>> troubles_;
    std::map<Ask, int> asked_;
    std::string sent_;

    nlohmann::json sms_ = {{"sender", "KABINET"},
                           {"code_length", 6},
                           {"lifetime_s", 180},
                           {"resend_after_s", 60},
                           {"max_attempts", 3},
                           {"max_resends", 3},
                           {"roaming_required_abroad", true}};
    nlohmann::json links_ = {{"register_phone", "https://kabinet.example/phone"},
                             {"support", "https://help.kabinet.example/"}};
    std::vector<std::string> factors_ = {"sms", "qr"};
    std::string smsObstacle_;
    std::string subject_ = "ТЕСТОВ ТЕСТ";
    std::string state_ = "challenge_issued";
    std::string qrState_ = "pending";
    bool qrAlone_ = false;
    std::optional<Time> codeSent_;
    std::optional<Time> coolDown_;
    int attempts_ = 3;
    int resends_ = 3;
};

} // namespace tanba::gui::test
