#include "core/trust/online_hosts.h"

#include "generated/online_hosts_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

using Json = nlohmann::json;

constexpr const char* kFileName = "online-hosts.json";
constexpr std::size_t kMaxFile = 64 * 1024;

struct UseRow {
    std::string_view name;
    OnlineUse use;
};
constexpr std::array<UseRow, 3> kUses{{
    {"status", OnlineUse::Status},
    {"lists", OnlineUse::Lists},
    {"timestamps", OnlineUse::Timestamps},
}};

Failure badTable(std::string detail) {
    return fail(FailureCode::TrustFolderUnusable, kFileName, std::move(detail));
}

/// The array under `name`, or null.
const Json* arrayIn(const Json& object, const char* name) {
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(name);
    return found != object.end() && found->is_array() ? &*found : nullptr;
}

/// The host as HttpAddress::authority() writes it.
Result<std::string> hostOf(const Json& row) {
    const auto found = row.find("host");
    if (found == row.end() || !found->is_string())
        return badTable("host");
    const auto& text = found->get_ref<const std::string&>();
    const auto address = parseHttpAddress("http://" + text);
    if (!address.ok() || address.value().authority() != text)
        return badTable("host " + text);
    return text;
}

} // namespace

Result<OnlineHosts> OnlineHosts::builtIn() {
    return fromJson(resources::online_hosts_json());
}

Result<OnlineHosts> OnlineHosts::fromJson(std::string_view text) {
    const Json table = Json::parse(text, nullptr, false);
    const Json* rows = arrayIn(table, "hosts");
    if (rows == nullptr)
        return badTable("hosts");
    OnlineHosts hosts;
    for (const Json& row : *rows) {
        const Json* uses = arrayIn(row, "for");
        if (uses == nullptr)
            return badTable("for");
        TANBA_TRY(const std::string host, hostOf(row));
        for (const Json& name : *uses) {
            const auto use = std::ranges::find_if(
                kUses, [&name](const UseRow& known) { return name.is_string() && name == known.name; });
            if (use == kUses.end())
                return badTable("for " + host);
            hosts.rows_.emplace_back(host, use->use);
        }
    }
    return hosts;
}

Outcome OnlineHosts::addFolder(FileStore& files, const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / kFileName;
    TANBA_TRY(const FileStatus status, files.status(path));
    if (status.kind == FileKind::Absent)
        return Done{};
    TANBA_TRY(const Bytes content, readFile(files, path, kMaxFile));
    TANBA_TRY(const OnlineHosts more, fromJson(asText(content)));
    rows_.insert(rows_.end(), more.rows_.begin(), more.rows_.end());
    return Done{};
}

bool OnlineHosts::allow(const HttpAddress& address, OnlineUse use) const {
    return std::ranges::find(rows_, std::pair(address.authority(), use)) != rows_.end();
}

} // namespace tanba::trust
