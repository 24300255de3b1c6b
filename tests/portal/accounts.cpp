#include "tests/portal/accounts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace tanba::reference_portal {

namespace {

using AccountsJson = nlohmann::json;

constexpr std::size_t kNumberDigits = 12;
constexpr std::size_t kMaxText = 200;

bool areDigits(std::string_view text) {
    return std::ranges::all_of(text, [](char character) { return character >= '0' && character <= '9'; });
}

bool isNumber(std::string_view text) {
    return text.empty() || (text.size() == kNumberDigits && areDigits(text));
}

/// E.164, with room for masking.
bool isPhone(std::string_view text) {
    return text.empty() ||
           (text.starts_with('+') && text.size() >= 9 && text.size() <= 16 && areDigits(text.substr(1)));
}

bool isId(std::string_view text) {
    return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
               character == '-';
    });
}

Failure wrong(const char* member) {
    return fail(FailureCode::RecordDamaged, "accounts", member);
}

std::string textOf(const AccountsJson& row, const char* member) {
    const auto found = row.find(member);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<std::vector<Oid>> rolesOf(const AccountsJson& row) {
    std::vector<Oid> roles;
    const AccountsJson list = row.value("roles", AccountsJson::array());
    if (!list.is_array())
        return wrong("roles");
    for (const AccountsJson& item : list) {
        const Oid role(item.is_string() ? item.get<std::string>() : std::string());
        if (role.empty())
            return wrong("roles");
        roles.push_back(role);
    }
    return roles;
}

Result<Account> accountOf(const AccountsJson& row) {
    if (!row.is_object())
        return wrong("accounts");
    Account account{textOf(row, "id"),   textOf(row, "iin"),   textOf(row, "bin"),
                    textOf(row, "name"), textOf(row, "phone"), {}};
    TANBA_TRY(account.roles, rolesOf(row));
    if (!isId(account.id))
        return wrong("id");
    if (!isNumber(account.iin) || (account.iin.empty() && account.bin.empty()))
        return wrong("iin");
    if (!isNumber(account.bin))
        return wrong("bin");
    if (account.name.empty() || account.name.size() > kMaxText)
        return wrong("name");
    if (!isPhone(account.phone))
        return wrong("phone");
    return account;
}

} // namespace

Result<Accounts> Accounts::read(ByteView json) {
    const AccountsJson whole = AccountsJson::parse(json.begin(), json.end(), nullptr, false);
    if (!whole.is_object() || !whole.contains("accounts") || !whole.at("accounts").is_array())
        return wrong("accounts");
    Accounts accounts;
    std::set<std::string> ids;
    for (const AccountsJson& row : whole.at("accounts")) {
        TANBA_TRY(Account account, accountOf(row));
        if (!ids.insert(account.id).second)
            return wrong("id");
        accounts.all_.push_back(std::move(account));
    }
    return accounts;
}

const Account* Accounts::find(const keys::Owner& owner) const {
    const auto found = std::ranges::find_if(all_, [&owner](const Account& account) {
        return account.bin == owner.bin && (account.iin.empty() || account.iin == owner.iin);
    });
    return found == all_.end() ? nullptr : &*found;
}

const Account* Accounts::byId(std::string_view id) const {
    const auto found = std::ranges::find(all_, id, &Account::id);
    return found == all_.end() ? nullptr : &*found;
}

std::string maskedPhone(std::string_view phone) {
    if (phone.size() < 9)
        return {};
    return std::string(phone.substr(0, 2)) + " " + std::string(phone.substr(2, 2)) + "* *** ** " +
           std::string(phone.substr(phone.size() - 2));
}

std::string maskedNumber(std::string_view twelveDigits) {
    if (twelveDigits.size() != kNumberDigits)
        return {};
    return std::string(twelveDigits.substr(0, 4)) + "******" + std::string(twelveDigits.substr(10));
}

} // namespace tanba::reference_portal
