#pragma once

#include "core/base/disk_file_store.h"

#include <functional>

namespace tanba::gui::test {

/// The disk, with steps that can be made to fail. What decides is called on any thread.
class TestFiles : public DiskFileStore {
  public:
    using Decide = std::function<Outcome(const std::filesystem::path& file)>;

    Result<std::unique_ptr<InputFile>> openForReading(const std::filesystem::path& path) override {
        if (beforeReading)
            TANBA_CHECK(beforeReading(path));
        return DiskFileStore::openForReading(path);
    }
    Result<std::unique_ptr<TemporaryFile>>
    createTemporaryBeside(const std::filesystem::path& target) override {
        if (beforeWriting)
            TANBA_CHECK(beforeWriting(target));
        return DiskFileStore::createTemporaryBeside(target);
    }

    Result<FileStatus> status(const std::filesystem::path& path) override {
        if (beforeAsking)
            TANBA_CHECK(beforeAsking(path));
        return DiskFileStore::status(path);
    }
    Result<std::vector<FolderEntry>> list(const std::filesystem::path& folder) override {
        if (beforeListing)
            TANBA_CHECK(beforeListing(folder));
        return DiskFileStore::list(folder);
    }

    Decide beforeAsking; ///< whether and how a file is there
    Decide beforeReading;
    Decide beforeListing;
    Decide beforeWriting;
};

} // namespace tanba::gui::test
