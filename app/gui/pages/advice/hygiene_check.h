#pragma once

#include "app/gui/keys/folders.h"
#include "core/guidance/hygiene.h"
#include "core/guidance/key_move.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// Looking at key files and putting them right: the work beside the windows, in paths instead of indices.

/// A key file to be looked at.
struct KnownKeyFile {
    std::filesystem::path path;
    std::optional<Time> notAfter; ///< when nothing in it works any more, if that is known
};

struct KeyFinding {
    guidance::HygieneFinding finding = guidance::HygieneFinding::Place;
    std::optional<guidance::PlaceRemark> place;
    std::vector<std::filesystem::path> others; ///< in the order of HygieneRemark::others
    guidance::SafeFix fix = guidance::SafeFix::Move;
    guidance::Afterwards afterwards = guidance::Afterwards::Nothing;
};

struct CheckedKeyFile {
    std::filesystem::path path;
    std::vector<KeyFinding> findings;
};

/// Where a key may be moved to.
struct MoveTargets {
    std::filesystem::path suggested; ///< empty without a home folder
    std::filesystem::path aside;     ///< for keys that are put aside
    std::vector<std::filesystem::path> drives;
};

struct HygieneCheck {
    std::vector<CheckedKeyFile> remarkable; ///< only files with findings
    int looked = 0;
    int absent = 0; ///< could not be read or judged, mostly because their drive is not plugged in
    MoveTargets targets;
};

/// @param folders a copy on one of the drives is a backup; of equal files one below the home folder stays
/// @param putAside names of folders in which a key that is not used any more is where it belongs
HygieneCheck checkKeyFiles(FileStore& files, guidance::PathFacts& facts, guidance::RealPlaces& realPlaces,
                           const Folders& folders, const std::vector<KnownKeyFile>& keys,
                           const std::vector<std::string>& putAside, Time now);

/// How the two folders are called; the present language first.
struct FolderNames {
    std::vector<std::string> keys;
    std::vector<std::string> aside;
};

/// Folders of these names that are there already, or else those of the first names.
MoveTargets moveTargets(FileStore& files, const Folders& folders, const FolderNames& names);

/// guidance::moveKeyFile() into a folder that is made, for its owner only, if it is not there. Links above
/// the file are followed; the file itself must not be one.
Result<guidance::MovedKey> moveIntoFolder(FileStore& files, const std::filesystem::path& file,
                                          const std::filesystem::path& folder);
/// guidance::restrictToOwner(), links above the file followed.
Result<guidance::RightsOutcome> closeToOthers(FileStore& files, guidance::PathFacts& facts,
                                              const std::filesystem::path& file);

} // namespace tanba::gui
