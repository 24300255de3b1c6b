#pragma once

#include "core/base/file_store.h"
#include "core/base/http_address.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tanba::trust {

enum class OnlineUse {
    Status,     ///< questions about one certificate (OCSP)
    Lists,      ///< revocation lists
    Timestamps, ///< time stamps for signatures
};

/// The hosts that the program asks on its own: those that addresses inside certificates may lead to, and the
/// time-stamp authority; no other address is ever followed.
class OnlineHosts {
  public:
    /// resources/online-hosts.json.
    static Result<OnlineHosts> builtIn();
    /// The same form of table. trust.folder_unusable when it is not one.
    static Result<OnlineHosts> fromJson(std::string_view text);

    /// Adds the hosts of `folder`/online-hosts.json, which the user keeps beside anchors of their own; a
    /// folder without one adds nothing. trust.folder_unusable, file.*.
    Outcome addFolder(FileStore& files, const std::filesystem::path& folder);

    /// True when a row has this very host, with the scheme's own port or the row's.
    bool allow(const HttpAddress& address, OnlineUse use) const;

  private:
    std::vector<std::pair<std::string, OnlineUse>> rows_;
};

} // namespace tanba::trust
