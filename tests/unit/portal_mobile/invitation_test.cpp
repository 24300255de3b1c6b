#include "tests/unit/portal_mobile/site.h"

#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal::mobile;

std::string readAs(const Json& answer, std::string* subject = nullptr) {
    const MobileSite site;
    const auto invitation = readInvitation(site.link(), answer.dump());
    if (subject != nullptr && !invitation.ok())
        *subject = invitation.failure().subject;
    return outcome(invitation);
}

TEST(Invitation, SaysWhoAsksForWhat) {
    const MobileSite site;
    const auto read = readInvitation(site.link(), invitationOf(kSite).dump());
    ASSERT_EQ(outcome(read), "ok");
    const Invitation& invitation = read.value();
    EXPECT_EQ(invitation.description, "Шартқа қол қою");
    EXPECT_EQ(invitation.expires, at("2026-06-20T13:00:00Z"));
    EXPECT_EQ(invitation.organisation.kk, "Үлгі ЖШС");
    EXPECT_EQ(invitation.organisation.ru, "ТОО Пример");
    EXPECT_EQ(invitation.organisation.en, "Example LLP");
    EXPECT_EQ(invitation.bin, "123456789012");
    EXPECT_EQ(invitation.documents.url, kSite + "/documents/1");
    EXPECT_EQ(invitation.access, Access::Anybody);
    EXPECT_EQ(invitation.backUrl, kSite + "/done");
}

TEST(Invitation, LittleIsNeeded) {
    EXPECT_EQ(readAs(Json{{"document", Json{{"uri", kSite + "/d"}, {"auth_type", "None"}}}}), "ok");
}

TEST(Invitation, ExpiriesAsSitesWriteThem) {
    for (const char* text :
         {"2026-11-21T18:00:00.000+0500", "2026-11-21T18:00:00+0500", "2026-11-21T18:00:00+05:00",
          "2026-11-21T13:00:00Z", "2026-11-21T13:00:00.123456Z", "2026-11-21 09:00:00-0400"})
        EXPECT_EQ(parseExpiry(text).value(), at("2026-11-21T13:00:00Z")) << text;
    for (const char* text : {"", "tomorrow", "2026-11-21", "2026-11-21T18:00:00", "2026-13-21T18:00:00Z",
                             "2026-11-21T18:00:00+05", "2026-11-21T18:00:00+9900", "1763726400000"})
        EXPECT_FALSE(parseExpiry(text).ok()) << text;
}

TEST(Invitation, DocumentsComeFromTheSameSite) {
    std::string subject;
    for (const char* uri :
         {"https://other.example/d", "https://example.kz/d", "https://sub.sign.example.kz/d",
          "https://sign.example.kz:8443/d", "https://sign.example.kz.example/d"}) {
        Json answer = invitationOf(kSite);
        answer["document"]["uri"] = uri;
        EXPECT_EQ(readAs(answer, &subject), "mobile.origin_other") << uri;
    }
    EXPECT_EQ(subject, "sign.example.kz.example");
    Json same = invitationOf(kSite);
    same["document"]["uri"] = "HTTPS://SIGN.example.kz:443/d";
    EXPECT_EQ(readAs(same), "ok");
}

TEST(Invitation, WrongMembersAreNamed) {
    const auto subjectOf = [](const std::function<void(Json&)>& spoil) {
        Json answer = invitationOf(kSite);
        spoil(answer);
        std::string subject;
        EXPECT_EQ(readAs(answer, &subject), "mobile.answer_wrong") << answer.dump();
        return subject;
    };
    EXPECT_EQ(subjectOf([](Json& a) { a["description"] = 5; }), "description");
    EXPECT_EQ(subjectOf([](Json& a) { a["description"] = std::string(kMaxText + 1, 'x'); }), "description");
    EXPECT_EQ(subjectOf([](Json& a) { a["expiry_date"] = "soon"; }), "expiry_date");
    EXPECT_EQ(subjectOf([](Json& a) { a["organisation"] = "me"; }), "organisation");
    EXPECT_EQ(subjectOf([](Json& a) { a["organisation"]["bin"] = "12"; }), "organisation.bin");
    EXPECT_EQ(subjectOf([](Json& a) { a["organisation"]["nameRu"] = Json::array(); }), "nameRu");
    EXPECT_EQ(subjectOf([](Json& a) { a.erase("document"); }), "document");
    EXPECT_EQ(subjectOf([](Json& a) { a["document"] = "x"; }), "document");
    EXPECT_EQ(subjectOf([](Json& a) { a["document"].erase("uri"); }), "document.uri");
    for (const char* uri : {"http://sign.example.kz/d", "/documents/1", "https://10.0.0.1/d",
                            "https://u@sign.example.kz/d", "file:///d"})
        EXPECT_EQ(subjectOf([uri](Json& a) { a["document"]["uri"] = uri; }), "document.uri") << uri;
    for (const Json& type : {Json(), Json("none"), Json("Basic"), Json("")})
        EXPECT_EQ(subjectOf([&type](Json& a) { a["document"]["auth_type"] = type; }), "document.auth_type");
    for (const Json& token : {Json(), Json(""), Json("a b"), Json("a\r\nHost: x"), Json("ә"),
                              Json(std::string(kMaxToken + 1, 'x'))}) {
        const std::string subject = subjectOf([&token](Json& a) {
            a["document"]["auth_type"] = "Token";
            a["document"]["auth_token"] = token;
        });
        EXPECT_TRUE(subject == "document.auth_token" || subject == "auth_token") << subject;
    }
}

TEST(Invitation, WhatIsNoStrictJsonObject) {
    const MobileSite site;
    std::string deep = "1";
    for (int level = 0; level < 40; ++level)
        deep = "[" + deep + "]";
    std::string many = "0";
    for (int value = 0; value < 30'000; ++value)
        many += ",0";
    std::string members;
    for (int member = 0; member < 300; ++member)
        members += "\"m" + std::to_string(member) + "\":0,";
    const std::string good = invitationOf(kSite).dump();
    const std::string inside = good.substr(1);
    for (const std::string& text :
         {std::string(), std::string("null"), std::string("[]"), std::string("{"), good + "{}", good + "x",
          "{\"description\":\"a\"," + inside, "{\"x\":{\"y\":1,\"y\":2}," + inside,
          "{\"x\":\"\xFF\"," + inside, "{\"x\":" + deep + "," + inside, "{\"x\":[" + many + "]," + inside,
          "{" + members + inside, "{'x':1," + inside, "{\"x\":1e999," + inside,
          std::string("<html>no</html>")})
        EXPECT_EQ(outcome(readInvitation(site.link(), text)), "mobile.answer_wrong") << text.substr(0, 60);
}

} // namespace
} // namespace tanba::test
