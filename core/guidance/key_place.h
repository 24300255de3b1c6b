#pragma once

#include "core/base/file_store.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tanba::guidance {

enum class WhoReads { OwnerOnly, Others, Unknown };

/// What FileStore does not tell about a file. A port, since systems keep rights in different ways.
class PathFacts {
  public:
    virtual ~PathFacts() = default;
    virtual Result<WhoReads> whoReads(const std::filesystem::path& path) = 0;
};

/// Permission bits: others read when any bit of group or others is set (mode & 077).
class PermissionBits : public PathFacts {
  public:
    Result<WhoReads> whoReads(const std::filesystem::path& path) override;
};

/// Folders of this person, as the desktop names them. All absolute.
struct UserPlaces {
    std::vector<std::filesystem::path> downloads;
    std::vector<std::filesystem::path> desktops;
    /// Folders of which a synchronising program itself says so (its settings, an environment variable).
    struct Synced {
        std::string service;
        std::filesystem::path folder;
    };
    std::vector<Synced> synced;
};

enum class PlaceFinding {
    Downloads,        ///< browsers clear it, and everybody looks there
    Desktop,          ///< seen over the shoulder, and often synchronised
    SyncedFolder,     ///< copied to the network, old versions are kept there
    GitTree,          ///< a key that was committed stays in the history
    ReadableByOthers, ///< other accounts of this computer can copy it
};

struct PlaceRemark {
    PlaceFinding finding = PlaceFinding::Downloads;
    /// The folder that is the reason; for ReadableByOthers the file itself.
    std::filesystem::path reason;
    std::string service; ///< for SyncedFolder: "OneDrive", a name that is the same in every language
};

/// Where a key file lies, and what speaks against it; nothing is written. At most 64 folders upwards are
/// looked at; a folder that cannot be looked into counts as an ordinary one.
/// @param path absolute; links are followed first.
/// @returns file.not_found and what FileStore returns for the file itself.
Result<std::vector<PlaceRemark>> judgePlace(FileStore& files, PathFacts& facts, const UserPlaces& places,
                                            const std::filesystem::path& path);

} // namespace tanba::guidance
