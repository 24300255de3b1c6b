#pragma once

#include "core/base/bytes.h"
#include "core/base/file_store.h"
#include "core/base/growing_file.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tanba::test {

/// What a crash leaves of folder changes (create, rename, duplicate, remove) that no syncFolder() followed. A
/// real file system may do either, so a promise about crashes must hold with both.
enum class UnsyncedEntries { Lost, Kept };

/// A disk in memory that can break in every way that a user's disk can.
///
/// What is durable: the content of a file as it was at its last sync(), the entries of a folder as they were
/// at its last syncFolder(). Everything else lives only until the crash; content that was never synced comes
/// back empty, also when the entry that names it is kept.
///
/// Every call of a FileStore method, and every read, write, sync and rewind of an open file, and the removal
/// of an abandoned temporary file, is one step; steps count from 1. Set-up and inspection are no steps. A
/// test that some work survives a crash at every point:
///
///     for (const UnsyncedEntries entries : {UnsyncedEntries::Lost, UnsyncedEntries::Kept}) {
///         bool finished = false;
///         for (std::size_t step = 0; !finished; ++step) {
///             MemoryFileStore disk;
///             disk.put("/usb/key.p12", oldContent);
///             disk.disconnectAfterStep(step);
///             work(disk);
///             finished = disk.connected();
///             disk.reconnect(entries);
///             EXPECT_THAT(disk.content("/usb/key.p12"), AnyOf(Optional(oldContent), Optional(newContent)));
///         }
///     }
///
/// Several threads may read at once; changes are for one.
///
/// A path without a leading "/" lies in "/". There are no symbolic links.
class MemoryFileStore : public FileStore, public GrowingFiles {
  public:
    enum class HardLinks { Present, Missing };
    enum class Access { Writable, ReadOnly };

    static constexpr unsigned kOwnerOnly = 0600;
    static constexpr unsigned kDefaultPermissions = 0644;

    explicit MemoryFileStore(HardLinks links = HardLinks::Present) : links_(links) {}
    MemoryFileStore(const MemoryFileStore&) = delete;
    MemoryFileStore& operator=(const MemoryFileStore&) = delete;

    /// A durable file, and the folders above it.
    void put(const std::filesystem::path& path, Bytes content, unsigned permissions = kDefaultPermissions);
    /// A durable folder, and those above it.
    void putFolder(const std::filesystem::path& path);

    /// What a reader would find at this moment; nothing when there is no such file.
    std::optional<Bytes> content(const std::filesystem::path& path) const;
    std::optional<unsigned> permissions(const std::filesystem::path& path) const;
    /// Names of the files and folders in a folder, in alphabetical order.
    std::vector<std::string> names(const std::filesystem::path& folder) const;
    /// The steps so far, each as "rename /usb/.key.p12.tanba-1 /usb/key.p12": shows where a test went wrong.
    const std::vector<std::string>& steps() const { return steps_; }

    /// Step `number` does not happen and gives this failure; a write still does its first half.
    void failStep(std::size_t number, FailureCode code);
    /// The power fails, or the drive is pulled, when step `number` has been done (0: before the first). Every
    /// later step is file.medium_gone and changes nothing.
    void disconnectAfterStep(std::size_t number) { lastConnectedStep_ = number; }
    /// False as soon as a step met the disconnection.
    bool connected() const { return connected_; }
    /// The disk is there again, with what was durable; nothing is set to fail any more. Files still open from
    /// before stay useless.
    void reconnect(UnsyncedEntries entries);
    /// At most this many bytes are still written, then file.disk_full; a write fills up what is left.
    void fillUpAfter(std::uint64_t bytes) { freeBytes_ = bytes; }
    /// ReadOnly: every change is file.read_only_medium.
    void setAccess(Access access) { access_ = access; }

    Result<FileStatus> status(const std::filesystem::path& path) override;
    Result<std::unique_ptr<InputFile>> openForReading(const std::filesystem::path& path) override;
    Result<std::unique_ptr<TemporaryFile>>
    createTemporaryBeside(const std::filesystem::path& target) override;
    Outcome copyPermissions(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Outcome giveDefaultPermissions(const std::filesystem::path& path) override;
    Result<std::filesystem::path> followLinks(const std::filesystem::path& path) override;
    Outcome duplicate(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Outcome rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    Outcome renameWithoutReplacing(const std::filesystem::path& from,
                                   const std::filesystem::path& to) override;
    Outcome remove(const std::filesystem::path& path) override;
    Outcome syncFolder(const std::filesystem::path& folder) override;
    Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override;
    /// A file that is held is record.in_use, whether it may be waited for or not: a test has one thread.
    Result<std::unique_ptr<GrowingFile>> openGrowing(const std::filesystem::path& path,
                                                     IfHeld ifHeld) override;

  private:
    class Input;
    class Temporary;
    class Growing;

    /// A file apart from its names.
    struct Node {
        Bytes content;
        Bytes durableContent;
        unsigned permissions = kDefaultPermissions;
        std::int64_t modified = 0;
        bool held = false;
    };
    using Entries = std::map<std::filesystem::path, std::shared_ptr<Node>>;

    /// Counts a step; its failure is the one that the test asked for.
    Outcome step(const std::string& what, const std::filesystem::path& path);
    /// The same for a step that changes the disk.
    Outcome changingStep(const std::string& what, const std::filesystem::path& path);
    Result<std::shared_ptr<Node>> find(const std::filesystem::path& path) const;
    Outcome requireFolder(const std::filesystem::path& folder) const;
    Outcome requireFree(const std::filesystem::path& path) const;
    Outcome store(Node& node, ByteView bytes, const std::filesystem::path& path);

    HardLinks links_;
    Access access_ = Access::Writable;
    Entries entries_;
    Entries durableEntries_;
    std::set<std::filesystem::path> folders_{"/"};
    std::mutex stepMutex_;
    std::vector<std::string> steps_;
    std::map<std::size_t, FailureCode> failures_;
    std::optional<std::size_t> lastConnectedStep_;
    std::optional<std::uint64_t> freeBytes_;
    bool connected_ = true;
    /// How often the disk was connected; files opened in an earlier time are useless.
    std::size_t era_ = 0;
    std::size_t temporaries_ = 0;
    /// Each change of a file's content is one nanosecond after the one before.
    std::int64_t changes_ = 0;
};

} // namespace tanba::test
