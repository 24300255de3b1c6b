#include "app/demo/demo_accounts.h"

#include "app/demo/demo_people.h"

#include <nlohmann/json.hpp>

namespace tanba::demo {

namespace {

nlohmann::json account(const char* id, const keys::Owner& owner) {
    return {{"id", id},
            {"iin", owner.iin},
            {"bin", owner.bin},
            {"name", owner.organisation.empty() ? owner.displayName() : owner.organisation},
            {"phone", kPhone}};
}

} // namespace

std::string accountsJson() {
    return nlohmann::json{{"accounts", {account(kPersonAccount, person()), account("organisation", head())}}}
        .dump(2);
}

} // namespace tanba::demo
