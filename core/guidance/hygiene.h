#pragma once

#include "core/base/file_store.h"
#include "core/base/time.h"
#include "core/guidance/key_place.h"
#include "core/guidance/lasting_places.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::guidance {

/// What is known about a key file without its password.
struct KeyFileFacts {
    std::filesystem::path path;
    Bytes contentDigest; ///< SHA-256
    /// The key's id in lower-case hex, from the name that the authority gives (GOST512_<40 hex>.p12, also
    /// with the " (1)" of a browser); empty for other names.
    std::string keyId;
    /// End of validity, when the program has seen the certificate at an earlier unlock.
    std::optional<Time> notAfter;
    /// It lies on a flash drive: a copy there is a backup, and no surplus. It stays apart from the disk, so
    /// it is not put aside either.
    bool backup = false;
    /// It lies in the folder into which keys are put aside: what there is to do about it was done.
    bool aside = false;
};

/// @returns what FileStore returns; file.too_large beyond kMaxPkcs12Size. notAfter, backup and aside are the
/// caller's to add.
Result<KeyFileFacts> factsOfKeyFile(FileStore& files, const std::filesystem::path& path);

enum class HygieneFinding {
    Place,           ///< `place` tells what
    SameContent,     ///< the same file lies elsewhere as well
    OtherVersion,    ///< the same key with other content: it opens with another, perhaps an old, password
    ExpiredLeftover, ///< cannot sign any more; may still decrypt, so it is kept, elsewhere
};

enum class SafeFix {
    Move,           ///< moveKeyFile() to a better place
    PutAside,       ///< moveKeyFile() into the folder of old keys: nothing is lost if it was the wrong one
    RestrictRights, ///< restrictToOwner()
    RemoveCopy,     ///< removeCopy(), keeping the first of `others`, which has the same bytes
};

/// What remains when the fix is done.
enum class Afterwards {
    Nothing,
    /// Old versions in the cloud or in the history of git can still be fetched: change the password, and if
    /// others could see it, get a new key and revoke this one.
    CopiesElsewhereMayRemain,
};

struct HygieneRemark {
    std::size_t file = 0; ///< index into the files asked about
    HygieneFinding finding = HygieneFinding::Place;
    std::optional<PlaceRemark> place;
    /// For SameContent and OtherVersion. Those in lasting places come first, and of these, those that lie
    /// well; for SameContent the first one is in a lasting place.
    std::vector<std::size_t> others;
    SafeFix fix = SafeFix::Move;
    Afterwards afterwards = Afterwards::Nothing;
};

/// Everything there is to say about these key files, file by file. Files that are gone meanwhile are left
/// out. Of equal files nothing is said at one that lies well while all others lie badly: it is said at those.
/// Nor at one without another in a lasting place, since it may be the only one that lasts.
std::vector<HygieneRemark> hygieneRemarks(FileStore& files, PathFacts& facts, const UserPlaces& places,
                                          const LastingPlaces& lasting,
                                          const std::vector<KeyFileFacts>& keyFiles, Time now);

} // namespace tanba::guidance
