#include "core/guidance/fines.h"

#include "tests/support/outcome.h"
#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tanba::guidance {
namespace {

using test::day;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using Category = OffenderCategory;

std::vector<std::pair<Category, std::int64_t>> sums(const FineCard& card) {
    std::vector<std::pair<Category, std::int64_t>> all;
    for (const Fine& fine : card.fines)
        all.emplace_back(fine.category, fine.tenge.value_or(-1));
    return all;
}

FineCard cardOn(Offence offence, std::string_view date) {
    return fineCard(fineTable(), offence, day(date));
}

TEST(Fines, UseOfAnotherPersonsKeyInTheYearOfTheNotice) {
    const FineCard card = cardOn(Offence::UseOfAnotherPersonsKey, "2025-10-10");
    EXPECT_THAT(sums(card),
                ElementsAre(Pair(Category::NaturalPerson, 196'600),
                            Pair(Category::OfficialSmallBusinessOrNonProfit, 393'200),
                            Pair(Category::MediumBusiness, 589'800), Pair(Category::LargeBusiness, 786'400)));
    EXPECT_EQ(card.index, 3932);
    EXPECT_EQ(card.article, 640);
    EXPECT_EQ(card.part, 6);
    EXPECT_EQ(card.from, day("2025-03-13"));
    EXPECT_EQ(card.knowledge, IndexKnowledge::Confirmed);
}

TEST(Fines, UseOfAnotherPersonsKeyAYearLater) {
    EXPECT_THAT(sums(cardOn(Offence::UseOfAnotherPersonsKey, "2026-03-01")),
                ElementsAre(Pair(Category::NaturalPerson, 216'250),
                            Pair(Category::OfficialSmallBusinessOrNonProfit, 432'500),
                            Pair(Category::MediumBusiness, 648'750), Pair(Category::LargeBusiness, 865'000)));
}

TEST(Fines, HandingOverOnesOwnKey) {
    EXPECT_THAT(sums(cardOn(Offence::HandingOverOwnKey, "2025-10-10")),
                ElementsAre(Pair(Category::NaturalPerson, 39'320), Pair(Category::LegalEntity, 58'980)));
    const FineCard card = cardOn(Offence::HandingOverOwnKey, "2026-03-01");
    EXPECT_THAT(sums(card),
                ElementsAre(Pair(Category::NaturalPerson, 43'250), Pair(Category::LegalEntity, 64'875)));
    EXPECT_EQ(card.part, 5);
    EXPECT_EQ(card.since, SinceKnowledge::Year) << "only the year is known";
}

TEST(Fines, TheYoungerOffenceBeginsOnItsDay) {
    EXPECT_THAT(cardOn(Offence::UseOfAnotherPersonsKey, "2025-03-12").fines, IsEmpty());
    EXPECT_EQ(cardOn(Offence::UseOfAnotherPersonsKey, "2025-03-13").fines.size(), 4u);
}

TEST(Fines, IndexChangesAtNewYear) {
    EXPECT_EQ(cardOn(Offence::HandingOverOwnKey, "2025-12-31").index, 3932);
    EXPECT_EQ(cardOn(Offence::HandingOverOwnKey, "2026-01-01").index, 4325);
}

TEST(Fines, IncreaseOfAprilCountsForBenefitsOnly) {
    EXPECT_EQ(cardOn(Offence::HandingOverOwnKey, "2022-05-01").index, 3063);
}

TEST(Fines, PastTheLastYearOnlyUnitsAreKnown) {
    for (const char* date : {"2027-01-01", "2031-07-07", "2018-12-31"}) {
        const FineCard card = cardOn(Offence::HandingOverOwnKey, date);
        EXPECT_EQ(card.knowledge, IndexKnowledge::NotInTable) << date;
        EXPECT_EQ(card.index, std::nullopt);
        ASSERT_EQ(card.fines.size(), 2u);
        EXPECT_EQ(card.fines[0].units, 10);
        EXPECT_EQ(card.fines[0].tenge, std::nullopt) << "last year's tenge would look like this year's";
    }
    EXPECT_EQ(cardOn(Offence::HandingOverOwnKey, "2027-01-01").year, 2027);
}

TEST(Fines, AYearWithoutPrimarySourceIsMarked) {
    EXPECT_EQ(cardOn(Offence::HandingOverOwnKey, "2020-06-01").knowledge, IndexKnowledge::Unconfirmed);
}

std::string table(const std::string& index, const std::string& units = R"({"natural_person": 10})") {
    const auto offence = [&](const std::string& id) {
        return R"({"id":")" + id + R"(","article":640,"part":5,"from":"2016","units":)" + units +
               R"(,"source":"s"})";
    };
    return R"({"about":"a","mci":[)" + index + R"(],"offences":[)" + offence("use_of_another_persons_key") +
           "," + offence("handing_over_own_key") + "]}";
}

std::string row(const std::string& from, const std::string& value) {
    return R"({"from":")" + from + R"(","value":)" + value + R"(,"confirmed":true,"source":"s"})";
}

TEST(FineTable, WrongTablesAreRefused) {
    EXPECT_EQ(tanba::test::outcome(readFineTable(table(row("2025-01-01", "3932")))), "ok");
    for (const std::string& bad : {
             std::string("{"),
             std::string("[]"),
             table(row("2025-02-30", "3932")),
             table(row("2025-01-01", "0")),
             table(row("2025-01-01", "-3932")),
             table(row("2025-01-01", "39.5")),
             table(row("2025-01-01", "\"3932\"")),
             table(row("2025-01-01", "99999999999")),
             table(row("2026-01-01", "4325") + "," + row("2025-01-01", "3932")),
             table(row("2025-01-01", "3932") + "," + row("2025-01-01", "3932")),
             table(row("2025-01-01", "3932"), "{}"),
             table(row("2025-01-01", "3932"), R"({"everybody": 10})"),
         })
        EXPECT_EQ(tanba::test::outcome(readFineTable(bad)), "input.unknown_format") << bad;
}

TEST(FineTable, BothOffencesMustBeThere) {
    EXPECT_EQ(tanba::test::outcome(readFineTable(R"({"about":"a","mci":[],"offences":[]})")),
              "input.unknown_format");
}

} // namespace
} // namespace tanba::guidance
