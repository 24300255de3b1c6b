#include "tests/gui/portals_steps.h"

#include "app/gui/pages/portals/portal_words.h"
#include "tests/support/scripted_http.h"

#include <gtest/gtest.h>

#include <QLineEdit>

namespace tanba::gui::test {

std::string descriptionOf(const std::string& origin, const std::string& name, const std::string& sender) {
    return R"({"version":"1","id":"example","origin":")" + origin + R"(","names":{"kk":")" + name +
           R"(","ru":")" + name +
           R"("},"auth_base":"/auth/v1","challenge_formats":["xmldsig"],"second_factors":["sms","qr"],)"
           R"("sms":{"sender":")" +
           sender + R"("},"links":{"support":"https://portal.example.kz/help"}})";
}

Result<HttpAnswer> answerWith(const std::string& json) {
    HttpAnswer answer;
    answer.status = 200;
    answer.contentType = "application/json";
    answer.body = Bytes(json.begin(), json.end());
    return answer;
}

std::unique_ptr<HttpTransport> networkWith(const std::string& description) {
    auto network = std::make_unique<tanba::test::ScriptedHttp>();
    network->serve(kAddedOrigin + "/.well-known/eds-portal",
                   [description](const HttpRequest&) { return answerWith(description); });
    return network;
}

void pressText(World& world, const QString& text) {
    for (auto* button : world.window().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == text) {
            EXPECT_TRUE(button->isEnabled()) << text.toStdString();
            button->click();
            world.settle();
            return;
        }
    ADD_FAILURE() << "no visible control says: " << text.toStdString() << "\n"
                  << world.visibleText().toStdString();
}

void goToPortals(World& world) {
    world.window().go(gui::Place::Portals);
    world.window().portalsArea().showList();
    world.settle();
}

void goToPortal(World& world, const std::string& id) {
    goToPortals(world);
    pressText(world, nameWords(guidance::portalById(id)->names, world.words()));
}

void typePortal(World& world, const std::string& typed) {
    goToPortals(world);
    world.press(Phrase::AddPortalGo);
    for (auto* field : world.window().findChildren<QLineEdit*>())
        if (field->isVisible() && field->accessibleName() == world.words().say(Phrase::AddPortalField)) {
            typeInto(*field, fromUtf8(typed));
            return;
        }
    ADD_FAILURE() << "no field for an address";
}

void goToOnePortal(World& world) {
    goToPortal(world, "egov");
}

void goToAbroadQuestion(World& world) {
    world.portalPorts().zone = guidance::ClockZone::Elsewhere;
    goToPortal(world, "egov");
    world.press(Phrase::PortalsEnter);
}

void goToAbroad(World& world) {
    world.press(Phrase::AbroadYes);
}

void goToEnter(World& world) {
    world.press(Phrase::AbroadGo);
}

void goToEnterKeys(World& world) {
    for (const char* name : {"entering/one.p12", "entering/two.p12"})
        world.shelf().chosen(world.putKey(name, "Right-One1"));
    world.settle();
    world.press(Phrase::SignOtherKey);
}

void goToUnderway(World& world) {
    world.press(Phrase::EnterKeysBack);
    world.press(Phrase::EnterGo);
}

void goToAddPortal(World& world) {
    world.portalPorts().network = [] { return networkWith(descriptionOf()); };
    typePortal(world, "portal.example.kz");
}

void goToFoundPortal(World& world) {
    world.press(Phrase::AddPortalLook);
}

void goToAddedPortal(World& world) {
    world.press(Phrase::AddPortalDo);
}

} // namespace tanba::gui::test
