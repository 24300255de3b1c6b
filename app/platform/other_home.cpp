#include "app/platform/other_home.h"

#include <array>
#include <cstdlib>

namespace tanba::platform {

namespace {

struct HomeVariable {
    const char* name;
    const char* below; ///< the home folder
};
constexpr std::array<HomeVariable, 5> kHomeVariables{{
    {"HOME", ""},
    {"XDG_CONFIG_HOME", ".config"},
    {"XDG_DATA_HOME", ".local/share"},
    {"XDG_STATE_HOME", ".local/state"},
    {"XDG_CACHE_HOME", ".cache"},
}};
/// Drives are mounted below the name of their user.
constexpr const char* kUser = "USER";
constexpr const char* kNobody = "tanba-demonstration";

} // namespace

std::vector<FormerVariable> useOtherHome(const std::filesystem::path& home) {
    std::vector<FormerVariable> former;
    const auto change = [&former](const char* name, const std::string& value) {
        const char* const before = std::getenv(name);
        former.push_back({name, before == nullptr ? std::nullopt : std::optional<std::string>(before)});
        ::setenv(name, value.c_str(), 1);
    };
    for (const HomeVariable& variable : kHomeVariables)
        change(variable.name, (*variable.below == '\0' ? home : home / variable.below).string());
    change(kUser, kNobody);
    return former;
}

} // namespace tanba::platform
