#include "core/guidance/signing_role.h"

#include "core/keys/role_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Nature = DocumentNature;
using Mentions = MentionsOrganisation;

constexpr const char* kPerson = "1.2.398.3.3.4.1.1";
constexpr const char* kEntity = "1.2.398.3.3.4.1.2";
constexpr const char* kHead = "1.2.398.3.3.4.1.2.1";
constexpr const char* kRight = "1.2.398.3.3.4.1.2.2";
constexpr const char* kFinance = "1.2.398.3.3.4.1.2.3";
constexpr const char* kPersonnel = "1.2.398.3.3.4.1.2.4";
constexpr const char* kEmployee = "1.2.398.3.3.4.1.2.5";
constexpr const char* kSystem = "1.2.398.3.3.4.1.2.6";

keys::KzProfile signer(std::initializer_list<const char*> oids, std::string bin = "601240000014") {
    keys::KzProfile profile;
    profile.owner.bin = std::move(bin);
    for (const char* oid : oids) {
        const keys::Role* role = keys::roleByOid(Oid(oid));
        EXPECT_NE(role, nullptr) << oid;
        if (role != nullptr)
            profile.roles.push_back(*role);
    }
    return profile;
}

std::vector<RoleRemark> remarks(const keys::KzProfile& profile, Nature nature,
                                Mentions mentions = Mentions::No) {
    std::vector<RoleRemark> all;
    for (const RoleWarning& warning : roleWarnings(profile, nature, mentions))
        all.push_back(warning.remark);
    return all;
}

TEST(RoleWarnings, EmployeeForTheOrganisationIsStrong) {
    const auto warnings = roleWarnings(signer({kEntity, kEmployee}), Nature::Organisation, Mentions::Yes);
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_EQ(warnings[0].remark, RoleRemark::EmployeeForOrganisation);
    EXPECT_EQ(warnings[0].weight, Weight::Strong);
    EXPECT_EQ(warnings[0].role, Oid(kEmployee));
    EXPECT_EQ(roleWarnings(signer({kEmployee}), Nature::Unknown, Mentions::No).at(0).weight, Weight::Notice);
    EXPECT_THAT(remarks(signer({kEntity, kEmployee}), Nature::Personal), IsEmpty());
}

TEST(RoleWarnings, RolesOutsideTheirMatters) {
    EXPECT_THAT(remarks(signer({kPersonnel}), Nature::Organisation),
                ElementsAre(RoleRemark::PersonnelRoleElsewhere));
    EXPECT_THAT(remarks(signer({kPersonnel}), Nature::Personnel), IsEmpty());
    EXPECT_THAT(remarks(signer({kFinance}), Nature::Personnel),
                ElementsAre(RoleRemark::FinanceRoleElsewhere));
    EXPECT_THAT(remarks(signer({kFinance}), Nature::Finance), IsEmpty());
    EXPECT_THAT(remarks(signer({kSystem}), Nature::Unknown), ElementsAre(RoleRemark::SystemKeyByHand));
}

TEST(RoleWarnings, ARightToSignNeedsNoWord) {
    for (const char* role : {kHead, kRight}) {
        for (const Nature nature :
             {Nature::Unknown, Nature::Organisation, Nature::Finance, Nature::Personnel})
            EXPECT_THAT(remarks(signer({kEntity, role, kEmployee}), nature, Mentions::Yes), IsEmpty())
                << role;
    }
}

TEST(RoleWarnings, PersonalKeyUnderAnOrganisationsDocument) {
    EXPECT_THAT(remarks(signer({kPerson}, ""), Nature::Unknown, Mentions::Yes),
                ElementsAre(RoleRemark::PersonalKeyForOrganisation));
    EXPECT_THAT(remarks(signer({kPerson}, ""), Nature::Finance),
                ElementsAre(RoleRemark::PersonalKeyForOrganisation));
    EXPECT_THAT(remarks(signer({kPerson}, ""), Nature::Unknown), IsEmpty());
    EXPECT_THAT(remarks(signer({kPerson}, ""), Nature::Personal, Mentions::Yes), IsEmpty())
        << "a person's own letter to an organisation names it";
}

TEST(PowerOfAttorney, BeginsWithOnesOwnKey) {
    EXPECT_THAT(powerOfAttorneySteps(Principal::Organisation),
                ElementsAre(AttorneyStep::EverybodySignsWithOwnKey,
                            AttorneyStep::GetKeyWithRoleOfOrganisation, AttorneyStep::WritePowerOfAttorney,
                            AttorneyStep::AttachToDocument, AttorneyStep::AskOwnerOfSystem));
    EXPECT_THAT(powerOfAttorneySteps(Principal::NaturalPersonOrSoleProprietor),
                ElementsAre(AttorneyStep::EverybodySignsWithOwnKey, AttorneyStep::WritePowerOfAttorney,
                            AttorneyStep::AttachToDocument, AttorneyStep::AskOwnerOfSystem));
}

} // namespace
} // namespace tanba::guidance
