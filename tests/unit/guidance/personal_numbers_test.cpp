#include "core/guidance/personal_numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PersonalNumbers, RunsOfExactlyTwelveDigitsAreMasked) {
    EXPECT_EQ(maskedNumbers("IIN991231500016, БСН 601240000014."), "IIN************, БСН ************.");
    EXPECT_EQ(maskedNumbers("99123150001 9912315000161"), "99123150001 9912315000161");
    EXPECT_EQ(maskedNumbers("991231500016"), "************");
    EXPECT_EQ(maskedNumbers(""), "");
}

TEST(PersonalNumbers, BinsOfADocument) {
    EXPECT_THAT(mentionedBins(viewOf("БСН 601240000014, again 601240000014; 601240000502")),
                ElementsAre("601240000014", "601240000502"));
    EXPECT_THAT(mentionedBins(viewOf("991231500016")), IsEmpty()) << "an IIN";
    EXPECT_THAT(mentionedBins(viewOf("601240000015")), IsEmpty()) << "wrong check digit";
    EXPECT_THAT(mentionedBins(viewOf("6012400000141")), IsEmpty()) << "thirteen digits";
    EXPECT_THAT(mentionedBins({}), IsEmpty());
}

TEST(PersonalNumbers, ManyBinsAreBounded) {
    Bytes content;
    for (int number = 0; number < 100'000; ++number) {
        std::string digits = std::to_string(number);
        digits = "60124" + std::string(7 - digits.size(), '0') + digits + " ";
        append(content, viewOf(digits));
    }
    EXPECT_EQ(mentionedBins(content).size(), 64u);
}

} // namespace
} // namespace tanba::guidance
