#include "core/portal/description.h"

#include "core/base/utf8.h"
#include "core/portal/added_portal.h"
#include "tests/unit/portal/scripted_portal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal;

Result<PortalDescription> read(const Json& json, const std::string& origin = kOrigin) {
    return readDescription(viewOf(json.dump()), origin);
}

Json good() {
    return ScriptedPortal().description();
}

TEST(PortalDescription, IsReadWhole) {
    const auto portal = read(good());
    ASSERT_EQ(outcome(portal), "ok");
    EXPECT_EQ(portal.value().origin, kOrigin);
    EXPECT_EQ(portal.value().host(), "portal.example");
    EXPECT_EQ(portal.value().names.ru, "Портал-образец");
    EXPECT_EQ(portal.value().authBase, kOrigin + "/auth/v1");
    EXPECT_THAT(portal.value().formats, testing::ElementsAre(Format::XmlDsig, Format::CmsDetached));
    EXPECT_TRUE(portal.value().offers(FactorType::Sms) && portal.value().offers(FactorType::Qr));
    EXPECT_EQ(portal.value().sms.codeLength, 6);
    EXPECT_EQ(portal.value().sms.resendAfter, std::chrono::seconds(60));
    EXPECT_EQ(portal.value().links.registerPhone, kOrigin + "/phone");
    EXPECT_EQ(portal.value().links.renewKey, "");
}

TEST(PortalDescription, SaysNothingThatThePortalDidNotSay) {
    Json json = good();
    json.erase("sms");
    json.erase("links");
    json["second_factors"] = {"qr", "carrier-pigeon"};
    json["names"].erase("en");
    const auto portal = read(json);
    ASSERT_EQ(outcome(portal), "ok");
    EXPECT_EQ(portal.value().sms.codeLength, std::nullopt);
    EXPECT_EQ(portal.value().sms.sender, "");
    EXPECT_FALSE(portal.value().offers(FactorType::Sms));
    EXPECT_EQ(portal.value().names.en, "Портал-образец");
}

