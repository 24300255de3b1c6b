#include "app/net/online_checks.h"
#include "tests/gui/check_world.h"
#include "tests/support/loopback_server.h"
#include "tests/support/online_extensions.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>

// The page of checks with the program's own network, and an authority that answers on this machine.
namespace tanba::gui::test {
namespace {

using tanba::test::LoopbackServer;
using tanba::test::ServedConnection;
using tanba::test::ServedRequest;
using text::Ui;

Bytes listUntil(std::string_view until, const std::vector<tanba::test::RevokedSerial>& revoked = {}) {
    return tanba::test::signingAuthority().crl(revoked, tanba::test::at("2026-06-20T00:00:00Z"),
                                               tanba::test::at(until));
}

Bytes goodList() {
    return listUntil("2026-06-21T00:00:00Z");
}

std::string answer(std::string_view status, ByteView body) {
    return tanba::test::httpAnswer(status, "application/pkix-crl", body);
}

/// The authority's server, which answers as the test says, and a signature whose certificate names it.
class OnlineWorld : public World {
  public:
    using Script = LoopbackServer::Script;

    OnlineWorld()
        : server_(std::make_unique<LoopbackServer>(
              [this](const auto& asked, auto& connection) { script()(asked, connection); })) {
        trustAuthority(*this);
        judging().crlFolder.clear();
        tanba::test::CertificateProfile profile = tanba::test::CertificateProfile::person();
        profile.moreExtensions =
            tanba::test::onlineExtensions({server_->address("/ocsp"), {server_->address("/list.crl")}, {}});
        signer_ = signerWith(profile);
        const std::string host = "127.0.0.1:" + std::to_string(server_->port());
        test::put(*this, "trust/online-hosts.json",
                  viewOf(R"({"hosts":[{"host":")" + host + R"(","for":["status","lists"]}]})"));
        file_ = putAttached(*this, "contract.cms", *signer_);
        settings().set(platform::settings::kOnlineChecks, true);
        begin();
    }
    ~OnlineWorld() {
        checks().stop();
        server_.reset();
    }

    /// Answers every question about the list so, and none about one certificate.
    void serveList(const std::string& bytes) {
        serve([bytes](const ServedRequest& asked, ServedConnection& connection) {
            connection.send(asked.line().find("/list.crl") == std::string::npos
                                ? answer("404 Not Found", Bytes())
                                : bytes);
        });
    }
    void serve(Script script) {
        const std::lock_guard lock(mutex_);
        script_ = std::move(script);
    }
    void endServer() { server_.reset(); }
    LoopbackServer& server() { return *server_; }
    const tanba::test::Identity& signer() const { return *signer_; }

    /// What asks over the network, with nothing remembered of hosts that failed.
    void begin() {
        auto online = net::onlineChecks(files(), clock(), {{}, judging().trustFolder});
        ASSERT_TRUE(online.ok());
        answerOnline(std::move(online).value());
    }
    void openSigned() { openFiles(*this, {file_}); }
    /// The same without waiting for the end.
    void startSigned() {
        window().go(Place::Check);
        checks().open({file_});
    }

  private:
    Script script() {
        const std::lock_guard lock(mutex_);
        return script_;
    }

