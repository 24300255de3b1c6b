#include "tests/gui/login_world.h"

#include "app/gui/keys/key_work.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/widgets/action_card.h"
#include "core/keys/kz_profile.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>

namespace tanba::gui::test {

LoginWorld::LoginWorld(text::Language language, ThemeChoice theme)
    : SignWorld(language, TextSize::Normal, theme), play_(playPortal(*this)) {
    portals().answers.sayStay(guidance::Stay::InKazakhstan);
}

std::filesystem::path LoginWorld::putLoginKey(const tanba::test::CertificateProfile& profile,
                                              const std::string& name, Whose whose) {
    const std::filesystem::path key = putOpenedKey(profile, name);
    const keys::Owner owner = keys::kzProfile(shelf().find(key)->certificates.front()).owner;
    if (whose == Whose::Mine)
        person().sayMine(owner);
    else
        person().sayOther(owner);
    settle();
    return key;
}

void LoginWorld::takeOpened(const std::filesystem::path& key) {
    auto certificates = readCertificates(files(), key, SecretBytes::copyOf(viewOf(kSignPassword)));
    ASSERT_TRUE(certificates.ok());
    shelf().unlocked(key, std::move(certificates).value());
    person().sayMine(keys::kzProfile(shelf().find(key)->certificates.front()).owner);
    settle();
}

void LoginWorld::openLogin(PortalSource source) {
    window().openLogin({LoginPortalPlay::kOrigin, source, {"Жеке кабинет", "Личный кабинет", "Cabinet"}});
    settle();
}

void LoginWorld::chooseKey() {
    for (auto* card : window().findChildren<KeyCard*>())
        if (card->isVisible() && card->isEnabled()) {
            card->click();
            settle();
            return;
        }
    ADD_FAILURE() << "no key to choose: " << visibleText().toStdString();
}

void LoginWorld::agree(Phrase field, std::string_view secret) {
    consent(field, secret);
    until([this] { return !login().busy(); });
}

void LoginWorld::enterToFactors() {
    putLoginKey();
    openLogin();
    chooseKey();
    agree(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(loginStage(), portal::Stage::SecondFactor) << visibleText().toStdString();
}

void LoginWorld::choose(Phrase card) {
    for (auto* each : window().findChildren<ActionCard*>())
        if (each->isVisible() && each->text() == words().say(card)) {
            EXPECT_TRUE(each->isEnabled());
            each->click();
            settle();
            return;
        }
    ADD_FAILURE() << "no card says " << words().say(card).toStdString() << visibleText().toStdString();
}

CodeField* LoginWorld::codeField() {
    for (auto* field : window().findChildren<CodeField*>())
        if (field->isVisible())
            return field;
    ADD_FAILURE() << "no field for a code: " << visibleText().toStdString();
    return nullptr;
}

void LoginWorld::typeCode(std::string_view digits) {
    if (CodeField* field = codeField())
        typeInto(*field, fromUtf8(digits));
    settle();
}

QrView* LoginWorld::qrView() {
    for (auto* view : window().findChildren<QrView*>())
        if (view->isVisible())
            return view;
    ADD_FAILURE() << "no QR code: " << visibleText().toStdString();
    return nullptr;
}

bool LoginWorld::countsDown(Phrase phrase, const std::string& time) {
    const QString says = words().say(phrase, {{"time", time}});
    for (const auto* countdown : window().findChildren<Countdown*>())
        if (countdown->isVisible() && countdown->running() && countdown->accessibleName() == says)
            return true;
    return false;
}

void LoginWorld::pass(std::chrono::seconds time) {
    passTime(*this, time);
}

void LoginWorld::pollOnce() {
    const int before = play_->asked(Ask::PollQr);
    until([this, before] { return play_->asked(Ask::PollQr) > before; });
    settle();
}

QString LoginWorld::focusSays() {
    QWidget* focused = QApplication::focusWidget();
    return focused == nullptr
               ? QString()
               : focused->accessibleName() + QLatin1Char('\n') + focused->accessibleDescription();
}

bool LoginWorld::recordLies() const {
    return std::filesystem::exists(home() / "data" / portal::kResumeRecordName);
}

std::shared_ptr<LoginPortalPlay> playPortal(World& world) {
    const auto play = std::make_shared<LoginPortalPlay>(world.clock());
    world.portalPorts().network = [play] { return play->transport(); };
    return play;
}

void passTime(World& world, std::chrono::seconds time) {
    world.setTime(formatRfc3339(world.clock().now() + time));
    for (auto* countdown : world.window().findChildren<Countdown*>())
        countdown->look();
    world.settle();
}

namespace {

std::weak_ptr<LoginPortalPlay> played;

void pressCard(World& world, Phrase card) {
    for (auto* each : world.window().findChildren<ActionCard*>())
        if (each->isVisible() && each->text() == world.words().say(card)) {
            each->click();
            world.settle();
            return;
        }
    ADD_FAILURE() << "no card says " << world.words().say(card).toStdString();
}

void agreeIn(World& world) {
    world.type(Phrase::KeyPassword, kSignPassword);
    for (auto* button : world.window().findChildren<ConsentButton*>())
        if (button->isVisible()) {
            world.until([button] { return button->isEnabled(); });
            button->click();
            break;
        }
    world.until([&world] { return !world.login().busy(); });
}

void typeCodeIn(World& world, const QString& digits) {
    for (auto* field : world.window().findChildren<CodeField*>())
        if (field->isVisible())
            typeInto(*field, digits);
    world.settle();
}

} // namespace

void goToLoginKeys(World& world) {
    played = playPortal(world);
    world.portals().answers.sayStay(guidance::Stay::InKazakhstan);
    const std::filesystem::path key = world.putKey("login.p12", kSignPassword);
    auto certificates = readCertificates(world.files(), key, SecretBytes::copyOf(viewOf(kSignPassword)));
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(key, std::move(certificates).value());
    world.window().openLogin({LoginPortalPlay::kOrigin, PortalSource::Added, {}});
    world.settle();
}

void goToLoginConsent(World& world) {
    for (auto* card : world.window().findChildren<KeyCard*>())
        if (card->isVisible() && card->isEnabled() && card->path().filename() == "login.p12") {
            card->click();
            break;
        }
    world.settle();
}

void goToLoginRefused(World& world) {
    played.lock()->refuse(LoginPortalPlay::Ask::Signature, "role_not_allowed", 403);
    agreeIn(world);
}

void goToLoginFactors(World& world) {
    world.press(Phrase::SignOtherKey);
    goToLoginConsent(world);
    agreeIn(world);
}

void goToLoginSms(World& world) {
    pressCard(world, Phrase::LoginSms);
    typeCodeIn(world, QStringLiteral("482"));
}

void goToLoginWrongCode(World& world) {
    typeCodeIn(world, QStringLiteral("000"));
}

void goToLoginTrouble(World& world) {
    passTime(world, std::chrono::seconds(70));
}

void goToLoginExpired(World& world) {
    passTime(world, std::chrono::seconds(120));
}

void goToLoginQr(World& world) {
    world.press(Phrase::LoginQr);
}

void goToLoginQrLarge(World& world) {
    world.press(Phrase::LoginQrLarge);
}

void goToLoginQrOver(World& world) {
    const int before = played.lock()->asked(LoginPortalPlay::Ask::PollQr);
    played.lock()->setQr("rejected");
    world.until([before] { return played.lock()->asked(LoginPortalPlay::Ask::PollQr) > before; });
}

void goToLoginInside(World& world) {
    world.press(Phrase::LoginQrAgain);
    played.lock()->setQr("confirmed");
    world.until([&world] { return world.login().view().stage == portal::Stage::Completed; });
    world.press(Phrase::LoginDoneHelp);
}

} // namespace tanba::gui::test
