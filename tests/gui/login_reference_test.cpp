// The window against the reference portal, over TLS.
#include "app/demo/fake_phone.h"
#include "app/demo/reference_portal.h"
#include "app/gui/widgets/card.h"
#include "app/net/http_transport.h"
#include "tests/gui/login_world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <fstream>
#include <iostream>
#include <thread>

namespace tanba::gui::test {
namespace {

using portal::Stage;
using tanba::test::CertificateProfile;

/// A network that is so much later than the real one.
class SlowLine : public HttpTransport {
  public:
    SlowLine(net::NetworkSettings settings, std::chrono::milliseconds delay)
        : line_(std::move(settings)), delay_(delay) {}
    Result<HttpAnswer> send(const HttpRequest& request, const WorkControl& control) override {
        std::this_thread::sleep_for(delay_);
        return line_.send(request, control);
    }

  private:
    net::NetworkTransport line_;
    std::chrono::milliseconds delay_;
};

/// The reference portal with one person and one legal entity, and a world whose clock is right.
class ReferenceWorld : public LoginWorld {
  public:
    explicit ReferenceWorld(text::Language language = text::Language::Kk) : LoginWorld(language) {
        setTime(formatRfc3339(now()));
        portals().answers.sayStay(guidance::Stay::InKazakhstan);
        const std::filesystem::path place = home() / "portal";
        std::filesystem::create_directories(place / "trust");
        std::ofstream(place / "trust" / "root.der", std::ios::binary)
            << asText(authority_.certificate().der());
        std::ofstream(place / "accounts.json") << R"({"accounts": [
            {"id": "person", "iin": "991231500016", "bin": "", "name": "СЫНАҚОВ СЫНАҚ", "phone": "+77011234507"},
            {"id": "head", "iin": "991231500016", "bin": "601240000014", "name": "СЫНАҚ ЖШС",
             "phone": "+77011234508"}]})";
        auto started = demo::ReferencePortal::start(
            files(), {TANBA_REFERENCE_PORTAL, place, place / "accounts.json", place / "trust"}, nullptr);
        EXPECT_TRUE(started.ok()) << started.failure().detail;
        if (!started.ok())
            return;
        portal_ = std::move(started).value();
        network_.roots = portal_->roots();
        portalPorts().network = [this] { return std::make_unique<net::NetworkTransport>(network_); };
    }

    std::filesystem::path putReferenceKey(CertificateProfile profile, const std::string& name) {
        profile.notBefore = now() - std::chrono::days(1);
        profile.notAfter = now() + std::chrono::days(300);
        const auto file = home() / name;
        std::ofstream(file, std::ios::binary) << asText(tanba::test::pkcs12File(
            authority_.issue(crypto::KeyAlgorithm::Gost2015_512, profile), kSignPassword));
        takeOpened(file);
        return file;
    }

    /// To the choice of the second factor.
    void enter() {
        window().openLogin({portal_->origin(), PortalSource::Shipped, {}});
        until([this] { return !login().busy(); });
        chooseKey();
        agree(Phrase::KeyPassword, kSignPassword);
        EXPECT_EQ(loginStage(), Stage::SecondFactor) << visibleText().toStdString();
    }

    /// Pressed without waiting for everything: a poll may hang in the network for long.
    void chooseNow(Phrase card) {
        for (auto* each : window().findChildren<CardButton*>())
            if (each->isVisible() && each->text() == words().say(card)) {
                each->click();
                return;
            }
        ADD_FAILURE() << "no card says " << words().say(card).toStdString();
    }
    /// Lets things happen until this is so, however much work goes on.
    bool pumpUntil(const std::function<bool()>& so) {
        QElapsedTimer timer;
        timer.start();
        while (!so() && timer.elapsed() < 40'000)
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        EXPECT_TRUE(so()) << visibleText().toStdString();
        return so();
    }
    demo::ReferencePortal& server() { return *portal_; }
    void killServer() { portal_.reset(); }
    /// What the phone of the legal entity's head does with a QR code; the status of the portal's answer.
    int phone(const std::string& qrText, const std::string& what) {
        net::NetworkTransport line(network_);
        HttpRequest request;
        request.method = HttpRequest::Method::Post;
        request.url =
            portal_->origin() + "/phone/v1/qr/" + qrText.substr(qrText.find("?id=") + 4) + '/' + what;
        request.contentType = "application/json";
        request.body = toBytes(R"({"account": "head"})");
        request.maxAnswer = 4096;
        const auto answer = line.send(request, {});
        return answer.ok() ? answer.value().status : 0;
    }
    void slowDown(std::chrono::milliseconds delay) {
        portalPorts().network = [this, delay] { return std::make_unique<SlowLine>(network_, delay); };
    }

  private:
    static Time now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

    tanba::test::Authority authority_ =
        tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "СЫНАҚ ОРТАЛЫҒЫ");
    net::NetworkSettings network_;
    std::unique_ptr<demo::ReferencePortal> portal_;
};

