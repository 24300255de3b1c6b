#pragma once

#include "core/base/clock.h"
#include "core/base/file_store.h"
#include "core/base/result.h"
#include "core/trust/online_evidence.h"

#include <filesystem>
#include <memory>

namespace tanba::net {

struct OnlineCheckSettings {
    /// This program's own folder (app/platform/data_folder.h): fetched lists are kept in "revocation-lists"
    /// below it. Empty, or when that cannot be made: nothing is kept.
    std::filesystem::path dataFolder;
    /// Anchors of the user's; an online-hosts.json in it names hosts that may be asked besides the
    /// authority's.
    std::filesystem::path trustFolder;
    /// Hears the times of proved answers; null: nobody. Must outlive the object.
    TimeWitness* witness = nullptr;
};

/// Asks the authority's servers for one run of checks; nothing is asked before the first check needs it.
/// @param files and @param clock must outlive the object. trust.folder_unusable, file.*.
Result<std::shared_ptr<trust::OnlineEvidence>> onlineChecks(FileStore& files, const Clock& clock,
                                                            const OnlineCheckSettings& settings);

} // namespace tanba::net
