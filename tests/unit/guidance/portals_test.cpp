#include "core/guidance/portals.h"

#include "core/sign/classify.h"
#include "tests/support/outcome.h"
#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tanba::guidance {
namespace {

using test::day;
using testing::UnorderedElementsAre;

TEST(Portals, TwoStagesAtEgovAndItsParts) {
    std::vector<std::string> twoStage;
    for (const Portal& portal : portals()) {
        if (secondFactorOn(portal, day("2025-10-01")) == SecondFactorKind::SmsOrQr)
            twoStage.push_back(portal.id);
    }
    EXPECT_THAT(twoStage, UnorderedElementsAre("egov", "eotinish", "open-government"));
    EXPECT_EQ(portalById("egov")->secondFactor.sender, "1414");
    EXPECT_EQ(secondFactorOn(*portalById("egov"), day("2025-09-30")), SecondFactorKind::NoneSeen);
    EXPECT_EQ(portalById("eotinish")->partOf, "egov");
    EXPECT_EQ(secondFactorOn(*portalById("goszakup"), day("2026-01-01")), SecondFactorKind::Password);
}

TEST(Portals, FoundByOriginAndByOldHost) {
    ASSERT_NE(portalByOrigin("https://idp.egov.kz"), nullptr);
    EXPECT_EQ(portalByOrigin("https://idp.egov.kz")->id, "egov");
    EXPECT_EQ(portalByOrigin("https://evil.idp.egov.kz"), nullptr);
    EXPECT_EQ(portalByOrigin("https://egov.kz"), nullptr) << "this address does not ask for logins";
    ASSERT_NE(portalByFormerHost("salyk.kz"), nullptr);
    EXPECT_EQ(portalByFormerHost("salyk.kz")->id, "kgd");
    EXPECT_EQ(portalByFormerHost("kgd.gov.kz"), nullptr);
}

TEST(Portals, KeysAreLookedAfterAtTheAuthority) {
    const Portal* authority = portalById("nca");
    ASSERT_NE(authority, nullptr);
    for (const std::string& link :
         {authority->links.myKeys, authority->links.revoke, authority->links.reissue})
        EXPECT_EQ(link, "https://pki.gov.kz");
    EXPECT_EQ(authority->secondFactor.kind, SecondFactorKind::Unknown);
}

TEST(Portals, EveryLoginShapeWithKnownOriginsOfATableRowAgrees) {
    for (const Portal& portal : portals()) {
        EXPECT_FALSE(portal.sources.empty()) << portal.id;
        if (portal.loginShape.empty())
            continue;
        const auto shape = std::ranges::find(sign::loginShapes(), portal.loginShape, &sign::LoginShape::id);
        ASSERT_NE(shape, sign::loginShapes().end());
        EXPECT_EQ(shape->origins, portal.origins) << portal.id;
    }
}

/// A table of one good row in which `from` was replaced.
std::string altered(const std::string& from, const std::string& to) {
    std::string table = R"({"about":"","portals":[{"id":"p","names":{"kk":"а","ru":"б","en":"c"},)"
                        R"("address":"https://p.kz","origins":["https://p.kz"],)"
                        R"("secondFactor":{"kind":"sms_or_qr","from":"2025-10-01","sender":"1414"},)"
                        R"("links":{"support":"https://p.kz/help"},"sources":["s"]}]})";
    const std::size_t at = table.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? table : table.replace(at, from.size(), to);
}

TEST(Portals, WrongTablesAreRefused) {
    EXPECT_EQ(tanba::test::outcome(readPortals(altered("p.kz", "p.kz"))), "ok");
    const std::pair<const char*, const char*> slips[] = {
        {R"("ru":"б",)", ""},
        {R"("ru":"б")", R"("ru":"")"},
        {R"("address":"https://p.kz")", R"("address":"http://p.kz")"},
        {R"("address":"https://p.kz")", R"("address":"https://p.kz/a b")"},
        {R"(["https://p.kz"])", R"(["https://*.p.kz"])"},
        {R"(["https://p.kz"])", R"(["https://p.kz/"])"},
        {R"(["https://p.kz"])", R"(["https://P.kz"])"},
        {R"(["https://p.kz"])", R"(["http://localhost"])"},
        {R"(["https://p.kz"])", R"("https://p.kz")"},
        {"sms_or_qr", "sms"},
        {"sms_or_qr", "password"},
        {"2025-10-01", "2025-10-32"},
        {R"("sources":["s"])", R"("sources":[])"},
        {R"("sources":["s"])", R"("sources":[""])"},
        {R"("sources":["s"])", R"("sources":["s"],"loginShape":"no-such")"},
        {R"("sources":["s"])", R"("sources":["s"],"loginShape":"egov")"},
        {R"("sources":["s"])", R"("sources":["s"],"partOf":"q")"},
        {R"("sources":["s"])", R"("sources":["s"],"orgins":[])"},
        {R"("support")", R"("suport")"},
    };
    for (const auto& [from, to] : slips) {
        const auto read = readPortals(altered(from, to));
        EXPECT_EQ(tanba::test::outcome(read), "input.unknown_format") << from << " -> " << to;
        if (!read.ok()) {
            EXPECT_FALSE(read.failure().detail.empty());
        }
    }
    EXPECT_EQ(tanba::test::outcome(readPortals("")), "input.unknown_format");
    EXPECT_EQ(tanba::test::outcome(readPortals(std::string(100'000, '['))), "input.unknown_format");
}

} // namespace
} // namespace tanba::guidance
