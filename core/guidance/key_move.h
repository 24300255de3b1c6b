#pragma once

#include "core/base/file_store.h"
#include "core/guidance/key_place.h"

#include <filesystem>
#include <optional>

namespace tanba::guidance {

struct MovedKey {
    std::filesystem::path path; ///< where the key is now, readable by its owner only
    /// Why the old file is still there as well, or nothing: then it is gone.
    std::optional<Failure> oldRemains;
};

/// Moves a key file so that at every moment a whole copy of it exists: copy beside the target, sync, read
/// back and compare, read the source again and compare, rename, sync the folder, and only then remove the
/// source.
/// @param folder an existing folder.
/// @returns file.exists when the name is taken there, file.not_found, file.too_large (kMaxPkcs12Size),
///          file.write_failed when the medium does not give back what was written, or when `from` is a link
///          (detail "symbolic link": the file behind it is what should be moved), file.changed_meanwhile when
///          somebody wrote the source, and what FileStore returns. After a failure the source is untouched
///          and nothing lies in `folder`.
Result<MovedKey> moveKeyFile(FileStore& files, const std::filesystem::path& from,
                             const std::filesystem::path& folder);

enum class RightsOutcome {
    OwnerOnly,
    MediumKnowsNoRights, ///< flash drives: everybody who has the drive reads it
};

/// Puts the same content in place of the file, readable by its owner only. Other names of the file (hard
/// links) keep the old rights.
/// @returns failures as of moveKeyFile().
Result<RightsOutcome> restrictToOwner(FileStore& files, PathFacts& facts, const std::filesystem::path& path);

/// The name under which removeCopy() puts the copy aside; it is there only while that works, or when it
/// failed.
std::filesystem::path asideOf(const std::filesystem::path& copy);

/// Removes `copy` when `kept` holds the same bytes. Guards against two names of one file (a link somewhere
/// above): the copy is renamed away first, and `kept` must still be there.
/// @returns file.changed_meanwhile with `copy` as its subject when the contents differ, with `kept` when
///          both are one file; nothing is removed then.
Outcome removeCopy(FileStore& files, const std::filesystem::path& copy, const std::filesystem::path& kept);

} // namespace tanba::guidance
