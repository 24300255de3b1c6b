#pragma once

#include "tests/portal/portal.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::reference_portal {

class TestClock : public Clock {
  public:
    Time now() const override { return now_; }
    void pass(std::chrono::seconds time) { now_ += time; }

  private:
    Time now_ = test::goodTime();
};

/// Time passes when a test says so.
class TestTimers : public Timers {
  public:
    void after(std::chrono::milliseconds time, std::function<void()> task) override {
        waiting.push_back({time, std::move(task)});
    }
    /// Runs everything that waits.
    void runAll();

    struct Waiting {
        std::chrono::milliseconds time;
        std::function<void()> task;
    };
    std::deque<Waiting> waiting;
};

/// What came back.
struct Came {
    SentAnswer answer;

    unsigned status() const { return answer.reply.status; }
    nlohmann::json json() const { return nlohmann::json::parse(answer.reply.body, nullptr, false); }
    std::string text(const char* member) const { return json().value(member, std::string()); }
    /// "otp_wrong"; empty for what is no problem.
    std::string problem() const;
    std::string field(const std::string& name) const;
};

/// The keys of all worlds of a process: making them takes longer than a test.
struct People {
    static People& all();

    test::Authority authority;
    test::Identity person, head, loginKey, signingKey, unknown, stranger, noPhone, wrongRole;
};

/// A portal with people, a clock and a telephone network, asked without sockets.
class PortalWorld {
  public:
    explicit PortalWorld(Settings settings = {});

    static constexpr std::uint16_t kPort = 4443;
    static constexpr const char* kOrigin = "https://127.0.0.1:4443";
    /// SHA-256 of kVerifier (RFC 7636 appendix B).
    static constexpr const char* kVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static constexpr const char* kCodeChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// The answer; the test fails when there is none yet.
    Came ask(const std::string& method, const std::string& target, const nlohmann::json& body = nullptr,
             const std::string& language = "en");
    Came askRaw(const RequestHead& head, const std::string& body);
    /// An answer that may come later.
    std::shared_ptr<std::optional<Came>> begin(const std::string& method, const std::string& target);

    nlohmann::json challenge(const std::string& format = "xmldsig");
    /// Signed as the format of the challenge wants it.
    std::string sign(const test::Identity& identity, const nlohmann::json& challenge);
    Came postSignature(const test::Identity& identity, const nlohmann::json& challenge,
                       const std::string& factor = "none");
    /// A login of this person at its second stage: its id.
    std::string secondStage(const test::Identity& identity, const std::string& factor = "none");
    Came sendCode(const std::string& loginId);
    Came postCode(const std::string& loginId, const std::string& code);
    /// Of the latest SMS; empty when there is none.
    std::string latestCode();
    std::size_t smsCount();
    /// One that is not `code`.
    static std::string otherCode(std::string code);
    Came phone(const std::string& scanName, const std::string& what, const std::string& account = "person");
    Came redeem(const std::string& ticket, const std::string& verifier);
    /// The name in the address of a QR.
    static std::string scanNameOf(const Came& qr);

    void revoke(const test::Identity& identity);

    TestClock clock;
    TestTimers timers;
    Settings settings;

    People& people;
    const test::Identity& person;     ///< account "person"
    const test::Identity& head;       ///< account "company"
    const test::Identity& loginKey;   ///< RSA, account "person" as well
    const test::Identity& signingKey; ///< RSA, not for logins
    const test::Identity& unknown;    ///< no account
    const test::Identity& stranger;   ///< of an authority nobody knows
    const test::Identity& noPhone;    ///< account without a number
    const test::Identity& wrongRole;  ///< employee of a company that lets only its head in
    std::filesystem::path folder;

  private:
    void writeLists(const std::vector<test::RevokedSerial>& revoked);

    std::vector<test::RevokedSerial> revoked_;
    std::unique_ptr<FileStore> files_;
    std::unique_ptr<Accounts> accounts_;
    std::unique_ptr<SignatureJudge> judge_;
    std::unique_ptr<Outbox> outbox_;
    std::unique_ptr<Portal> portal_;
};

} // namespace tanba::reference_portal
