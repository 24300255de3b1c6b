#include "core/guidance/rules.h"

#include "tests/support/outcome.h"
#include "tests/unit/guidance/moments.h"

#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using test::day;

TEST(Rules, HoldFromTheirDay) {
    EXPECT_FALSE(ruleHolds("portal.second_stage", day("2025-09-30")));
    EXPECT_TRUE(ruleHolds("portal.second_stage", day("2025-10-01")));
    EXPECT_FALSE(ruleHolds("fine.use_of_another_persons_key", day("2025-03-12")));
    EXPECT_TRUE(ruleHolds("fine.use_of_another_persons_key", day("2025-03-13")));
    EXPECT_FALSE(ruleHolds("key.issued_online_with_biometrics", day("2025-08-10")));
    EXPECT_TRUE(ruleHolds("key.issued_online_with_biometrics", day("2025-08-11")));
    EXPECT_TRUE(ruleHolds("eds.private_key_not_passed_on", day("2019-01-01")));
}

TEST(Rules, EachHasASource) {
    EXPECT_FALSE(rules().empty());
    for (const Rule& rule : rules()) {
        EXPECT_FALSE(rule.source.empty()) << rule.id;
        EXPECT_TRUE(rule.address.starts_with("https://")) << rule.id;
        EXPECT_TRUE(rule.from || !rule.stated.empty() || !rule.read.empty()) << rule.id << " has no date";
        EXPECT_EQ(findRule(rule.id), &rule);
    }
    EXPECT_EQ(findRule("no.such"), nullptr);
}

TEST(Rules, WrongTablesAreRefused) {
    const std::string good = R"({"id":"a","from":"2025-10-01","source":"s","address":"https://a.kz"})";
    const auto read = [](const std::string& rows) {
        return tanba::test::outcome(readRules(R"({"about":"","rules":[)" + rows + "]}"));
    };
    EXPECT_EQ(read(good), "ok");
    EXPECT_EQ(read(R"({"id":"a","read":"2026-11","source":"s","address":"https://a.kz"})"), "ok");
    for (const std::string& bad : {
             good + "," + good,
             std::string(R"({"id":"","source":"s","address":"https://a.kz"})"),
             std::string(R"({"id":"a","source":"s","address":"https://a.kz"})"), // no date at all
             std::string(R"({"id":"a","source":"s"})"),
             std::string(R"({"id":"a","source":"s","address":"http://a.kz"})"),
             std::string(R"({"id":"a","source":"s","address":"https://"})"),
             std::string(R"({"id":"a","source":"s","address":"https://a.kz","form":"2025-10-01"})"),
             std::string(R"({"id":"a","source":"s","address":"https://a.kz","from":"2025-10"})"),
             std::string(R"({"id":1,"source":"s","address":"https://a.kz"})"),
             std::string("7"),
         })
        EXPECT_EQ(read(bad), "input.unknown_format") << bad;
}

TEST(CalendarDate, OnlyDaysThatExist) {
    EXPECT_EQ(formatDate(day("2024-02-29")), "2024-02-29");
    EXPECT_EQ(formatCompactDate(day("2026-06-07")), "20260607");
    for (const char* bad : {"2025-02-29", "2025-13-01", "2025-1-01", "20250101", "", "2025-01-01T"})
        EXPECT_EQ(tanba::test::outcome(parseDate(bad)), "time.malformed") << bad;
}

} // namespace
} // namespace tanba::guidance