TEST(PortalDescription, IsRefusedWithTheMemberThatIsWrong) {
    struct Row {
        const char* pointer;
        Json value;
        const char* code;
        const char* subject;
    };
    const std::string longText(70'000, 'x');
    const std::vector<Row> rows{
        {"/version", "2", "portal.not_a_portal", "portal.example"},
        {"/version", 1, "portal.not_a_portal", "portal.example"},
        {"/origin", "https://elsewhere.example", "portal.origin_other", "https://elsewhere.example"},
        {"/origin", "http://portal.example", "portal.origin_other", "http://portal.example"},
        {"/origin", nullptr, "portal.answer_wrong", "origin"},
        {"/id", "../etc", "portal.answer_wrong", "id"},
        {"/names", "Portal", "portal.answer_wrong", "names"},
        {"/names/kk", "", "portal.answer_wrong", "kk"},
        {"/names/ru", std::string(201, 'x'), "portal.answer_wrong", "ru"},
        {"/auth_base", "https://elsewhere.example/auth", "portal.answer_wrong", "auth_base"},
        {"/auth_base", "http://portal.example/auth", "portal.answer_wrong", "auth_base"},
        {"/auth_base", "/../auth", "portal.answer_wrong", "auth_base"},
        {"/auth_base", "/auth?x=", "portal.answer_wrong", "auth_base"},
        {"/challenge_formats", Json::array({"web-eid"}), "portal.answer_wrong", "challenge_formats"},
        {"/challenge_formats", "xmldsig", "portal.answer_wrong", "challenge_formats"},
        {"/second_factors", Json::array({1}), "portal.answer_wrong", "second_factors"},
        {"/second_factors", Json(std::vector<std::string>(17, "sms")), "portal.answer_wrong",
         "second_factors"},
        {"/sms/code_length", 3, "portal.answer_wrong", "code_length"},
        {"/sms/code_length", 9, "portal.answer_wrong", "code_length"},
        {"/sms/code_length", 6.0, "portal.answer_wrong", "code_length"},
        {"/sms/code_length", "6", "portal.answer_wrong", "code_length"},
        {"/sms/lifetime_s", -1, "portal.answer_wrong", "lifetime_s"},
        {"/sms/lifetime_s", 18446744073709551615ULL, "portal.answer_wrong", "lifetime_s"},
        {"/sms/max_attempts", 0, "portal.answer_wrong", "max_attempts"},
        {"/sms/sender", std::string(21, '1'), "portal.answer_wrong", "sender"},
        {"/sms/roaming_required_abroad", 1, "portal.answer_wrong", "roaming_required_abroad"},
        {"/links/support", "http://portal.example/help", "portal.answer_wrong", "support"},
        {"/links/support", "javascript:alert(1)", "portal.answer_wrong", "support"},
        {"/links", Json::array(), "portal.answer_wrong", "links"},
        {"/note", longText, "portal.not_a_portal", "portal.example"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.pointer);
        Json json = good();
        json[Json::json_pointer(row.pointer)] = row.value;
        const auto portal = read(json);
        ASSERT_EQ(outcome(portal), row.code);
        EXPECT_EQ(portal.failure().subject, row.subject);
    }
}

TEST(PortalDescription, ReadsStrictJsonOnly) {
    const std::string text = good().dump();
    std::string nested = "1";
    for (int depth = 0; depth < 40; ++depth)
        nested = "[" + nested + "]";
    for (const std::string& json :
         {std::string(), std::string("null"), std::string("[]"), text + "x", text.substr(0, text.size() - 1),
          "{\"version\":\"1\"," + text.substr(1), // a member twice
          "{\"more\":" + nested + "," + text.substr(1), "{\"more\":{\"a\":1,\"a\":2}," + text.substr(1),
          "{\"more\":\"\xFF\"," + text.substr(1), "{\"more\":1e999," + text.substr(1)}) {
        SCOPED_TRACE(json.substr(0, 60));
        EXPECT_EQ(outcome(readDescription(viewOf(json), kOrigin)), "portal.not_a_portal");
    }
    const std::string deep(60'000, '[');
    EXPECT_EQ(outcome(readDescription(viewOf(deep), kOrigin)), "portal.not_a_portal");
}

TEST(PortalDescription, TextsCannotDisguiseThemselves) {
    Json json = good();
    json["names"]["ru"] = "А\u202Eгол\u200B\nкод";
    const auto portal = read(json);
    ASSERT_EQ(outcome(portal), "ok");
    EXPECT_EQ(portal.value().names.ru, "А\uFFFDгол\uFFFD\uFFFDкод");
}

TEST(PortalOrigin, IsHttpsOnlyAndExact) {
    const auto origin = [](std::string_view typed) {
        const auto made = portalOrigin(typed);
        return made.ok() ? made.value() : std::string(codeText(made.failure().code));
    };
    EXPECT_EQ(origin("portal.example"), "https://portal.example");
    EXPECT_EQ(origin(" HTTPS://Portal.Example:443/login?x=1#y \n"), "https://portal.example");
    EXPECT_EQ(origin("localhost:8443"), "https://localhost:8443");
    for (const std::string_view wrong :
         {"", " ", "http://portal.example", "http://localhost", "ftp://portal.example", "https://", "a b",
          "https://user@portal.example", "https://[::1]:8443", "портал.қаз", "javascript:alert(1)"})
        EXPECT_EQ(origin(wrong), "portal.not_a_portal") << wrong;
}

// ---- portals that a person adds ----

TEST(AddedPortal, MayNotClaimWhatIsShipped) {
    struct Row {
        const char* pointer;
        const char* value;
    };
    for (const Row& row : {Row{"/names/ru", "Портал электронного правительства eGov.kz"},
                           {"/names/ru", "  ПОРТАЛ   ЭЛЕКТРОННОГО ПРАВИТЕЛЬСТВА eGov.kz, вход"},
                           {"/names/en", "e G o v"},
                           {"/names/kk", "еGоv кіру"}, // Cyrillic е and о
                           {"/names/kk", "eG0v"},
                           {"/names/en", "ｅｇｏｖ"},
                           {"/names/en", "Ègöv"},
                           {"/names/en", "G0SZAKUP"},
                           {"/names/en", "Sigex"},
                           {"/names/en", "eGov Verify"}, // "vv" must not swallow the v
                           {"/names/en", "eGov v2"},
                           {"/names/en", "еGоv VVorld"},
                           {"/names/ru", "Судебный кабинет (новый)"},
                           {"/names/ru", "Служба 1414"},
                           {"/names/ru", "Служба 14-14"},
                           {"/names/ru", "Служба 1Ч1Ч"},           // Cyrillic che
                           {"/names/ru", "Служба \u04c04\u04c04"}, // palochka
                           {"/names/ru", "Служба \u013d4\u013d4"}, // an accent that an odd number has
                           {"/names/kk", "①④①④"},                  // in circles
                           {"/names/kk", "\U0001d7cf\U0001d7d2\U0001d7cf\U0001d7d2"}, // mathematical
                           {"/names/en", "\U0001d41e\U0001d406\U0001d428\U0001d42f"},
                           {"/names/en", "ⓔⓖⓞⓥ"},
                           {"/names/en", "e\u00d7gov"}, // a sign among the letters
                           {"/names/en", "e\u0483gov"}, // a mark above
                           {"/names/en", "\u212fgov"},  // a letter that is a sign
                           {"/names/en", "Cabinet ²"},
                           {"/sms/sender", "1414"},
                           {"/sms/sender", "КАБИНЕТ"}, // a sender is ASCII
                           {"/sms/sender", "1Ч1Ч"},
                           {"/sms/sender", "①④①④"},
                           {"/sms/sender", "l414"},
                           {"/id", "egov"}}) {
        SCOPED_TRACE(row.value);
        Json json = good();
        json[Json::json_pointer(row.pointer)] = row.value;
        const auto portal = read(json);
        ASSERT_EQ(outcome(portal), "ok");
        const Outcome judged = judgeAddedPortal(portal.value());
        ASSERT_EQ(outcome(judged), "portal.claims_shipped");
        EXPECT_EQ(judged.failure().subject, displayText(row.value));
    }
    Json json = good();
    json["names"]["ru"] = "Кабинет «Чайка» – №2, „Élan“";
    EXPECT_EQ(outcome(judgeAddedPortal(read(json).value())), "ok");
    EXPECT_EQ(outcome(judgeAddedPortal(read(good()).value())), "ok");
}

TEST(AddedPortal, MayNotSpeakAsAShippedOneInMidLogin) {
    ScriptedPortal portal;
    const auto judge = [&portal](const char* pointer, const std::string& value) {
        Json json = portal.login("second_factor_required");
        json[Json::json_pointer(pointer)] = value;
        const auto answer = readLoginAnswer(viewOf(json.dump()), kLoginId, kOrigin);
        return answer.ok() ? outcome(judgeAddedAnswer(answer.value())) : outcome(answer);
    };
    for (const char* name : {"eGov.kz", "Портал электронного правительства eGov.kz", "СМС от 1414", "еGоv",
                             "①④①④", "1Ч1Ч", "Код придёт от 14-14"})
        EXPECT_EQ(judge("/subject/name", name), "portal.claims_shipped") << name;
    for (const char* name :
         {"СЫНАҚОВ СЫНАҚ", "ӘБІШҚЫЗЫ ҮМІТ-ІҢКӘР", "ТОО «Ромашка №4»", "MÜLLER J. O'NEIL", ""})
        EXPECT_EQ(judge("/subject/name", name), "ok") << name;
    for (const char* phone : {"1414", "+7 1414", "+7 (14)14", "+7 *** 14-14"})
        EXPECT_EQ(judge("/factors/0/masked_phone", phone), "portal.claims_shipped") << phone;
    EXPECT_EQ(judge("/factors/0/masked_phone", "+7 70• ••• •• 14"), "ok");
}

TEST(AddedPortal, HostsThatLookLikeShippedOnesAreRefused) {
    for (const char* host : {"egov.kz",
                             "idp.egov.kz",
                             "egov.kz.evil.example",
                             "egov-kz.example",
                             "my-egov.example",
                             "eg0v.example",
                             "pki.gov.kz",
                             "pki-gov-kz.example",
                             "v3bl.goszakup.gov.kz",
                             "goszakup.example",
                             "office.sud.kz",
                             "sud.kz",
                             "salyk.kz",
                             "salyk-kz.example",
                             "cabinet.stat.gov.kz",
                             "s1gex.example",
                             "1414.example",
                             "xn--gv-mlc1b.example" /* еgоv */,
                             "egov.vip",
                             "egov.vn",
                             "egovv.kz",
                             "egov-vhod.kz",
                             "egov-verify.kz",
                             "idp-egov.vhod.kz",
                             "egovvv.example",
                             "egow.example",
                             "1414",
                             "1414:8443",
                             "14.14",
                             "1.4.14"})
        EXPECT_EQ(outcome(judgeAddedHost("https://" + std::string(host))), "portal.claims_shipped") << host;
    for (const char* host : {"portal.example", "localhost:8443", "127.0.0.1:1414", "10.14.14.1", "14.14.1.4",
                             "kabinet.kz", "www.modern.example", "vvv.example", "cabinet.edu.kz",
                             "xn--80aswg.example", "stat.example", "court.example"})
        EXPECT_EQ(outcome(judgeAddedHost("https://" + std::string(host))), "ok") << host;
}

TEST(AddedPortal, IsAskedOnlyWhenItsHostMayBe) {
    ScriptedPortal portal;
    EXPECT_EQ(outcome(fetchAddedPortal(portal.http, "egov.kz", {})), "portal.claims_shipped");
    EXPECT_TRUE(portal.asked().empty());
    const auto added = fetchAddedPortal(portal.http, "portal.example/login", {});
    ASSERT_EQ(outcome(added), "ok");
    EXPECT_EQ(added.value().host(), "portal.example");
    HttpAnswer missing;
    missing.status = 404;
    missing.contentType = "text/html";
    portal.next(kDescribe, missing);
    EXPECT_EQ(outcome(fetchAddedPortal(portal.http, "portal.example", {})), "portal.not_a_portal");
    portal.next(kDescribe, gatewayPage()); // which is not the portal itself
    const auto down = fetchAddedPortal(portal.http, "portal.example", {});
    ASSERT_EQ(outcome(down), "network.answer_wrong");
    EXPECT_EQ(down.failure().subject, "portal.example");
    portal.next(kDescribe, fail(FailureCode::NetworkUntrusted, "portal.example"));
    EXPECT_EQ(outcome(fetchAddedPortal(portal.http, "portal.example", {})), "network.untrusted");
}

} // namespace
} // namespace tanba::test
