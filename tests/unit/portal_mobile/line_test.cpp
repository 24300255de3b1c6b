#include "app/net/http_transport.h"
#include "core/base/encoding.h"
#include "core/sign/cms_verifier.h"
#include "tests/support/far_away.h"
#include "tests/support/fixtures.h"
#include "tests/support/loopback_server.h"
#include "tests/support/online_extensions.h"
#include "tests/unit/cardreader/simulated/simulated_support.h"
#include "tests/unit/portal_mobile/site.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

// The whole way over TLS, with the transport that ships: names are looked up, judged, and connected to.
namespace tanba::test {
namespace {

using namespace portal::mobile;
using namespace std::chrono_literals;

const std::string kHost = "sign.example.kz";
const std::string kThere = std::string(FarAway::kAddress) + ":443";

Authority& root() {
    static Authority made = Authority::makeRoot(crypto::KeyAlgorithm::Ec, "TLS ROOT");
    return made;
}

ServedTls certifiedBy(Authority& authority, const std::string& host) {
    CertificateProfile profile = CertificateProfile::ocspResponder();
    const Time now = SystemClock().now();
    profile.commonName = "SERVER";
    profile.extendedKeyUsage = {"1.3.6.1.5.5.7.3.1"};
    profile.moreExtensions = {serverName(host)};
    profile.notBefore = now - std::chrono::days(1);
    profile.notAfter = now + std::chrono::days(1);
    return {authority.issue(crypto::KeyAlgorithm::Ec, profile), ServedTls::Newest::Tls13};
}

net::NetworkSettings believing(Authority& authority) {
    const std::filesystem::path path = scratchFolder() / "roots.pem";
    std::ofstream(path) << toPem("CERTIFICATE", authority.certificate().der());
    return {20s, path};
}

/// A site with a signing QR at an address of the public Internet.
class SiteOnTheLine {
  public:
    explicit SiteOnTheLine(const std::string& host = kHost, std::optional<ServedTls> tls = std::nullopt)
        : invitation(invitationOf("https://" + host)),
          documents(offerOf("CMS_SIGN_ONLY", {documentOf(contractText())})),
          link_(readLink("mobileSign:https://" + host + "/sign/1?mgovSign").value()),
          network_(believing(root())),
          server_([this](const ServedRequest& asked, ServedConnection& line) { serve(asked, line); },
                  tls ? tls : certifiedBy(root(), host)),
          far_(host, server_.port()) {}

    // What it says; set before it is asked.
    Json invitation;
    Json documents;
    /// Answers in its stead when it returns true.
    std::function<bool(const ServedRequest&, ServedConnection&)> lie;

    FarAway& far() { return far_; }
    std::vector<ServedRequest> requests() const { return server_.requests(); }
    Json returned() const { return Json::parse(server_.requests().back().body); }

    Result<Invitation> invite(const WorkControl& control = {}) {
        return fetchInvitation(link_, means(), control);
    }
    /// All of it; "ok", or the code of the step that failed.
    std::string signAll(keys::KeySession& session) {
        const auto invited = invite();
        if (!invited.ok())
            return outcome(invited);
        const auto offered = fetchOffer(invited.value(), means(), &session, {});
        if (!offered.ok())
            return outcome(offered);
        auto answer = signOffer(offered.value(), invited.value().documents, SigningHosts::builtIn(), session,
                                goodTime(), {});
        return answer.ok() ? outcome(sendSigned(invited.value(), std::move(answer).value(), means(), {}))
                           : outcome(answer);
    }

  private:
    VisitMeans means() { return {network_, clock_, SigningHosts::builtIn(), "kk"}; }
    void serve(const ServedRequest& asked, ServedConnection& line) const {
        if (lie && lie(asked, line))
            return;
        const std::string first = asked.line();
        const std::string body = first.starts_with("PUT ")           ? "{}"
                                 : first.starts_with("GET /sign/1?") ? invitation.dump()
                                                                     : documents.dump();
        line.send(httpAnswer("200 OK", "application/json", viewOf(body)));
    }

