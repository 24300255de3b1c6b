#include "core/keys/role_table.h"

#include "generated/oids_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tanba::keys {

namespace {

std::string textMember(const nlohmann::json& row, const char* member) {
    const auto found = row.find(member);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<Role> readRoleTable() {
    std::vector<Role> roles;
    const auto document = nlohmann::json::parse(resources::oids_json(), nullptr, /*allow_exceptions=*/false);
    const auto rows = document.find("eku");
    if (rows == document.end())
        return roles;
    for (const auto& row : *rows) {
        roles.push_back(Role{Oid(textMember(row, "oid")), textMember(row, "en"), textMember(row, "kk"),
                             textMember(row, "ru"), textMember(row, "class")});
    }
    return roles;
}

} // namespace

const std::vector<Role>& roleTable() {
    static const std::vector<Role> roles = readRoleTable();
    return roles;
}

const Role* roleByOid(const Oid& oid) {
    const auto found = std::ranges::find(roleTable(), oid, &Role::oid);
    return found == roleTable().end() ? nullptr : &*found;
}

} // namespace tanba::keys
