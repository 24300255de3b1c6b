#pragma once

#include "app/demo/fake_phone.h"
#include "app/demo/reference_portal.h"
#include "app/gui/widgets/card.h"
#include "app/net/http_transport.h"
#include "tests/gui/login_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <fstream>
#include <thread>

namespace tanba::gui::test {

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
    explicit ReferenceWorld(text::Language language = text::Language::Kk,
                            const std::vector<std::string>& switches = {})
        : LoginWorld(language) {
        setTime(formatRfc3339(now()));
        portals().answers.sayStay(guidance::Stay::InKazakhstan);
        const std::filesystem::path place = home() / "portal";
        std::filesystem::create_directories(place / "trust");
        std::ofstream(place / "trust" / "root.der", std::ios::binary)
            << asText(authority_.certificate().der());
        std::ofstream(place / "accounts.json") << R"({"accounts": [
            {"id": "person", "iin": "991231500016", "bin": "", "name": "СЫНАҚОВ СЫНАҚ", "phone": "+77011234507"},
            {"id": "head", "iin": "991231500016", "bin": "601240000014", "name": "СЫНАҚ ЖШС",
             "phone": "+77011234508", "roles": ["1.2.398.3.3.4.1.2.1"]},
            {"id": "demonstration", "iin": "000000000000", "bin": "", "name": "DEMO", "phone": "+77011234509"}]})";
        startServer(switches);
        portalPorts().network = [this] { return std::make_unique<net::NetworkTransport>(network_); };
    }

    /// Instead of the one that ran: another portal, which knows of no login.
    void startServer(const std::vector<std::string>& switches) {
        portal_.reset();
        const std::filesystem::path place = home() / "portal";
        for (const char* old : {"port", "outbox.jsonl"})
            std::filesystem::remove(place / old);
        auto started = demo::ReferencePortal::start(
            files(), {TANBA_REFERENCE_PORTAL, place, place / "accounts.json", place / "trust", switches},
            nullptr);
        ASSERT_TRUE(started.ok()) << started.failure().detail;
        portal_ = std::move(started).value();
        network_.roots = portal_->roots();
    }

    std::filesystem::path putReferenceKey(const tanba::test::CertificateProfile& profile,
                                          const std::string& name,
                                          std::chrono::seconds life = std::chrono::days(300)) {
        return putKeyOf(authority_, profile, name, life);
    }
    /// Of an authority that the portal does not know.
    std::filesystem::path putStrangersKey(const tanba::test::CertificateProfile& profile,
                                          const std::string& name) {
        auto stranger = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "БӨТЕН");
        return putKeyOf(stranger, profile, name, std::chrono::days(300));
    }
    tanba::test::Authority& authority() { return authority_; }
    /// A list of revoked certificates with this key on it, for the portal's --crl.
    std::filesystem::path revoke(const std::filesystem::path& key) {
        const ByteView serial = shelf().find(key)->certificates.front().serial();
        const std::filesystem::path lists = home() / "portal" / "crl";
        std::filesystem::create_directories(lists);
        std::ofstream(lists / "authority.crl", std::ios::binary) << asText(
            authority_.crl({{Bytes(serial.begin(), serial.end()), now() - std::chrono::minutes(5), 1}},
                           now() - std::chrono::hours(1), now() + std::chrono::hours(24)));
        return lists;
    }

    /// The portal takes certificates of the demonstration card too: it reads its anchors for each signature.
    void showTrustedCard() {
        cards().setDemonstration(CardShelf::Demonstration::Shown);
        ASSERT_TRUE(until([this] { return !cards().entries().empty(); }));
        std::ofstream(home() / "portal" / "trust" / "card.der", std::ios::binary)
            << asText(demonstration().authority().der());
    }

    /// Without the second for which the consent waits: gui_sign and gui_login wait for it.
    void consent(Phrase field, std::string_view secret) {
        for (auto* button : window().findChildren<ConsentButton*>())
            for (auto* pause : button->findChildren<QTimer*>())
                pause->setInterval(0);
        LoginWorld::consent(field, secret);
    }
    void agree(Phrase field, std::string_view secret) {
        consent(field, secret);
        until([this] { return !login().busy(); });
    }

    /// To the choice of the second factor.
    void enter() {
        window().openLogin({portal_->origin(), PortalSource::Shipped, {}});
        until([this] { return !login().busy(); });
        chooseKey();
        agree(Phrase::KeyPassword, kSignPassword);
        EXPECT_EQ(loginStage(), portal::Stage::SecondFactor) << visibleText().toStdString();
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
        while (!so() && timer.elapsed() < 20'000)
            waitForEvents();
        EXPECT_TRUE(so()) << visibleText().toStdString();
        return so();
    }
    demo::ReferencePortal& server() { return *portal_; }
    void killServer() { portal_.reset(); }
    /// What the phone of this account's owner does with a QR code; the status of the portal's answer.
    int phone(const std::string& qrText, const std::string& what, const std::string& account = "head") {
        net::NetworkTransport line(network_);
        HttpRequest request;
        request.method = HttpRequest::Method::Post;
        request.url =
            portal_->origin() + "/phone/v1/qr/" + qrText.substr(qrText.find("?id=") + 4) + '/' + what;
        request.contentType = "application/json";
        request.body = toBytes(R"({"account": ")" + account + R"("})");
        request.maxAnswer = 4096;
        const auto answer = line.send(request, {});
        return answer.ok() ? answer.value().status : 0;
    }
    void slowDown(std::chrono::milliseconds delay) {
        portalPorts().network = [this, delay] { return std::make_unique<SlowLine>(network_, delay); };
    }

    /// The code of the SMS that came last; the test fails when none came.
    std::string smsCode() {
        const auto sms = demo::lastSms(files(), server().outbox());
        EXPECT_TRUE(sms.ok());
        return sms.ok() ? sms.value().code : std::string();
    }
    /// Types a code that is not the one of the SMS.
    void typeWrongCode() { typeCode(smsCode() == "000000" ? "111111" : "000000"); }
    /// Whether a file in the program's own folder holds this.
    bool keepsOnDisk(std::string_view secret) const {
        const std::filesystem::path folder = home() / "data";
        if (!std::filesystem::exists(folder))
            return false;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.is_regular_file() &&
                asText(tanba::test::fileContent(entry.path())).find(secret) != std::string_view::npos)
                return true;
        return false;
    }
    /// What the portal's own clock says goes on while the one of this world stands still.
    void waitForPortalTime(std::chrono::milliseconds time) {
        QElapsedTimer timer;
        timer.start();
        pumpUntil([&] { return timer.elapsed() > time.count(); });
    }

  private:
    static Time now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

    std::filesystem::path putKeyOf(tanba::test::Authority& authority, tanba::test::CertificateProfile profile,
                                   const std::string& name, std::chrono::seconds life) {
        profile.notBefore = now() - std::chrono::days(1);
        profile.notAfter = now() + life;
        const auto file = home() / name;
        std::ofstream(file, std::ios::binary) << asText(tanba::test::pkcs12File(
            authority.issue(crypto::KeyAlgorithm::Gost2015_512, profile), kSignPassword));
        takeOpened(file);
        return file;
    }

    tanba::test::Authority authority_ =
        tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "СЫНАҚ ОРТАЛЫҒЫ");
    net::NetworkSettings network_;
    std::unique_ptr<demo::ReferencePortal> portal_;
};

} // namespace tanba::gui::test
