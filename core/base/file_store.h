#pragma once

#include "core/base/result.h"
#include "core/base/stream.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tanba {

enum class FileKind { Absent, Regular, Folder, Other };

/// What lies at a path, symbolic links followed.
struct FileStatus {
    FileKind kind = FileKind::Absent;
    std::uint64_t size = 0;
    /// When the content was last changed, in nanoseconds since 1970; only good for telling whether it was
    /// since.
    std::int64_t modified = 0;
};

struct FolderEntry {
    std::string name;
    /// Symbolic links are not followed: they are Other.
    FileKind kind = FileKind::Other;
};

/// A new file under a temporary name in the target's own folder, readable by its owner only.
/// Destroyed without being renamed, it is removed.
class TemporaryFile : public ByteSink {
  public:
    virtual const std::filesystem::path& path() const = 0;
    /// Content and size are on the medium when this returns.
    virtual Outcome sync() = 0;
    /// The file now belongs to the caller under its present name and is no longer removed.
    virtual void keep() = 0;
};

/// The user's files, behind a port so that tests can fill the disk, pull the drive and lose power.
/// Each method is one step; base/safe_write.h makes safe sequences of them.
class FileStore {
  public:
    virtual ~FileStore() = default;
    virtual Result<FileStatus> status(const std::filesystem::path& path) = 0;
    virtual Result<std::unique_ptr<InputFile>> openForReading(const std::filesystem::path& path) = 0;
    virtual Result<std::unique_ptr<TemporaryFile>>
    createTemporaryBeside(const std::filesystem::path& target) = 0;
    /// Gives `to` the permission bits of `from`, as far as the file system knows such a thing.
    virtual Outcome copyPermissions(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// Gives a file the permission bits that this system gives to an ordinary new file.
    virtual Outcome giveDefaultPermissions(const std::filesystem::path& path) = 0;
    /// Where the content really lies: symbolic links are followed to the end. A path at which there is
    /// nothing (or a link to nothing) comes back as it is. Whoever replaces a file by rename() asks this
    /// first, or the link would be replaced and the file behind it would keep its old content.
    virtual Result<std::filesystem::path> followLinks(const std::filesystem::path& path) = 0;
    /// A second name for the same content; where the file system has no links, a synced copy. file.exists
    /// when taken.
    virtual Outcome duplicate(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// Atomic; an existing `to` is replaced.
    virtual Outcome rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// Atomic; file.exists when `to` is there.
    virtual Outcome renameWithoutReplacing(const std::filesystem::path& from,
                                           const std::filesystem::path& to) = 0;
    virtual Outcome remove(const std::filesystem::path& path) = 0;
    /// The folder's entries are on the medium when this returns.
    virtual Outcome syncFolder(const std::filesystem::path& folder) = 0;
    virtual Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) = 0;
};

/// The folder that holds `path`: "." for a bare name.
std::filesystem::path folderOf(const std::filesystem::path& path);

/// At most `limit` bytes of a file; file.too_large beyond.
Result<Bytes> readFile(FileStore& files, const std::filesystem::path& path, std::size_t limit);

} // namespace tanba
