#include "core/guidance/password_judgement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Remark = PasswordRemark;
using Strength = PasswordStrength;

SecretBytes secret(std::string_view text) {
    return SecretBytes::copyOf(viewOf(text));
}

PasswordJudgement judge(std::string_view text) {
    return judgeNewPassword(secret(text), {"991231500016", "601240000014"});
}

TEST(PublishedSecret, ByMedium) {
    EXPECT_EQ(publishedSecret(secret("123456"), SecretMedium::KeyFile), SecretKnown::Published);
    EXPECT_EQ(publishedSecret(secret("123456"), SecretMedium::CardOrToken), SecretKnown::No);
    EXPECT_EQ(publishedSecret(secret("12345678"), SecretMedium::CardOrToken), SecretKnown::Published);
    EXPECT_EQ(publishedSecret(secret("1234567890"), SecretMedium::CardOrToken), SecretKnown::Published);
    EXPECT_EQ(publishedSecret(secret("Qwerty12"), SecretMedium::KeyFile), SecretKnown::Published);
}

TEST(PublishedSecret, OnlyTheWholeOfIt) {
    for (const char* other : {"", "1", "12345", "1234567", "qwerty12", "Qwerty123", "123456123456"})
        EXPECT_EQ(publishedSecret(secret(other), SecretMedium::KeyFile), SecretKnown::No) << other;
}

TEST(NewPassword, RemarksTellWhatTheRuleMisses) {
    EXPECT_THAT(judge("").remarks,
                ElementsAre(Remark::TooShort, Remark::NoCapital, Remark::NoSmall, Remark::NoDigit));
    EXPECT_THAT(judge("xk3vr8wz").remarks, ElementsAre(Remark::NoCapital));
    EXPECT_THAT(judge("XK3VR8WZ").remarks, ElementsAre(Remark::NoSmall));
    EXPECT_THAT(judge("XkdVrpWz").remarks, ElementsAre(Remark::NoDigit));
    EXPECT_THAT(judge("Xk3v").remarks, ElementsAre(Remark::TooShort));
    EXPECT_THAT(judge("Xk3vRb8wXk3vRb8wXk3vRb8wXk3vRb8wq").remarks, ElementsAre(Remark::TooLong));
    for (const char* refused : {"", "xk3vr8wz", "XK3VR8WZ", "XkdVrpWz", "Xk3v"})
        EXPECT_EQ(judge(refused).strength, Strength::Refused) << refused;
}

TEST(NewPassword, ThirtyTwoCharactersAreTheMost) {
    std::string longest;
    while (longest.size() < 32)
        longest += "Xk3vRb8w";
    EXPECT_EQ(judge(longest).strength, Strength::Good);
    EXPECT_EQ(judge(longest + "q").strength, Strength::Refused);
}

TEST(NewPassword, PublishedIsRefusedThoughTheRuleIsKept) {
    EXPECT_EQ(judge("Qwerty12").strength, Strength::Refused);
    EXPECT_THAT(judge("Qwerty12").remarks, Contains(Remark::Published));
}

TEST(NewPassword, PredictableIsWeak) {
    for (const char* weak :
         {"Aaaaaaa1", "Abcdefg1", "Qwertyui1", "Aa11111111", "Zxcvbnm123", "Poiuytr9876"}) {
        EXPECT_EQ(judge(weak).strength, Strength::Weak) << weak;
        EXPECT_THAT(judge(weak).remarks, Contains(Remark::Predictable)) << weak;
    }
}

TEST(NewPassword, OwnersNumbersAreWeak) {
    for (const char* weak :
         {"Xq991231500016", "Kz601240000014w", "Xkr991231w", "Xkr31121999w", "Xkr19991231w", "Wq311299zkR"}) {
        EXPECT_THAT(judge(weak).remarks, Contains(Remark::OwnersNumber)) << weak;
        EXPECT_EQ(judge(weak).strength, Strength::Weak) << weak;
    }
    EXPECT_THAT(judgeNewPassword(secret("Xkr991231w"), {}).remarks, Not(Contains(Remark::OwnersNumber)));
}

TEST(NewPassword, TenAndMoreAreRecommended) {
    EXPECT_EQ(judge("Xk3vRb8w").strength, Strength::Fair);
    EXPECT_THAT(judge("Xk3vRb8w").remarks, ElementsAre(Remark::ShorterThanRecommended));
    EXPECT_EQ(judge("Xk3vRb8wZd").strength, Strength::Good);
    EXPECT_THAT(judge("Xk3vRb8wZd").remarks, IsEmpty());
}

TEST(NewPassword, OtherLettersThanLatinArePermittedButTold) {
    const PasswordJudgement judged = judge("Xk3vRb8wZdқұ");
    EXPECT_THAT(judged.remarks, ElementsAre(Remark::NotLatin));
    EXPECT_EQ(judged.strength, Strength::Fair);
    EXPECT_THAT(judge("құпиясөз").remarks, Contains(Remark::NoCapital)) << "the rule asks for Latin letters";
}

PasswordJudgement judgePin(const char* pin) {
    return judgeNewPin(secret(pin), {"991231500016", "240000000014"});
}

TEST(NewPin, PublishedIsRefused) {
    for (const char* published : {"12345678", "1234567890"}) {
        EXPECT_EQ(judgePin(published).strength, Strength::Refused) << published;
        EXPECT_EQ(judgePin(published).remarks.front(), Remark::Published) << published;
    }
}

TEST(NewPin, InARowRepeatedOrTheOwnersIsWeak) {
    for (const char* weak : {"1234", "0000", "4321", "121212", "998877"})
        EXPECT_EQ(judgePin(weak).strength, Strength::Weak) << weak;
    EXPECT_THAT(judgePin("991231").remarks, ElementsAre(Remark::OwnersNumber));
    EXPECT_EQ(judgePin("31121999").strength, Strength::Weak);
}

TEST(NewPin, SixAndMoreAreRecommended) {
    EXPECT_EQ(judgePin("5826").strength, Strength::Fair);
    EXPECT_THAT(judgePin("5826").remarks, ElementsAre(Remark::ShorterThanRecommended));
    EXPECT_EQ(judgePin("582694").strength, Strength::Good);
    EXPECT_THAT(judgePin("582694").remarks, IsEmpty());
}

} // namespace
} // namespace tanba::guidance
