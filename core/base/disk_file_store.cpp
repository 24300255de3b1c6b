#include "core/base/disk_file_store.h"

#include "core/base/encoding.h"
#include "core/base/native_file.h"
#include "core/base/native_growing_file.h"
#include "core/base/random.h"
#include "core/base/temporary_name.h"

#include <system_error>
#include <utility>

namespace tanba {

namespace {

namespace fs = std::filesystem;

class DiskInput : public InputFile {
  public:
    explicit DiskInput(native::File file) : file_(std::move(file)) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return file_.read(buffer); }
    std::uint64_t size() const override { return file_.size(); }
    Outcome rewind() override { return file_.rewind(); }

  private:
    native::File file_;
};

class DiskTemporary : public TemporaryFile {
  public:
    explicit DiskTemporary(native::File file) : file_(std::move(file)) {}
    ~DiskTemporary() override {
        // Nobody is left who could be told of a failure.
        if (owned_)
            static_cast<void>(native::remove(file_.path()));
    }
    DiskTemporary(const DiskTemporary&) = delete;
    DiskTemporary& operator=(const DiskTemporary&) = delete;

    const fs::path& path() const override { return file_.path(); }
    Outcome write(ByteView bytes) override { return file_.write(bytes); }
    Outcome sync() override { return file_.sync(); }
    void keep() override { owned_ = false; }

  private:
    native::File file_;
    bool owned_ = true;
};

Result<std::string> temporaryName(const fs::path& target) {
    constexpr std::size_t kRandomBytes = 8;
    TANBA_TRY(const Bytes random, randomBytes(kRandomBytes));
    return temporaryPrefix(target) + toHex(random);
}

/// Where names cannot be exchanged in one step: take the name with a second link or an empty file first.
Outcome takeNameThenRename(const fs::path& from, const fs::path& to) {
    TANBA_TRY(const native::Support links, native::link(from, to));
    if (links == native::Support::Present) {
        auto removed = native::remove(from);
        if (!removed)
            static_cast<void>(native::remove(to));
        return removed;
    }
    TANBA_TRY(const native::File taken, native::File::create(to));
    auto renamed = native::rename(from, to);
    if (!renamed)
        static_cast<void>(native::remove(to));
    return renamed;
}

} // namespace

Result<FileStatus> DiskFileStore::status(const fs::path& path) {
    return native::status(path);
}

Result<std::unique_ptr<InputFile>> DiskFileStore::openForReading(const fs::path& path) {
    TANBA_TRY(native::File file, native::File::openForReading(path));
    return std::unique_ptr<InputFile>(std::make_unique<DiskInput>(std::move(file)));
}

Result<std::unique_ptr<TemporaryFile>> DiskFileStore::createTemporaryBeside(const fs::path& target) {
    TANBA_TRY(const std::string name, temporaryName(target));
    TANBA_TRY(native::File file, native::File::create(folderOf(target) / name));
    return std::unique_ptr<TemporaryFile>(std::make_unique<DiskTemporary>(std::move(file)));
}

Outcome DiskFileStore::copyPermissions(const fs::path& from, const fs::path& to) {
    return native::copyPermissions(from, to);
}

Outcome DiskFileStore::giveDefaultPermissions(const fs::path& path) {
    return native::giveDefaultPermissions(path);
}

Result<fs::path> DiskFileStore::followLinks(const fs::path& path) {
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(path, error)))
        return path;
    const fs::path real = fs::canonical(path, error);
    return error ? path : real;
}

Outcome DiskFileStore::duplicate(const fs::path& from, const fs::path& to) {
    TANBA_TRY(const native::Support links, native::link(from, to));
    if (links == native::Support::Present)
        return Done{};
    TANBA_TRY(native::File source, native::File::openForReading(from));
    TANBA_TRY(const std::unique_ptr<TemporaryFile> copy, createTemporaryBeside(to));
    Bytes buffer(kStreamBuffer);
    while (true) {
        TANBA_TRY(const std::size_t count, source.read(buffer));
        if (count == 0)
            break;
        TANBA_CHECK(copy->write(ByteView(buffer).first(count)));
    }
    TANBA_CHECK(copyPermissions(from, copy->path()));
    TANBA_CHECK(copy->sync());
    TANBA_CHECK(renameWithoutReplacing(copy->path(), to));
    copy->keep();
    return Done{};
}

Outcome DiskFileStore::rename(const fs::path& from, const fs::path& to) {
    return native::rename(from, to);
}

Outcome DiskFileStore::renameWithoutReplacing(const fs::path& from, const fs::path& to) {
    TANBA_TRY(const native::Support inOneStep, native::renameWithoutReplacing(from, to));
    return inOneStep == native::Support::Present ? Outcome(Done{}) : takeNameThenRename(from, to);
}

Outcome DiskFileStore::remove(const fs::path& path) {
    return native::remove(path);
}

Outcome DiskFileStore::syncFolder(const fs::path& folder) {
    return native::syncFolder(folder);
}

Result<std::vector<FolderEntry>> DiskFileStore::list(const fs::path& folder) {
    return native::list(folder);
}

Result<std::unique_ptr<GrowingFile>> DiskFileStore::openGrowing(const fs::path& path, IfHeld ifHeld) {
    return native::openGrowing(path, ifHeld);
}

} // namespace tanba
