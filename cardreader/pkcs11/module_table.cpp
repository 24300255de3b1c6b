#include "cardreader/pkcs11/module_table.h"

#include "generated/pkcs11_modules_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tanba::pkcs11 {

namespace {

using Json = nlohmann::json;

#if defined(_WIN32)
constexpr const char* kSystem = "windows";
#elif defined(__APPLE__)
constexpr const char* kSystem = "macos";
#else
constexpr const char* kSystem = "linux";
#endif

template <typename Element>
std::vector<Element> listOf(const Json& row, const char* member) {
    std::vector<Element> elements;
    const auto found = row.find(member);
    if (found == row.end())
        return elements;
    for (const Json& element : *found)
        elements.emplace_back(element.get<std::string>());
    return elements;
}

ModuleRow readRow(const Json& row) {
    const bool proved = row.value("proof", std::string()) == "real";
    return ModuleRow{row.value("name", std::string()), listOf<std::string>(row, "files"),
                     listOf<std::filesystem::path>(row, kSystem),
                     proved ? keys::TokenProof::Real : keys::TokenProof::EmulatorOnly};
}

ModuleTable readTable() {
    ModuleTable table;
    const Json document = Json::parse(resources::pkcs11_modules_json(), nullptr, /*allow_exceptions=*/false);
    if (document.is_discarded())
        return table;
    table.registries = listOf<std::filesystem::path>(document["registries"], kSystem);
    table.moduleFolders = listOf<std::filesystem::path>(document["moduleFolders"], kSystem);
    for (const Json& row : document["modules"])
        table.rows.push_back(readRow(row));
    return table;
}

} // namespace

const ModuleRow* ModuleTable::byFileName(const std::string& fileName) const {
    const auto found = std::ranges::find_if(rows, [&fileName](const ModuleRow& row) {
        return std::ranges::find(row.files, fileName) != row.files.end();
    });
    return found == rows.end() ? nullptr : &*found;
}

const ModuleTable& moduleTable() {
    static const ModuleTable table = readTable();
    return table;
}

} // namespace tanba::pkcs11
