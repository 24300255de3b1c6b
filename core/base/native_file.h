#pragma once

#include "core/base/file_store.h"
#include "core/base/result.h"
#include "core/base/stream.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

// The steps in which DiskFileStore uses the operating system. Every system has its own implementation of this
// header; all of them turn the system's errors into the failure codes of core/base/failure.h.
namespace tanba::native {

/// An open regular file, closed when destroyed.
class File {
  public:
    /// Follows symbolic links; anything but a regular file is refused, without waiting for it (pipes,
    /// devices).
    static Result<File> openForReading(const std::filesystem::path& path);
    /// A new empty file that only its owner may read and write; file.exists when the name is taken.
    static Result<File> create(const std::filesystem::path& path);

    File(File&& other) noexcept;
    File& operator=(File&& other) = delete;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File();

    Result<std::size_t> read(std::span<std::uint8_t> buffer);
    /// All of `bytes`.
    Outcome write(ByteView bytes);
    Outcome rewind();
    /// The content is on the medium when this returns.
    Outcome sync();
    /// When the file was opened.
    std::uint64_t size() const { return size_; }
    const std::filesystem::path& path() const { return path_; }

  private:
    File(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}

    int descriptor_;
    std::uint64_t size_ = 0;
    std::filesystem::path path_;
};

/// Whether a file system knows a way of doing something.
enum class Support { Present, Missing };

Result<FileStatus> status(const std::filesystem::path& path);
Outcome copyPermissions(const std::filesystem::path& from, const std::filesystem::path& to);
Outcome giveDefaultPermissions(const std::filesystem::path& path);
/// A second name for the file behind `from`; Missing when this file system has no such names.
Result<Support> link(const std::filesystem::path& from, const std::filesystem::path& to);
Outcome rename(const std::filesystem::path& from, const std::filesystem::path& to);
/// Missing when this file system cannot do it in one step.
Result<Support> renameWithoutReplacing(const std::filesystem::path& from, const std::filesystem::path& to);
Outcome remove(const std::filesystem::path& path);
Outcome syncFolder(const std::filesystem::path& folder);
Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder);

} // namespace tanba::native
