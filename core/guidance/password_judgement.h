#pragma once

#include "core/base/secret_bytes.h"

#include <string>
#include <vector>

namespace tanba::guidance {

/// What a secret opens. The published ones differ, and only key files have the authority's rule.
enum class SecretMedium { KeyFile, CardOrToken };

enum class SecretKnown { No, Published };

/// Whether everybody knows this secret (resources/guidance-passwords.json). Only for what a person has just
/// typed; nothing is stored, and the time does not tell which row it was.
SecretKnown publishedSecret(const SecretBytes& secret, SecretMedium medium);

enum class PasswordRemark {
    Published,
    TooShort, ///< below the authority's 6 characters
    TooLong,  ///< above 32, other programs refuse it
    NoCapital,
    NoSmall,
    NoDigit,
    NotLatin,               ///< characters that other programs may read differently
    ShorterThanRecommended, ///< the rule is kept, but it has fewer than kRecommendedPasswordLength
    Predictable,            ///< mostly repeated characters, 12345, abcde, qwerty
    OwnersNumber,           ///< holds the owner's IIN, BIN or birth date
};

enum class PasswordStrength {
    Refused, ///< the rule is not kept, or it is published
    Weak,
    Fair,
    Good,
};

inline constexpr std::size_t kRecommendedPasswordLength = 10;

/// Numbers of the owner that others know as well. May be empty.
struct OwnerNumbers {
    std::string iin;
    std::string bin;
};

struct PasswordJudgement {
    PasswordStrength strength = PasswordStrength::Refused;
    std::vector<PasswordRemark> remarks; ///< in the order of the enumeration
};

/// A new password for a key file, while it is typed. The rule itself is keys::checkNewPassword(), and a
/// password it refuses is Refused here; the remarks tell why. The secret is not copied anywhere.
PasswordJudgement judgeNewPassword(const SecretBytes& password, const OwnerNumbers& owner);

inline constexpr std::size_t kRecommendedPinLength = 6;

/// A new PIN for a card or token, while it is typed. Its lengths and characters are the token's own affair
/// (keys::checkPin()); only a published one is Refused here. Remarks: Published, ShorterThanRecommended,
/// Predictable, OwnersNumber.
PasswordJudgement judgeNewPin(const SecretBytes& pin, const OwnerNumbers& owner);

} // namespace tanba::guidance
