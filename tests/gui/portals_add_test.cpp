// A portal by its address: what is believed of it, what is kept, and what is never asked.
#include "tests/gui/portals_world.h"

#include <gtest/gtest.h>

#include <QLineEdit>
#include <fstream>

namespace tanba::gui::test {
namespace {

class AddPortal : public testing::TestWithParam<text::Language> {};

INSTANTIATE_TEST_SUITE_P(Languages, AddPortal, testing::Values(text::Language::Kk, text::Language::Ru),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST_P(AddPortal, StandsInTheListByItsHostAndGoesAgain) {
    PortalsWorld world(GetParam());
    world.serveDescription(descriptionOf());
    world.askPortal("portal.example.kz/login?from=mail");
    EXPECT_EQ(world.http.asked(), std::vector<std::string>{kAddedOrigin + "/.well-known/eds-portal"});
    EXPECT_TRUE(world.sees(Phrase::AddPortalFound));
    EXPECT_TRUE(world.sees(QStringLiteral("Сынақ порталы"))) << "what it calls itself";
    EXPECT_TRUE(world.portals().added.list().empty()) << "asking is not adding";
    world.press(Phrase::AddPortalDo);
    EXPECT_TRUE(world.sees(Phrase::PortalsAddedNote));
    EXPECT_TRUE(world.sees(Phrase::PortalsFactorSms, {{"sender", ""}})) << "without a sender";
    EXPECT_FALSE(world.sees(QStringLiteral("Сынақ порталы"))) << "its own words are not its title";
    const auto mode = std::filesystem::status(world.addedPath()).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    world.press(Phrase::PortalsBack);
    world.pressText(QStringLiteral("portal.example.kz"));
    world.press(Phrase::PortalsRemove);
    EXPECT_TRUE(world.sees(Phrase::PortalsLead));
    EXPECT_FALSE(world.sees(QStringLiteral("portal.example.kz")));
    std::ifstream file(world.addedPath());
    const std::string kept((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(kept.find("example"), std::string::npos) << kept;
}

TEST(AddPortalPages, TheButtonForHelpSaysWhereItLeads) {
    PortalsWorld world;
    std::string description = descriptionOf();
    const std::string own = "https://portal.example.kz/help";
    description.replace(description.find(own), own.size(), "https://elsewhere.example:8443/help");
    world.serveDescription(description);
    world.askPortal("portal.example.kz");
    world.press(Phrase::AddPortalDo);
    world.pressText(world.words().say(Phrase::LoginHelpSupportGo, {{"host", "elsewhere.example:8443"}}));
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened()[0].toString(), QStringLiteral("https://elsewhere.example:8443/help"));
}

TEST_P(AddPortal, NothingIsAskedBeforeThePress) {
    PortalsWorld world(GetParam());
    world.window().go(gui::Place::Portals);
    world.settle();
    world.press(Phrase::AddPortalGo);
    for (auto* field : world.window().findChildren<QLineEdit*>())
        if (field->isVisible())
            typeInto(*field, QStringLiteral("portal.example.kz"));
    world.settle();
    EXPECT_TRUE(world.http.asked().empty());
}

struct Lie {
    const char* name;
    std::string typed;
    std::string description; ///< empty: it must not be asked at all
    FailureCode code;
};

class Lies : public testing::TestWithParam<Lie> {};

INSTANTIATE_TEST_SUITE_P(
    Portals, Lies,
    testing::Values(Lie{"Sender1414", "portal.example.kz",
                        descriptionOf(kAddedOrigin, "Сынақ порталы", "1414"),
                        FailureCode::PortalClaimsShipped},
                    Lie{"NameOfEGov", "portal.example.kz",
                        descriptionOf(kAddedOrigin, "eGov.kz электрондық үкімет порталы"),
                        FailureCode::PortalClaimsShipped},
                    Lie{"HostOfEGov", "egov-kz.example.com", "", FailureCode::PortalClaimsShipped},
                    Lie{"EGovItself", "https://idp.egov.kz", "", FailureCode::PortalClaimsShipped},
                    Lie{"OtherOrigin", "portal.example.kz", descriptionOf("https://other.example.kz"),
                        FailureCode::PortalOriginOther},
                    Lie{"NoDescription", "portal.example.kz", "<html></html>", FailureCode::PortalNotOne}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_P(Lies, AreSaidAndNothingIsAdded) {
    for (const text::Language language : {text::Language::Kk, text::Language::Ru}) {
        PortalsWorld world(language);
        if (!GetParam().description.empty())
            world.serveDescription(GetParam().description);
        world.askPortal(GetParam().typed);
        const QString next = fromUtf8(world.words().sentence(fail(GetParam().code)).next);
        EXPECT_TRUE(world.visibleText().contains(next)) << world.visibleText().toStdString();
        EXPECT_FALSE(world.sees(Phrase::AddPortalDo));
        EXPECT_EQ(world.http.asked().empty(), GetParam().description.empty());
        EXPECT_TRUE(world.portals().added.list().empty());
    }
}

TEST(AddPortalPages, APlainAddressOrNoneIsNotAsked) {
    for (const char* typed : {"http://portal.example.kz", "ftp://portal.example.kz", "екі сөз", "https://"}) {
        PortalsWorld world;
        world.askPortal(typed);
        EXPECT_TRUE(world.sees(Phrase::AddPortalMalformed)) << typed;
        EXPECT_TRUE(world.http.asked().empty()) << typed;
    }
}

TEST(AddPortalPages, APortalThatDoesNotAnswerIsSaid) {
    PortalsWorld world;
    const Failure gone = fail(FailureCode::NetworkUnavailable, "portal.example.kz");
    world.http.serve(kAddedOrigin + "/.well-known/eds-portal",
                     [gone](const HttpRequest&) -> Result<HttpAnswer> { return gone; });
    world.askPortal("portal.example.kz");
    EXPECT_TRUE(world.visibleText().contains(fromUtf8(world.words().sentence(gone).what)))
        << world.visibleText().toStdString();
    world.serveDescription(descriptionOf());
    world.press(Phrase::AddPortalLook);
    EXPECT_TRUE(world.sees(Phrase::AddPortalFound)) << "and can be asked again";
}

TEST(AddPortalPages, TheSameOneIsNotAddedTwice) {
    PortalsWorld world;
    world.serveDescription(descriptionOf());
    world.askPortal("portal.example.kz");
    world.press(Phrase::AddPortalDo);
    world.askPortal("https://PORTAL.example.kz:443/");
    EXPECT_TRUE(world.sees(Phrase::AddPortalThere));
    EXPECT_EQ(world.http.asked().size(), 1U);
    EXPECT_EQ(world.portals().added.list().size(), 1U);
}

/// The book as the next start of the program reads it.
std::vector<std::string> readAgain(PortalsWorld& world) {
    TaskRunner tasks;
    const AddedPortals again({world.files(), world.clock(), tasks, world.addedPath(), {}});
    std::vector<std::string> origins;
    for (const AddedPortal& portal : again.list())
        origins.push_back(portal.origin);
    return origins;
}

void write(const std::filesystem::path& file, const std::string& content) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << content;
}

TEST(AddedPortalsBook, IsReadAgainAtTheNextStart) {
    PortalsWorld world;
    world.serveDescription(descriptionOf());
    world.askPortal("portal.example.kz");
    world.press(Phrase::AddPortalDo);
    EXPECT_EQ(readAgain(world), std::vector<std::string>{kAddedOrigin});
}

TEST(AddedPortalsBook, BelievesNoRowThatItWouldNotHaveWritten) {
    PortalsWorld world;
    for (const char* row : {R"({"origin":"https://egov-kz.example.com","added":"2026-06-20"})",
                            R"({"origin":"https://idp.egov.kz","added":"2026-06-20"})",
                            R"({"origin":"http://portal.example.kz","added":"2026-06-20"})",
                            R"({"origin":"https://portal.example.kz/path","added":"2026-06-20"})",
                            R"({"origin":"https://PORTAL.example.kz","added":"2026-06-20"})",
                            R"({"origin":"https://portal.example.kz","added":"yesterday"})",
                            R"({"added":"2026-06-20"})", "7"}) {
        write(world.addedPath(), std::string(R"({"version":1,"portals":[)") + row + "]}");
        EXPECT_TRUE(readAgain(world).empty()) << row;
    }
    for (const char* damaged : {"", "{", "[]", R"({"version":2,"portals":[]})", "\xff\xfe"}) {
        write(world.addedPath(), damaged);
        EXPECT_TRUE(readAgain(world).empty()) << damaged;
    }
    write(world.addedPath(),
          R"({"version":1,"portals":[{"origin":"https://portal.example.kz","added":"2026-06-20"}]})");
    EXPECT_EQ(readAgain(world), std::vector<std::string>{kAddedOrigin});
}

TEST(AddedPortalsBook, TheDemonstrationsPortalIsNeverWrittenDown) {
    PortalsWorld world;
    portal::PortalDescription demonstration;
    demonstration.origin = "https://127.0.0.1:40443";
    demonstration.names = {"Көрсетілім", "Демонстрация", "Demonstration"};
    world.portals().added.lend(demonstration);
    world.serveDescription(descriptionOf());
    world.askPortal("portal.example.kz");
    world.press(Phrase::AddPortalDo);
    EXPECT_EQ(readAgain(world), std::vector<std::string>{kAddedOrigin});
    world.press(Phrase::PortalsBack);
    world.pressText(QStringLiteral("Көрсетілім"));
    EXPECT_TRUE(world.sees(Phrase::PortalsDemoNote));
    EXPECT_FALSE(world.sees(Phrase::PortalsRemove));
}

} // namespace
} // namespace tanba::gui::test
