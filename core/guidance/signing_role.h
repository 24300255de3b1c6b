#pragma once

#include "core/keys/kz_profile.h"

#include <vector>

namespace tanba::guidance {

/// What a document is about, as far as the person or the caller said.
enum class DocumentNature {
    Unknown,
    Personal,
    Organisation, ///< an organisation's document to the outside
    Finance,
    Personnel,
};

enum class MentionsOrganisation { No, Yes };

enum class RoleRemark {
    EmployeeForOrganisation, ///< role ...2.5 carries no right to sign for the organisation
    PersonnelRoleElsewhere,  ///< role ...2.4 outside personnel matters
    FinanceRoleElsewhere,    ///< role ...2.3 outside finance
    SystemKeyByHand,         ///< role ...2.6 belongs to an information system
    /// A natural person's key under an organisation's document: a power of attorney alone does not make
    /// this the organisation's signature.
    PersonalKeyForOrganisation,
};

enum class Weight { Notice, Strong };

struct RoleWarning {
    RoleRemark remark = RoleRemark::EmployeeForOrganisation;
    Weight weight = Weight::Notice;
    /// The role that it is about; empty for PersonalKeyForOrganisation.
    Oid role;
};

/// What to say before this key signs. Never a reason to refuse: who may sign what is decided by the
/// organisation and by the system that takes the document.
/// A right to sign (head ...2.1, right to sign ...2.2) silences remarks about lesser roles beside it.
std::vector<RoleWarning> roleWarnings(const keys::KzProfile& signer, DocumentNature nature,
                                      MentionsOrganisation mentions);

/// Who wants somebody else to sign (facts of the notice of October 2025).
enum class Principal { Organisation, NaturalPersonOrSoleProprietor };

enum class AttorneyStep {
    EverybodySignsWithOwnKey, ///< a power of attorney never hands over a key
    GetKeyWithRoleOfOrganisation,
    WritePowerOfAttorney, ///< it confirms only the right to sign the document
    AttachToDocument,
    AskOwnerOfSystem, ///< when the system wants more authority
};

/// The steps in their order.
std::vector<AttorneyStep> powerOfAttorneySteps(Principal principal);

} // namespace tanba::guidance
