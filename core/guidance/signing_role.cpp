#include "core/guidance/signing_role.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::guidance {

namespace {

constexpr std::string_view kNaturalPerson = "1.2.398.3.3.4.1.1";
constexpr std::string_view kLegalEntity = "1.2.398.3.3.4.1.2";
constexpr std::string_view kHead = "1.2.398.3.3.4.1.2.1";
constexpr std::string_view kRightToSign = "1.2.398.3.3.4.1.2.2";
constexpr std::string_view kFinance = "1.2.398.3.3.4.1.2.3";
constexpr std::string_view kPersonnel = "1.2.398.3.3.4.1.2.4";
constexpr std::string_view kEmployee = "1.2.398.3.3.4.1.2.5";
constexpr std::string_view kSystem = "1.2.398.3.3.4.1.2.6";

constexpr unsigned bit(DocumentNature nature) {
    return 1U << static_cast<unsigned>(nature);
}

constexpr unsigned kAny = bit(DocumentNature::Unknown) | bit(DocumentNature::Personal) |
                          bit(DocumentNature::Organisation) | bit(DocumentNature::Finance) |
                          bit(DocumentNature::Personnel);
constexpr unsigned kOrganisations =
    bit(DocumentNature::Organisation) | bit(DocumentNature::Finance) | bit(DocumentNature::Personnel);

/// A role and the documents under which it deserves a word.
struct RemarkRow {
    std::string_view role;
    unsigned natures;
    RoleRemark remark;
    Weight weight;
};
constexpr std::array<RemarkRow, 5> kRemarks{{
    {kEmployee, kOrganisations, RoleRemark::EmployeeForOrganisation, Weight::Strong},
    {kEmployee, bit(DocumentNature::Unknown), RoleRemark::EmployeeForOrganisation, Weight::Notice},
    {kPersonnel, bit(DocumentNature::Organisation) | bit(DocumentNature::Finance),
     RoleRemark::PersonnelRoleElsewhere, Weight::Notice},
    {kFinance, bit(DocumentNature::Organisation) | bit(DocumentNature::Personnel),
     RoleRemark::FinanceRoleElsewhere, Weight::Notice},
    {kSystem, kAny, RoleRemark::SystemKeyByHand, Weight::Notice},
}};

bool hasRole(const keys::KzProfile& signer, std::string_view oid) {
    return std::ranges::any_of(signer.roles,
                               [oid](const keys::Role& role) { return role.oid.dotted() == oid; });
}

bool isPersonalKey(const keys::KzProfile& signer) {
    return signer.owner.bin.empty() && hasRole(signer, kNaturalPerson) && !hasRole(signer, kLegalEntity);
}

} // namespace

std::vector<RoleWarning> roleWarnings(const keys::KzProfile& signer, DocumentNature nature,
                                      MentionsOrganisation mentions) {
    if (isPersonalKey(signer)) {
        const bool organisations =
            (bit(nature) & kOrganisations) != 0 ||
            (nature == DocumentNature::Unknown && mentions == MentionsOrganisation::Yes);
        if (!organisations)
            return {};
        return {{RoleRemark::PersonalKeyForOrganisation, Weight::Notice, Oid()}};
    }
    if (hasRole(signer, kHead) || hasRole(signer, kRightToSign))
        return {};
    std::vector<RoleWarning> warnings;
    for (const RemarkRow& row : kRemarks) {
        if ((row.natures & bit(nature)) != 0 && hasRole(signer, row.role))
            warnings.push_back({row.remark, row.weight, Oid(row.role)});
    }
    return warnings;
}

std::vector<AttorneyStep> powerOfAttorneySteps(Principal principal) {
    if (principal == Principal::Organisation) {
        return {AttorneyStep::EverybodySignsWithOwnKey, AttorneyStep::GetKeyWithRoleOfOrganisation,
                AttorneyStep::WritePowerOfAttorney, AttorneyStep::AttachToDocument,
                AttorneyStep::AskOwnerOfSystem};
    }
    return {AttorneyStep::EverybodySignsWithOwnKey, AttorneyStep::WritePowerOfAttorney,
            AttorneyStep::AttachToDocument, AttorneyStep::AskOwnerOfSystem};
}

} // namespace tanba::guidance
