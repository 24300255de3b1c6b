#pragma once

#include "core/keys/kz_profile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

/// "I am ...", said once per system account.
class Person {
  public:
    /// usage unless it is twelve digits. A wrong check digit is no reason to refuse (keys::checkDigitRight).
    static Result<Person> fromIin(std::string_view iin);
    const std::string& iin() const { return iin_; }

  private:
    explicit Person(std::string iin) : iin_(std::move(iin)) {}
    std::string iin_;
};

enum class KeyOwnership {
    Mine,
    SomebodyElses,
    NobodySaid, ///< the person has not said yet who they are
    System,     ///< an information system's certificate names no person
    NotStated,  ///< the certificate has no IIN
};

KeyOwnership ownershipOf(const keys::Owner& owner, const std::optional<Person>& person);

enum class Permitted { No, Yes };
enum class Shown { No, Yes };

/// How a key is treated by whose it is (SECURITY.md, rule 7).
struct KeyTreatment {
    Permitted rememberSecret = Permitted::No; ///< the secret may be kept for some minutes
    Permitted series = Permitted::No;         ///< several documents with one consent
    Shown ownerOnButton = Shown::Yes;
    Shown fines = Shown::No; ///< both offences in one line
    Shown wayToOwnKey = Shown::No;
};
KeyTreatment treatmentFor(KeyOwnership ownership);

/// From somebody else's key to one's own.
enum class OwnKeyStep {
    StopUsingThisKey,
    AskHeadForRole,      ///< with the ready message
    GetOwnKey,           ///< online with biometrics since 11 August 2025
    OwnerRevokesThisKey, ///< a key that others know must be revoked by hand
};
std::vector<OwnKeyStep> stepsToOwnKey();

} // namespace tanba::guidance