class LoginReference : public testing::TestWithParam<text::Language> {};
INSTANTIATE_TEST_SUITE_P(Languages, LoginReference, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(LoginReference, ByTheSmsThatWasPasted) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    const auto sms = demo::lastSms(world.files(), world.server().outbox());
    ASSERT_TRUE(sms.ok());
    QApplication::clipboard()->setText(fromUtf8(sms.value().text));
    world.codeField()->paste();
    world.until([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed) << world.visibleText().toStdString();
    EXPECT_TRUE(world.opened().front().toString().startsWith(fromUtf8(world.server().origin() + '/')));
    EXPECT_FALSE(world.recordLies());
}

TEST_P(LoginReference, ByQrForALegalEntity) {
    ReferenceWorld world(GetParam());
    world.putReferenceKey(CertificateProfile::head(), "head.p12");
    world.enter();
    world.chooseNow(Phrase::LoginQr);
    world.pumpUntil([&world] { return world.login().view().qr.phase == portal::QrPhase::Shown; });
    const std::string qrText = world.login().view().qr.text;
    EXPECT_EQ(world.phone(qrText, "scan"), 200);
    world.pumpUntil([&world] { return world.login().view().qr.phase == portal::QrPhase::Scanned; });
    EXPECT_TRUE(world.sees(Phrase::LoginQrScanned));
    EXPECT_EQ(world.phone(qrText, "confirm"), 204);
    world.pumpUntil([&world] { return !world.opened().empty(); });
    EXPECT_EQ(world.loginStage(), Stage::Completed);
    EXPECT_TRUE(world.sees(Phrase::LoginDoneTitle));
}

TEST(LoginReferenceTrouble, AWrongCodeIsToldAndTheRightOneStillEnters) {
    ReferenceWorld world;
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.choose(Phrase::LoginSms);
    const auto sms = demo::lastSms(world.files(), world.server().outbox());
    ASSERT_TRUE(sms.ok());
    world.typeCode(sms.value().code == "000000" ? "111111" : "000000");
    EXPECT_EQ(world.codeField()->state(), CodeState::Wrong) << world.visibleText().toStdString();
    world.typeCode(sms.value().code);
    world.until([&world] { return world.loginStage() == Stage::Completed; });
}

TEST(LoginReferenceTrouble, AKilledServerIsToldAtOnce) {
    ReferenceWorld world(text::Language::Ru);
    world.putReferenceKey(CertificateProfile::person(), "person.p12");
    world.enter();
    world.killServer();
    world.choose(Phrase::LoginSms);
    EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUnavailable, "127.0.0.1"))
        << world.visibleText().toStdString();
    EXPECT_TRUE(world.opened().empty());
    world.press(Phrase::LoginCancel);
    EXPECT_FALSE(world.login().active());
    EXPECT_FALSE(world.recordLies());
}

TEST(LoginReferenceTrouble, APortalWithAnotherCertificateIsNotAsked) {
    ReferenceWorld world;
    world.portalPorts().network = [] { return std::make_unique<net::NetworkTransport>(); };
    world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
    world.until([&world] { return !world.login().busy(); });
    EXPECT_TRUE(world.seesFailure(FailureCode::NetworkUntrusted, "127.0.0.1"))
        << world.visibleText().toStdString();
}

/// From the press that agrees to the open browser, without the person's own time: four exchanges and a
/// signature.
TEST(LoginReferenceSpeed, WaitsForTheNetworkAndForNothingElse) {
    constexpr int kExchanges = 4;
    for (const std::chrono::milliseconds delay :
         {std::chrono::milliseconds(0), std::chrono::milliseconds(200)}) {
        ReferenceWorld world;
        world.slowDown(delay);
        world.putReferenceKey(CertificateProfile::person(), "person.p12");
        world.window().openLogin({world.server().origin(), PortalSource::Shipped, {}});
        world.until([&world] { return !world.login().busy(); });
        world.chooseKey();
        world.type(Phrase::KeyPassword, kSignPassword);
        ConsentButton* agree = world.signButton();
        world.until([agree] { return agree->isEnabled(); });
        QElapsedTimer timer;
        timer.start();
        agree->click();
        world.pumpUntil(
            [&world] { return world.loginStage() == Stage::SecondFactor && !world.login().busy(); });
        world.chooseNow(Phrase::LoginSms);
        world.pumpUntil([&world] { return world.login().view().sms.phase == portal::SmsPhase::Waiting; });
        const auto sms = demo::lastSms(world.files(), world.server().outbox());
        ASSERT_TRUE(sms.ok());
        QApplication::processEvents();
        typeInto(*world.codeField(), fromUtf8(sms.value().code));
        world.pumpUntil([&world] { return !world.opened().empty(); });
        const qint64 took = timer.elapsed();
        std::cout << "consent to inside with " << delay.count() << " ms: " << took << " ms\n";
        EXPECT_GE(took, kExchanges * delay.count());
        EXPECT_LT(took, kExchanges * delay.count() + 3000);
    }
}

} // namespace
} // namespace tanba::gui::test
