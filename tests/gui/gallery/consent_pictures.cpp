#include "tests/gui/gallery/consent_pictures.h"

#include "app/gui/consent/series_window.h"
#include "tests/gui/gate.h"

#include <QApplication>
#include <QCheckBox>

namespace tanba::gui::test {

namespace {

using Take = std::function<void(const char* name, QWidget& window)>;

void askAnew(ConsentWorld& world, service::ConsentQuestion question) {
    world.portalDesk().cancel();
    world.letPass(std::chrono::minutes(10));
    world.ask(std::move(question));
}

void drawQuestions(ConsentWorld& world, const Take& take) {
    const auto shoot = [&](const char* name) { take(name, *world.asking()); };
    askAnew(world,
            documentQuestion(kPortal, "Жалға беру шарты\n\nБұл шарт екі данада жасалды.\nТараптар оны оқып "
                                      "шықты.\nЖалға алушы әр айдың 5-күніне дейін төлейді.\n"));
    world.pumpUntil([&] { return world.says(QStringLiteral("Жалға беру шарты")); });
    shoot("portal-01-document");
    world.answer(Phrase::ProblemDetails);
    shoot("portal-02-details");
    Gate derivation;
    holdNextReading(world, world.shelf().entries().front().path, derivation);
    world.agree("жоқ");
    derivation.awaitGuest();
    expectAlive();
    shoot("portal-02-opening");
    derivation.open();
    world.until([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Asking; });
    world.files().beforeReading = nullptr;
    shoot("portal-03-wrong-password");
    world.answer(Phrase::SignLook);
    shoot("portal-04-look");
    world.answer(Phrase::GoBack);
    world.answer(Phrase::SignOtherKey);
    world.answer(Phrase::SignKeysUnfit);
    shoot("portal-05-keys");
    askAnew(world, loginQuestion());
    shoot("portal-06-login");
    service::ConsentQuestion many = documentQuestion("https://goszakup.gov.kz");
    many.withTimestamp = true;
    many.withCertificate = true;
    for (const char* name : {"акт-1.txt", "акт-2.txt", "шот-фактура.xml", "келісім.txt"})
        many.items.push_back(itemOver("<a>1</a>", name));
    askAnew(world, many);
    shoot("portal-07-several");
    askAnew(world, hashQuestion("https://sign.example.kz"));
    shoot("portal-08-hash");
    service::ConsentQuestion program = documentQuestion();
    program.caller.kind = service::Caller::Kind::Program;
    program.caller.program = "curl";
    askAnew(world, program);
    shoot("portal-09-program");
    askAnew(world, identityQuestion());
    shoot("portal-10-identity");
    askAnew(world, fileQuestion());
    shoot("portal-11-file");
    service::ConsentQuestion other = documentQuestion();
    other.key.iin = "991231500707";
    askAnew(world, other);
    shoot("portal-12-no-key");
    world.portalDesk().cancel();
    world.letPass(std::chrono::minutes(10));
    world.refuse("https://evil.example.com", FailureCode::LoginForOtherOrigin, "https://idp.egov.kz");
    shoot("portal-13-blocked");
    world.portalDesk().cancel();
    world.letPass(std::chrono::minutes(10));
}

void drawSeries(ConsentWorld& world, const Take& take) {
    for (int document = 0; document < 3; ++document) {
        const ConsentWorld::Asked& asked = world.ask(documentQuestion());
        world.agree(kSignPassword);
        world.until([&] { return asked.answers == 1; });
    }
    world.ask(documentQuestion());
    for (auto* check : world.asking()->findChildren<QCheckBox*>())
        check->setChecked(true);
    world.asking()->resize(world.asking()->width(), 900);
    world.settle();
    take("portal-14-series-offer", *world.asking());
    world.agree(kSignPassword);
    world.pumpUntil([&] { return world.windows().seriesWindow() != nullptr; });
    for (int document = 0; document < 3; ++document) {
        const ConsentWorld::Asked& asked = world.send(documentQuestion());
        world.pumpUntil([&] { return asked.answers == 1; });
    }
    take("portal-15-series", *world.windows().seriesWindow());
    world.portalDesk().stopSeries();
    world.settle();
    take("portal-16-series-end", *world.windows().seriesWindow());
    world.portalDesk().forgetEndedSeries();
}

void drawSettings(ConsentWorld& world, const Take& take) {
    world.portals().service.setOn(false);
    world.settings().set(platform::settings::kPortals, QString());
    emit world.portals().news.changed();
    world.window().go(gui::Place::Home);
    world.settle();
    take("portal-20-home-offer", world.window());
    platform::StoreTrust firefox;
    firefox.browser = "Firefox";
    firefox.state = platform::TrustState::Missing;
    platform::StoreTrust chromium = firefox;
    chromium.browser = "Chromium, Chrome";
    chromium.state = platform::TrustState::Trusted;
    world.portalPorts().stores = {firefox, chromium};
    world.press(Phrase::PortalAttOn);
    take("portal-21-settings", world.window());
    world.portalPorts().startFailure = fail(FailureCode::ServicePortTaken, "127.0.0.1:13579");
    world.portals().service.setOn(false);
    world.settle();
    world.portals().service.setOn(true);
    world.settle();
    take("portal-22-port-taken", world.window());
    world.onServiceThread([&] {
        world.portalDesk().missingModule(documentQuestion().caller, "kz.sapa.eproc.osgi.EprocModule");
    });
    world.window().go(gui::Place::Home);
    world.settle();
    take("portal-23-home-news", world.window());
}

} // namespace

void drawConsent(ConsentWorld& world, const Take& take) {
    world.putOwnKey("Documents/key.p12");
    tanba::test::CertificateProfile old = tanba::test::CertificateProfile::person();
    old.notAfter = tanba::test::at("2026-05-01T00:00:00Z");
    world.putOpenedKey(old, "old/old.p12");
    tanba::test::CertificateProfile other = tanba::test::CertificateProfile::person();
    other.commonName = "БӨТЕНОВ БӨТЕН";
    other.surname = "БӨТЕНОВ";
    other.iin = "991231500707";
    const auto others = world.putOpenedKey(other, "other.p12");
    drawQuestions(world, take);
    drawSeries(world, take);
    world.ask(documentQuestion());
    for (const ConsentKey& key : world.portalDesk().keys())
        if (key.option.file == others)
            world.portalDesk().chooseKey(key.option);
    world.settle();
    take("portal-17-another-persons-key", *world.asking());
    world.portalDesk().cancel();
    drawSettings(world, take);
}

void drawPinAgain(PinWorld& world, const Take& take) {
    TwoDocuments documents;
    world.waitForPin(documents);
    QApplication::processEvents(); // the token goes on waiting
    take("portal-18-pin-again", *world.asking());
    world.portalDesk().cancelPin();
    world.pumpUntil([&documents] { return documents.ended.load(); });
}

} // namespace tanba::gui::test
