#include "core/guidance/key_owner.h"

#include "tests/support/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

keys::Owner ownerWith(std::string iin, bool informationSystem = false) {
    keys::Owner owner;
    owner.iin = std::move(iin);
    owner.informationSystem = informationSystem;
    return owner;
}

const std::optional<Person> kMe = Person::fromIin("991231500016").value();

TEST(KeyOwner, ByIin) {
    EXPECT_EQ(ownershipOf(ownerWith("991231500016"), kMe), KeyOwnership::Mine);
    EXPECT_EQ(ownershipOf(ownerWith("991231500707"), kMe), KeyOwnership::SomebodyElses);
    EXPECT_EQ(ownershipOf(ownerWith("991231500016"), std::nullopt), KeyOwnership::NobodySaid);
    EXPECT_EQ(ownershipOf(ownerWith(""), kMe), KeyOwnership::NotStated);
    EXPECT_EQ(ownershipOf(ownerWith("", true), kMe), KeyOwnership::System);
}

TEST(KeyOwner, AnIinHasTwelveDigits) {
    EXPECT_EQ(tanba::test::outcome(Person::fromIin("123456789011")), "ok")
        << "a wrong check digit only warns";
    for (const char* bad : {"", "99123150001", "9912315000161", "99123150001x", "IIN991231500016"})
        EXPECT_EQ(tanba::test::outcome(Person::fromIin(bad)), "usage") << bad;
}

TEST(KeyOwner, SomebodyElsesKeyGetsNoComfort) {
    const KeyTreatment treatment = treatmentFor(KeyOwnership::SomebodyElses);
    EXPECT_EQ(treatment.rememberSecret, Permitted::No);
    EXPECT_EQ(treatment.series, Permitted::No);
    EXPECT_EQ(treatment.ownerOnButton, Shown::Yes);
    EXPECT_EQ(treatment.fines, Shown::Yes);
    EXPECT_EQ(treatment.wayToOwnKey, Shown::Yes);
    EXPECT_EQ(stepsToOwnKey().size(), 4u);
}

TEST(KeyOwner, ComfortNeedsAKnownOwner) {
    EXPECT_EQ(treatmentFor(KeyOwnership::Mine).series, Permitted::Yes);
    EXPECT_EQ(treatmentFor(KeyOwnership::Mine).fines, Shown::No);
    for (const KeyOwnership unknown : {KeyOwnership::NobodySaid, KeyOwnership::NotStated}) {
        EXPECT_EQ(treatmentFor(unknown).series, Permitted::No);
        EXPECT_EQ(treatmentFor(unknown).rememberSecret, Permitted::No);
        EXPECT_EQ(treatmentFor(unknown).ownerOnButton, Shown::Yes);
        EXPECT_EQ(treatmentFor(unknown).fines, Shown::No) << "nobody is accused";
    }
}

} // namespace
} // namespace tanba::guidance
