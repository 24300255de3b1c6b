#pragma once

#include "core/base/file_store.h"
#include "core/base/growing_file.h"

namespace tanba {

/// The operating system's files.
class DiskFileStore : public FileStore, public GrowingFiles {
  public:
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
    Result<std::unique_ptr<GrowingFile>> openGrowing(const std::filesystem::path& path,
                                                     IfHeld ifHeld) override;
};

} // namespace tanba
