#include "cardreader/pkcs11/module_registry.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileSize = std::size_t{64} * 1024;
constexpr std::size_t kMaxFiles = 256; ///< of one folder

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// At most kMaxFileSize characters; empty when the file is longer or cannot be read.
std::string readText(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(kMaxFileSize + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text.size() > kMaxFileSize ? std::string() : text;
}

std::vector<fs::path> registryFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator() && files.size() < kMaxFiles; entry.increment(error)) {
        std::error_code unknown;
        if (entry->path().extension() == ".module" && entry->is_regular_file(unknown))
            files.push_back(entry->path());
    }
    std::ranges::sort(files);
    return files;
}

fs::path locate(const fs::path& module, const std::vector<fs::path>& folders) {
    std::error_code error;
    if (module.is_absolute())
        return fs::exists(module, error) ? module : fs::path();
    for (const fs::path& folder : folders) {
        if (fs::exists(folder / module, error))
            return folder / module;
    }
    return {};
}

} // namespace

RegistryEntry readRegistryEntry(std::string_view text) {
    RegistryEntry entry;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        const std::size_t colon = line.find(':');
        if (line.starts_with('#') || colon == std::string_view::npos)
            continue;
        const std::string_view key = trimmed(line.substr(0, colon));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (key == "module")
            entry.module = fs::path(value);
        else if (key == "trust-policy")
            entry.trustPolicy = value == "yes";
    }
    return entry;
}

std::vector<fs::path> registeredModules(const std::vector<fs::path>& registries,
                                        const std::vector<fs::path>& moduleFolders) {
    std::vector<fs::path> modules;
    for (const fs::path& registry : registries) {
        for (const fs::path& file : registryFiles(registry)) {
            const RegistryEntry entry = readRegistryEntry(readText(file));
            if (entry.module.empty() || entry.trustPolicy)
                continue;
            if (fs::path module = locate(entry.module, moduleFolders); !module.empty())
                modules.push_back(std::move(module));
        }
    }
    return modules;
}

} // namespace tanba::pkcs11
