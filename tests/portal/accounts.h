#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"
#include "core/keys/kz_profile.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::reference_portal {

/// Who may log in.
struct Account {
    std::string id;  ///< for the pages that play a phone
    std::string iin; ///< 12 digits, or empty: anybody of the legal entity
    std::string bin; ///< 12 digits, or empty: a natural person
    std::string name;
    std::string phone;      ///< "+77011234507", or empty: no number is bound
    std::vector<Oid> roles; ///< extendedKeyUsage that may log in; empty: any
};

/// The accounts of the portal, from a file of its operator (README.md beside this file).
class Accounts {
  public:
    static constexpr std::size_t kMaxFile = std::size_t{1} * 1024 * 1024;

    /// record.damaged with the member as detail.
    static Result<Accounts> read(ByteView json);

    /// The account of whoever holds a certificate: number and legal entity are those of the account. Null
    /// when there is none.
    const Account* find(const keys::Owner& owner) const;
    const Account* byId(std::string_view id) const;
    const std::vector<Account>& all() const { return all_; }

  private:
    std::vector<Account> all_;
};

/// "+7 70* *** ** 07": enough to know one's own number by, too little to call it.
std::string maskedPhone(std::string_view phone);
/// "9912******16"; empty for an empty number.
std::string maskedNumber(std::string_view twelveDigits);

} // namespace tanba::reference_portal
