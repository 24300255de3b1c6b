#include "app/service/consent/caller_site.h"
#include "app/service/consent/origin_display.h"
#include "app/service/consent/origin_memory.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>

namespace tanba::service {
namespace {

std::string shown(std::string_view origin, std::size_t maxLength = 60) {
    const OriginDisplay display = displayOrigin(origin, maxLength);
    return display.before + "[" + display.domain + "]" + display.after +
           (display.punycode ? " punycode" : "") + (display.address ? " address" : "");
}

TEST(OriginDisplay, ShowsWhoOwnsTheName) {
    EXPECT_EQ(shown("https://idp.egov.kz"), "https://idp.[egov.kz]");
    EXPECT_EQ(shown("https://v3bl.goszakup.gov.kz"), "https://v3bl.[goszakup.gov.kz]");
    EXPECT_EQ(shown("https://egov.kz"), "https://[egov.kz]");
    EXPECT_EQ(shown("https://idp.egov.kz.login.example:8443"), "https://idp.egov.kz.[login.example]:8443");
    EXPECT_EQ(shown("https://gov.kz"), "https://[gov.kz]") << "a public suffix itself";
    EXPECT_EQ(shown("https://a.b.co.uk"), "https://a.[b.co.uk]");
}

TEST(OriginDisplay, ShowsPunycodeAsItIs) {
    EXPECT_EQ(shown("https://xn--e1aybc.kz"), "https://[xn--e1aybc.kz] punycode");
    EXPECT_EQ(shown("https://egov.xn--80ao21a"), "https://[egov.xn--80ao21a] punycode");
    EXPECT_EQ(shown("https://notxn--x.kz"), "https://[notxn--x.kz]");
}

TEST(OriginDisplay, ShowsAddresses) {
    EXPECT_EQ(shown("http://localhost:3000"), "http://[localhost]:3000 address");
    EXPECT_EQ(shown("https://10.0.0.1:8443"), "https://[10.0.0.1]:8443 address");
    EXPECT_EQ(shown("http://[::1]:80"), "http://[[::1]]:80 address");
    EXPECT_EQ(shown(""), "[]");
}

TEST(OriginDisplay, CutsLongNamesOnTheLeft) {
    const std::string longHost = "https://idp.egov.kz." + std::string(50, 'x') + ".evil.example";
    EXPECT_EQ(shown(longHost, 40), "…" + std::string(26, 'x') + ".[evil.example]");
    EXPECT_EQ(shown(longHost, 5), "…[evil.example]") << "the owner is never cut";
}

TEST(OriginDisplay, CountsTogetherWhatCostsNothing) {
    EXPECT_EQ(domainOfLimits("https://idp.egov.kz:8443"), "egov.kz");
    EXPECT_EQ(domainOfLimits("https://cabinet.kgd.gov.kz"), "kgd.gov.kz");
    EXPECT_EQ(domainOfLimits("https://gov.kz"), "gov.kz");
    // Names there are given away to everybody; the list of suffixes has them in its private part.
    EXPECT_EQ(domainOfLimits("https://somebody.github.io"), "github.io");
    EXPECT_EQ(domainOfLimits("https://a.b.vercel.app"), "vercel.app");
    EXPECT_EQ(domainOfLimits("https://[2001:db8::1]"), domainOfLimits("https://[2001:db8::2]:444"));
    EXPECT_EQ(domainOfLimits("https://10.0.0.1:8443"), "10.0.0.1");
    EXPECT_EQ(domainOfLimits("http://localhost:3000"), "localhost");
    EXPECT_EQ(domainOfLimits("https://a.intranet"), "a.intranet");
}

TEST(CallerSite, ProgramsAreOneAndNoBrowser) {
    const auto site = [](Caller::Kind kind, const char* program) {
        return callerSite({1, kind, program, std::nullopt});
    };
    EXPECT_EQ(site(Caller::Kind::Program, "one"), site(Caller::Kind::Program, "a-copy"));
    EXPECT_NE(site(Caller::Kind::Program, "one"), site(Caller::Kind::Browser, "Firefox"));
    EXPECT_NE(site(Caller::Kind::Browser, "Chrome"), site(Caller::Kind::Browser, "Firefox"));
}

// ---- memory ----

constexpr std::string_view kFile = "/data/sites.json";

RememberedKey key(const std::string& origin, const std::string& certificate,
                  RememberedKey::Use use = RememberedKey::Use::Signing) {
    return {origin, use, certificate, tanba::test::goodTime()};
}

class OriginMemoryTest : public testing::Test {
  protected:
    OriginMemoryTest() { disk_.putFolder("/data"); }
    tanba::test::MemoryFileStore disk_;
    OriginMemory memory_{disk_, kFile};
};

TEST_F(OriginMemoryTest, RemembersPerSiteAndUse) {
    EXPECT_EQ(memory_.keyFor("https://a.kz", RememberedKey::Use::Signing), std::nullopt);
    ASSERT_TRUE(memory_.remember(key("https://a.kz", "01")).ok());
    ASSERT_TRUE(memory_.remember(key("https://a.kz", "02", RememberedKey::Use::Login)).ok());
    ASSERT_TRUE(memory_.remember(key("https://b.kz", "03")).ok());
    EXPECT_EQ(memory_.keyFor("https://a.kz", RememberedKey::Use::Signing), "01");
    EXPECT_EQ(memory_.keyFor("https://a.kz", RememberedKey::Use::Login), "02");
    ASSERT_TRUE(memory_.remember(key("https://a.kz", "04")).ok());
    EXPECT_EQ(memory_.keyFor("https://a.kz", RememberedKey::Use::Signing), "04");
    EXPECT_EQ(memory_.list().size(), 3U);
    EXPECT_EQ(memory_.list()[0].certificate, "04");
    EXPECT_EQ(memory_.list()[0].when, tanba::test::goodTime());
    EXPECT_EQ(disk_.permissions(kFile), tanba::test::MemoryFileStore::kOwnerOnly);
}

TEST_F(OriginMemoryTest, Forgets) {
    ASSERT_TRUE(memory_.remember(key("https://a.kz", "01")).ok());
    ASSERT_TRUE(memory_.remember(key("https://a.kz", "02", RememberedKey::Use::Login)).ok());
    ASSERT_TRUE(memory_.remember(key("https://b.kz", "03")).ok());
    ASSERT_TRUE(memory_.erase("https://a.kz").ok());
    ASSERT_TRUE(memory_.erase("https://never.kz").ok());
    EXPECT_EQ(memory_.list().size(), 1U);
    ASSERT_TRUE(memory_.eraseAll().ok());
    ASSERT_TRUE(memory_.eraseAll().ok());
    EXPECT_FALSE(disk_.content(kFile).has_value());
}

TEST_F(OriginMemoryTest, StaysSmall) {
    for (std::size_t number = 0; number < OriginMemory::kMaxRemembered + 5; ++number)
        ASSERT_TRUE(memory_.remember(key("https://site-" + std::to_string(number) + ".kz", "01")).ok());
    EXPECT_EQ(memory_.list().size(), OriginMemory::kMaxRemembered);
    EXPECT_EQ(memory_.keyFor("https://site-0.kz", RememberedKey::Use::Signing), std::nullopt);
}

TEST_F(OriginMemoryTest, IsEmptyWhenDamaged) {
    for (const char* content : {"", "{", "[]", R"({"version":2,"sites":[]})", R"({"version":1,"sites":5})",
                                R"({"version":1,"sites":[{"origin":1}]})"}) {
        disk_.put(kFile, toBytes(content));
        EXPECT_TRUE(memory_.list().empty()) << content;
    }
    ASSERT_TRUE(memory_.remember(key("https://a.kz", "01")).ok());
    EXPECT_EQ(memory_.list().size(), 1U);
}

TEST_F(OriginMemoryTest, TellsWhenItCannotBeWritten) {
    disk_.setAccess(tanba::test::MemoryFileStore::Access::ReadOnly);
    EXPECT_EQ(tanba::test::outcome(memory_.remember(key("https://a.kz", "01"))), "file.read_only_medium");
}

} // namespace
} // namespace tanba::service