    std::mutex mutex_;
    Script script_ = [](const ServedRequest&, ServedConnection&) {};
    std::unique_ptr<LoopbackServer> server_;
    std::optional<tanba::test::Identity> signer_;
    std::filesystem::path file_;
};

TEST(CheckOnline, AGoodListMakesItValid) {
    OnlineWorld world;
    world.serveList(answer("200 OK", goodList()));
    world.openSigned();
    EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
    EXPECT_EQ(world.server().requests().size(), 2U) << "the responder, and then the list";
}

TEST(CheckOnline, AGoodAnswerOfTheResponderIsEnough) {
    OnlineWorld world;
    const Bytes good = tanba::test::signingAuthority().ocspResponse(
        world.signer().certificate, tanba::test::OcspStatus::Good, tanba::test::goodTime());
    world.serve([good](const ServedRequest&, ServedConnection& connection) {
        connection.send(tanba::test::httpAnswer("200 OK", "application/ocsp-response", good));
    });
    world.openSigned();
    EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
    EXPECT_EQ(world.server().requests().size(), 1U);
}

TEST(CheckOnline, ARevokedCertificateIsToldSo) {
    OnlineWorld world;
    const auto serial = world.signer().certificate.serial();
    const Bytes list =
        listUntil("2026-06-21T00:00:00Z",
                  {{Bytes(serial.begin(), serial.end()), tanba::test::at("2026-06-01T00:00:00Z"), -1}});
    world.serveList(answer("200 OK", list));
    world.openSigned();
    EXPECT_TRUE(says(world, Ui::VerdictInvalidRevoked)) << world.visibleText().toStdString();
}

TEST(CheckOnline, WhatAServerGetsWrongLeavesItOpenAndIsTold) {
    const Bytes good = goodList();
    const std::string whole = answer("200 OK", good);
    auto stranger = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "БӨТЕН");
    const Bytes foreign =
        stranger.crl({}, tanba::test::at("2026-06-20T00:00:00Z"), tanba::test::at("2026-06-21T00:00:00Z"));
    const std::map<std::string, std::string> wrong = {
        {"garbage", answer("200 OK", viewOf("no list"))},
        {"nothing", {}},
        {"cut off", whole.substr(0, whole.size() - good.size() / 2)},
        {"of a stranger", answer("200 OK", foreign)},
        {"expired", answer("200 OK", listUntil("2026-06-20T01:00:00Z"))},
        {"redirecting", "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"},
        {"broken", answer("503 Service Unavailable", {})},
        {"too large", "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"},
    };
    OnlineWorld world;
    for (const auto& [name, bytes] : wrong) {
        world.begin();
        world.serveList(bytes);
        world.openSigned();
        EXPECT_TRUE(says(world, Ui::VerdictRevocationUnknown))
            << name << ": " << world.visibleText().toStdString();
        EXPECT_FALSE(says(world, Ui::VerdictValidYours)) << name;
        EXPECT_TRUE(says(world, Phrase::CheckAgain)) << name;
    }
    for (const ServedRequest& asked : world.server().requests())
        EXPECT_EQ(asked.line().find("/elsewhere"), std::string::npos);
}

TEST(CheckOnline, AServerThatIsNotThereIsToldAndAskedAgain) {
    OnlineWorld world;
    world.endServer();
    world.openSigned();
    EXPECT_TRUE(says(world, Ui::VerdictRevocationUnknown)) << world.visibleText().toStdString();
    EXPECT_TRUE(says(world, Phrase::CheckOnlineTrouble));
    // The connection comes back.
    world.answerOnline(std::make_shared<FakeServer>());
    world.press(Phrase::CheckAgain);
    world.until([&world] { return !world.checks().working(); });
    EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
}

TEST(CheckOnline, ASlowServerHoldsNobodyUpAndIsStopped) {
    OnlineWorld world;
    world.serve([](const ServedRequest&, ServedConnection& connection) { connection.hold(); });
    world.startSigned();
    waitFor([&world] { return world.server().requests().size() == 1; });
    // The window lives on: another page, and another language.
    world.window().go(Place::Keys);
    QApplication::processEvents();
    EXPECT_TRUE(says(world, Phrase::KeysEmptyTitle)) << world.visibleText().toStdString();
    world.words().setLanguage(text::Language::Ru);
    world.window().go(Place::Check);
    QApplication::processEvents();
    ASSERT_TRUE(world.checks().working());
    QAbstractButton* stop = world.button(Phrase::KeysStop);
    ASSERT_NE(stop, nullptr);
    QElapsedTimer timer;
    timer.start();
    stop->click();
    waitFor([&world] { return !world.checks().working(); });
    world.settle();
    constexpr int kQuickMs = 5'000; // half of what a question may take
    EXPECT_LT(timer.elapsed(), kQuickMs);
    EXPECT_TRUE(world.checks().stopped());
    // And it is gone on with.
    world.begin();
    world.serveList(answer("200 OK", goodList()));
    world.press(Phrase::CheckResume);
    world.until([&world] { return !world.checks().working(); });
    EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
}

TEST(CheckOnline, ASlowResponderCostsItsTimeAndTheListIsAsked) {
    OnlineWorld world;
    const Bytes list = goodList();
    world.serve([list](const ServedRequest& asked, ServedConnection& connection) {
        if (asked.line().find("/list.crl") == std::string::npos)
            connection.hold();
        else
            connection.send(answer("200 OK", list));
    });
    world.openSigned();
    EXPECT_TRUE(says(world, Ui::VerdictValidYours)) << world.visibleText().toStdString();
}

} // namespace
} // namespace tanba::gui::test
