#include "cardreader/pkcs11/module_finder.h"

#include "cardreader/pkcs11/module_registry.h"
#include "cardreader/pkcs11/module_safety.h"
#include "cardreader/pkcs11/module_table.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;

/// Names under which the proxy lies; the first is usually a link to the second.
constexpr std::array<std::string_view, 2> kProxyNames = {"p11-kit-proxy", "libp11-kit"};

bool isProxy(const fs::path& path) {
    const std::string name = path.filename().string();
    return std::ranges::any_of(kProxyNames,
                               [&name](std::string_view proxy) { return name.starts_with(proxy); });
}

fs::path below(const fs::path& home, const fs::path& path) {
    return *path.begin() == "~" ? home / path.lexically_relative("~") : path;
}

FoundModule describe(const fs::path& called, fs::path real) {
    const ModuleRow* row = moduleTable().byFileName(called.filename().string());
    if (row == nullptr)
        row = moduleTable().byFileName(real.filename().string());
    if (row == nullptr)
        return {std::move(real), called.filename().string(), keys::TokenProof::EmulatorOnly};
    return {std::move(real), row->name, row->proof};
}

class Search {
  public:
    enum class Absence { Reported, Usual };

    void add(const fs::path& path, Absence absence) {
        const Result<fs::path> real = safeModulePath(path);
        if (!real.ok()) {
            const bool absent = real.failure().code == FailureCode::FileNotFound;
            if (!absent || absence == Absence::Reported)
                refuse(real.failure());
            return;
        }
        const bool known =
            std::ranges::find(found.modules, real.value(), &FoundModule::path) != found.modules.end();
        if (!known && !isProxy(path) && !isProxy(real.value()))
            found.modules.push_back(describe(path, real.value()));
    }

    ModuleSearch found;

  private:
    void refuse(const Failure& failure) {
        const bool known =
            std::ranges::find(found.refused, failure.subject, &Failure::subject) != found.refused.end();
        if (!known)
            found.refused.push_back(failure);
    }
};

} // namespace

ModuleSources systemModuleSources(std::vector<fs::path> configured, const fs::path& home) {
    const ModuleTable& table = moduleTable();
    ModuleSources sources;
    sources.configured = std::move(configured);
    sources.moduleFolders = table.moduleFolders;
    for (const fs::path& registry : table.registries) {
        if (!home.empty() || *registry.begin() != "~")
            sources.registries.push_back(below(home, registry));
    }
    for (const ModuleRow& row : table.rows)
        std::ranges::copy(row.paths, std::back_inserter(sources.usual));
    return sources;
}

ModuleSearch findModules(const ModuleSources& sources) {
    Search search;
    for (const fs::path& path : sources.configured)
        search.add(path, Search::Absence::Reported);
    for (const fs::path& path : registeredModules(sources.registries, sources.moduleFolders))
        search.add(path, Search::Absence::Usual);
    for (const fs::path& path : sources.usual)
        search.add(path, Search::Absence::Usual);
    return std::move(search.found);
}

} // namespace tanba::pkcs11