    SignLink link_;
    FixedClock clock_{goodTime()};
    net::NetworkTransport network_;
    LoopbackServer server_;
    FarAway far_;
};

/// A key of the simulated card, opened at the table.
struct CardInHand {
    explicit CardInHand(std::string_view keyId, std::initializer_list<std::string_view> typed = {"1234"})
        : pins(typed), token(table.token()), key(keyOf(*token, keyId)) {}
    Result<std::unique_ptr<keys::KeySession>> open() { return key->open(pins, nullptr); }

    CardOnTable table;
    ScriptedPins pins;
    std::unique_ptr<keys::Token> token;
    std::unique_ptr<keys::SigningKey> key;
};

bool verifies(const Json& returned, std::size_t index = 0) {
    const auto text = returned["documentsToSign"][index]["document"]["file"]["data"].get<std::string>();
    const Bytes cms = fromBase64(text).value();
    const Bytes content = toBytes(contractText());
    MemoryInput input(cms);
    MemoryInput beside(content);
    const auto verified = sign::verifyCms(input, &beside, {});
    return verified.ok() && verified.value().signatures.front().integrity == sign::Integrity::Ok;
}

TEST(MobileLine, ACardSignsAndEachStepGoesToTheAddressThatWasJudged) {
    for (const char* keyId : {"gost512", "rsa2048"}) {
        SiteOnTheLine site;
        CardInHand card(keyId);
        const auto session = card.open();
        ASSERT_EQ(outcome(session), "ok");
        ASSERT_EQ(site.signAll(*session.value()), "ok") << keyId;
        ASSERT_EQ(site.requests().size(), 3U);
        for (const ServedRequest& request : site.requests())
            EXPECT_EQ(request.field("Host"), kHost);
        EXPECT_EQ(site.far().questions(), 3U);
        EXPECT_EQ(site.far().connections(), std::vector<std::string>(3, kThere));
        EXPECT_TRUE(verifies(site.returned()));
    }
}

TEST(MobileLine, AListedSiteGetsItsLoginFromTheCard) {
    SiteOnTheLine site("sigex.kz");
    site.invitation["document"]["auth_type"] = "Eds";
    CardInHand card("gost512");
    const auto session = card.open();
    ASSERT_EQ(outcome(session), "ok");
    ASSERT_EQ(site.signAll(*session.value()), "ok");
    const ServedRequest post = site.requests().at(1);
    EXPECT_EQ(post.line(), "POST /documents/1 HTTP/1.1");
    EXPECT_NE(Json::parse(post.body).at("xml").get<std::string>().find("https://sigex.kz/documents/1"),
              std::string::npos);
}

TEST(MobileLine, AWrongPinOnceSendsNothingAndTheNextOneGoesOn) {
    SiteOnTheLine site;
    CardInHand card("rsa2048", {"0000", "1234"});
    EXPECT_EQ(outcome(card.open()), "pin.wrong");
    const auto session = card.open();
    ASSERT_EQ(outcome(session), "ok");
    EXPECT_EQ(site.signAll(*session.value()), "ok");
    EXPECT_EQ(site.requests().size(), 3U);
}

TEST(MobileLine, ACardThatIsPulledInTheMiddleSendsNothingAndTheSameDocumentsCanBeSignedAgain) {
    SiteOnTheLine site;
    site.documents = offerOf("CMS_SIGN_ONLY", {documentOf(contractText()), documentOf(contractText()),
                                               documentOf(contractText())});
    CardInHand card("rsa2048", {"1234", "1234"});
    {
        const auto session = card.open();
        ASSERT_EQ(outcome(session), "ok");
        card.table.card.removeDuring(2);
        EXPECT_EQ(site.signAll(*session.value()), "card.removed");
    }
    EXPECT_EQ(site.requests().size(), 2U) << "nothing was sent back";
    card.table.card.insert();
    const auto session = card.open();
    ASSERT_EQ(outcome(session), "ok");
    ASSERT_EQ(site.signAll(*session.value()), "ok");
    for (const std::size_t index : {0U, 1U, 2U})
        EXPECT_TRUE(verifies(site.returned(), index));
}

/// DNS rebinding: the name was public when the site was asked who it is, and leads inwards afterwards.
TEST(MobileLine, ANameThatTurnsInwardsIsNotFollowed) {
    const auto session = sessionFor(gostSigner());
    for (const char* inwards : {"127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
                                "0.0.0.0", "::1", "::ffff:127.0.0.1", "fd00::1", "fe80::1"})
        for (const std::size_t step : {0U, 1U, 2U}) {
            SiteOnTheLine site;
            std::vector<std::vector<std::string>> answers(step, {FarAway::kAddress});
            answers.push_back({inwards});
            site.far().answer(answers);
            EXPECT_EQ(site.signAll(*session), "network.address_refused") << inwards << " " << step;
            EXPECT_EQ(site.requests().size(), step);
            EXPECT_EQ(site.far().connections(), std::vector<std::string>(step, kThere));
        }
}

TEST(MobileLine, OneAddressInwardsAmongPublicOnesIsEnoughToRefuse) {
    for (const std::vector<std::string>& both :
         {std::vector<std::string>{FarAway::kAddress, "10.0.0.1"}, {"::1", FarAway::kAddress}}) {
        SiteOnTheLine site;
        site.far().answer({both});
        EXPECT_EQ(outcome(site.invite()), "network.address_refused");
        EXPECT_TRUE(site.far().connections().empty());
    }
}

TEST(MobileLine, AServerThatCannotProveItsNameLearnsNothing) {
    Authority other = Authority::makeRoot(crypto::KeyAlgorithm::Ec, "OTHER ROOT");
    for (const ServedTls& tls : {certifiedBy(root(), "other.example.kz"), certifiedBy(other, kHost)}) {
        SiteOnTheLine site(kHost, tls);
        EXPECT_EQ(outcome(site.invite()), "network.untrusted");
        EXPECT_TRUE(site.requests().empty());
    }
}

TEST(MobileLine, ATokenGoesToTheSiteBehindTls) {
    SiteOnTheLine site;
    site.invitation["document"]["auth_type"] = "Token";
    site.invitation["document"]["auth_token"] = "s3cr3t";
    const auto session = sessionFor(gostSigner());
    ASSERT_EQ(site.signAll(*session), "ok");
    EXPECT_EQ(site.requests()[0].field("Authorization"), "");
    EXPECT_EQ(site.requests()[1].field("Authorization"), "Bearer s3cr3t");
    EXPECT_EQ(site.requests()[2].field("Authorization"), "Bearer s3cr3t");
}

struct LieRow {
    const char* name;
    std::string answer; ///< all that comes, then the line is closed
    std::vector<std::string> codes;
};

const std::vector<LieRow>& lies() {
    static const std::vector<LieRow> kLies = {
        {"redirect",
         "HTTP/1.1 302 Found\r\nLocation: https://other.example/\r\nContent-Length: 0\r\n\r\n",
         {"network.answer_wrong"}},
        {"1 GB",
         "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n",
         {"network.answer_too_large"}},
        {"cut",
         "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
         {"network.answer_wrong"}},
        {"dropped", "", {"network.answer_wrong", "network.unavailable"}},
        {"no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", {"network.answer_wrong"}},
    };
    return kLies;
}

TEST(MobileLine, LiesAtEachStepEndItAtOnce) {
    const auto session = sessionFor(gostSigner());
    for (const LieRow& row : lies())
        for (std::size_t step = 0; step < 3; ++step) {
            SiteOnTheLine site;
            std::atomic<std::size_t> asked = 0;
            site.lie = [&](const ServedRequest&, ServedConnection& line) {
                if (asked++ != step)
                    return false;
                line.send(row.answer);
                return true;
            };
            const std::string ended = site.signAll(*session);
            EXPECT_NE(std::find(row.codes.begin(), row.codes.end(), ended), row.codes.end())
                << row.name << " " << step << ": " << ended;
            EXPECT_EQ(site.far().connections(), std::vector<std::string>(step + 1, kThere));
        }
}

TEST(MobileLine, WhoeverCancelsDoesNotWaitForASilentSite) {
    CancelToken cancel;
    SiteOnTheLine site;
    site.lie = [&cancel](const ServedRequest&, ServedConnection& line) {
        cancel.cancel();
        line.hold();
        return true;
    };
    EXPECT_EQ(outcome(site.invite({&cancel, nullptr})), "cancelled");
}

} // namespace
} // namespace tanba::test
