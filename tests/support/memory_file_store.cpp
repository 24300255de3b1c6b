#include "tests/support/memory_file_store.h"

#include <algorithm>
#include <cstring>

namespace tanba::test {

namespace {

namespace fs = std::filesystem;

fs::path normal(const fs::path& path) {
    const fs::path whole = ("/" / path).lexically_normal();
    return whole.has_filename() || whole == "/" ? whole : whole.parent_path();
}

} // namespace

class MemoryFileStore::Input : public InputFile {
  public:
    Input(MemoryFileStore& disk, std::shared_ptr<Node> node, fs::path path)
        : disk_(disk), node_(std::move(node)), path_(std::move(path)), size_(node_->content.size()),
          era_(disk.era_) {}

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        TANBA_CHECK(step("read"));
        const Bytes& content = node_->content;
        const std::size_t count =
            std::min(buffer.size(), content.size() - std::min(position_, content.size()));
        if (count != 0)
            std::memcpy(buffer.data(), content.data() + position_, count);
        position_ += count;
        return count;
    }
    std::uint64_t size() const override { return size_; }
    Outcome rewind() override {
        TANBA_CHECK(step("rewind"));
        position_ = 0;
        return Done{};
    }

  private:
    Outcome step(const std::string& what) {
        if (era_ != disk_.era_)
            return fail(FailureCode::FileMediumGone, path_.string());
        return disk_.step(what, path_);
    }

    MemoryFileStore& disk_;
    std::shared_ptr<Node> node_;
    fs::path path_;
    std::size_t size_;
    std::size_t era_;
    std::size_t position_ = 0;
};

class MemoryFileStore::Temporary : public TemporaryFile {
  public:
    Temporary(MemoryFileStore& disk, std::shared_ptr<Node> node, fs::path path)
        : disk_(disk), node_(std::move(node)), path_(std::move(path)), era_(disk.era_) {}
    ~Temporary() override {
        if (owned_ && era_ == disk_.era_)
            static_cast<void>(disk_.remove(path_));
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    const fs::path& path() const override { return path_; }
    Outcome write(ByteView bytes) override {
        if (auto allowed = step("write"); !allowed) {
            if (era_ == disk_.era_ && disk_.connected_ && disk_.access_ == Access::Writable)
                static_cast<void>(disk_.store(*node_, bytes.first(bytes.size() / 2), path_));
            return allowed;
        }
        return disk_.store(*node_, bytes, path_);
    }
    Outcome sync() override {
        TANBA_CHECK(step("sync"));
        node_->durableContent = node_->content;
        return Done{};
    }
    void keep() override { owned_ = false; }

  private:
    Outcome step(const std::string& what) {
        if (era_ != disk_.era_)
            return fail(FailureCode::FileMediumGone, path_.string());
        return disk_.changingStep(what, path_);
    }

    MemoryFileStore& disk_;
    std::shared_ptr<Node> node_;
    fs::path path_;
    std::size_t era_;
    bool owned_ = true;
};

class MemoryFileStore::Growing : public GrowingFile {
  public:
    Growing(MemoryFileStore& disk, std::shared_ptr<Node> node, fs::path path)
        : disk_(disk), node_(std::move(node)), path_(std::move(path)), era_(disk.era_) {
        node_->held = true;
    }
    ~Growing() override {
        if (era_ == disk_.era_)
            node_->held = false;
    }
    Growing(const Growing&) = delete;
    Growing& operator=(const Growing&) = delete;

    Result<Bytes> content(std::size_t limit) override {
        TANBA_CHECK(step("content"));
        if (node_->content.size() > limit)
            return fail(FailureCode::FileTooLarge, path_.string());
        return node_->content;
    }
    Outcome append(ByteView piece) override {
        if (auto allowed = step("append"); !allowed) {
            if (era_ == disk_.era_ && disk_.connected_ && disk_.access_ == Access::Writable)
                static_cast<void>(disk_.store(*node_, piece.first(piece.size() / 2), path_));
            return allowed;
        }
        return disk_.store(*node_, piece, path_);
    }
    Outcome sync() override {
        TANBA_CHECK(step("sync"));
        node_->durableContent = node_->content;
        disk_.durableEntries_[normal(path_)] = node_;
        return Done{};
    }
    Outcome cutTo(std::uint64_t size) override {
        TANBA_CHECK(step("cut"));
        node_->content.resize(static_cast<std::size_t>(size));
        node_->modified = ++disk_.changes_;
        return Done{};
    }
    std::uint64_t size() const override { return node_->content.size(); }

  private:
    Outcome step(const std::string& what) {
        if (era_ != disk_.era_)
            return fail(FailureCode::FileMediumGone, path_.string());
        return disk_.changingStep(what, path_);
    }

    MemoryFileStore& disk_;
    std::shared_ptr<Node> node_;
    fs::path path_;
    std::size_t era_;
};

void MemoryFileStore::put(const fs::path& path, Bytes content, unsigned permissions) {
    const fs::path place = normal(path);
    putFolder(place.parent_path());
    const auto node = std::make_shared<Node>(Node{content, content, permissions, ++changes_});
    entries_[place] = node;
    durableEntries_[place] = node;
}

void MemoryFileStore::putFolder(const fs::path& path) {
    for (fs::path folder = normal(path); folders_.insert(folder).second;)
        folder = folder.parent_path();
}

std::optional<Bytes> MemoryFileStore::content(const fs::path& path) const {
    const auto entry = entries_.find(normal(path));
    return entry == entries_.end() ? std::nullopt : std::optional(entry->second->content);
}

std::optional<unsigned> MemoryFileStore::permissions(const fs::path& path) const {
    const auto entry = entries_.find(normal(path));
    return entry == entries_.end() ? std::nullopt : std::optional(entry->second->permissions);
}

std::vector<std::string> MemoryFileStore::names(const fs::path& folder) const {
    const fs::path place = normal(folder);
    std::vector<std::string> names;
    for (const auto& [path, node] : entries_) {
        if (path.parent_path() == place)
            names.push_back(path.filename().string());
    }
    for (const fs::path& path : folders_) {
        if (path.parent_path() == place && path != place)
            names.push_back(path.filename().string());
    }
    std::ranges::sort(names);
    return names;
}

void MemoryFileStore::failStep(std::size_t number, FailureCode code) {
    failures_[number] = code;
}

void MemoryFileStore::reconnect(UnsyncedEntries entries) {
    if (entries == UnsyncedEntries::Lost)
        entries_ = durableEntries_;
    else
        durableEntries_ = entries_;
    for (const auto& [path, node] : entries_) {
        node->content = node->durableContent;
        node->held = false; // the program that held it died with the power
    }
    failures_.clear();
    lastConnectedStep_.reset();
    freeBytes_.reset();
    connected_ = true;
    ++era_;
}

Outcome MemoryFileStore::step(const std::string& what, const fs::path& path) {
    const std::lock_guard lock(stepMutex_);
    if (lastConnectedStep_ && steps_.size() >= *lastConnectedStep_)
        connected_ = false;
    if (!connected_)
        return fail(FailureCode::FileMediumGone, path.string(), what);
    steps_.push_back(what + ' ' + path.string());
    const auto failure = failures_.find(steps_.size());
    if (failure != failures_.end())
        return fail(failure->second, path.string(), what);
    return Done{};
}

Outcome MemoryFileStore::changingStep(const std::string& what, const fs::path& path) {
    TANBA_CHECK(step(what, path));
    if (access_ == Access::ReadOnly)
        return fail(FailureCode::FileReadOnlyMedium, path.string(), what);
    return Done{};
}

Result<std::shared_ptr<MemoryFileStore::Node>> MemoryFileStore::find(const fs::path& path) const {
    const fs::path place = normal(path);
    if (folders_.contains(place))
        return fail(FailureCode::FileIsFolder, path.string());
    const auto entry = entries_.find(place);
    if (entry == entries_.end())
        return fail(FailureCode::FileNotFound, path.string());
    return entry->second;
}

Outcome MemoryFileStore::requireFolder(const fs::path& folder) const {
    if (!folders_.contains(normal(folder)))
        return fail(FailureCode::FileNotFound, folder.string());
    return Done{};
}

Outcome MemoryFileStore::requireFree(const fs::path& path) const {
    TANBA_CHECK(requireFolder(folderOf(path)));
    const fs::path place = normal(path);
    if (entries_.contains(place) || folders_.contains(place))
        return fail(FailureCode::FileExists, path.string());
    return Done{};
}

Outcome MemoryFileStore::store(Node& node, ByteView bytes, const fs::path& path) {
    const std::size_t fitting =
        freeBytes_ ? static_cast<std::size_t>(std::min<std::uint64_t>(*freeBytes_, bytes.size()))
                   : bytes.size();
    append(node.content, bytes.first(fitting));
    node.modified = ++changes_;
    if (freeBytes_)
        *freeBytes_ -= fitting;
    if (fitting < bytes.size())
        return fail(FailureCode::FileDiskFull, path.string());
    return Done{};
}

Result<FileStatus> MemoryFileStore::status(const fs::path& path) {
    TANBA_CHECK(step("status", path));
    if (folders_.contains(normal(path)))
        return FileStatus{FileKind::Folder};
    const auto found = entries_.find(normal(path));
    if (found == entries_.end())
        return FileStatus{};
    return FileStatus{FileKind::Regular, found->second->content.size(), found->second->modified};
}

Result<std::unique_ptr<InputFile>> MemoryFileStore::openForReading(const fs::path& path) {
    TANBA_CHECK(step("open", path));
    TANBA_TRY(std::shared_ptr<Node> node, find(path));
    return std::unique_ptr<InputFile>(std::make_unique<Input>(*this, std::move(node), path));
}

Result<std::unique_ptr<TemporaryFile>> MemoryFileStore::createTemporaryBeside(const fs::path& target) {
    TANBA_CHECK(changingStep("create", target));
    TANBA_CHECK(requireFolder(folderOf(target)));
    const fs::path path =
        folderOf(target) / ('.' + target.filename().string() + ".tanba-" + std::to_string(++temporaries_));
    const auto node = std::make_shared<Node>(Node{{}, {}, kOwnerOnly});
    entries_[normal(path)] = node;
    return std::unique_ptr<TemporaryFile>(std::make_unique<Temporary>(*this, node, path));
}

Outcome MemoryFileStore::copyPermissions(const fs::path& from, const fs::path& to) {
    TANBA_CHECK(changingStep("copyPermissions " + from.string(), to));
    TANBA_TRY(const std::shared_ptr<Node> source, find(from));
    TANBA_TRY(const std::shared_ptr<Node> changed, find(to));
    changed->permissions = source->permissions;
    return Done{};
}

Outcome MemoryFileStore::giveDefaultPermissions(const fs::path& path) {
    TANBA_CHECK(changingStep("giveDefaultPermissions", path));
    TANBA_TRY(const std::shared_ptr<Node> changed, find(path));
    changed->permissions = kDefaultPermissions;
    return Done{};
}

Result<fs::path> MemoryFileStore::followLinks(const fs::path& path) {
    TANBA_CHECK(step("followLinks", path));
    return path;
}

Outcome MemoryFileStore::duplicate(const fs::path& from, const fs::path& to) {
    TANBA_CHECK(changingStep("duplicate " + from.string(), to));
    TANBA_TRY(const std::shared_ptr<Node> source, find(from));
    TANBA_CHECK(requireFree(to));
    std::shared_ptr<Node> second = source;
    if (links_ == HardLinks::Missing) {
        second = std::make_shared<Node>(Node{{}, {}, source->permissions});
        TANBA_CHECK(store(*second, source->content, to));
        second->durableContent = second->content;
    }
    entries_[normal(to)] = second;
    return Done{};
}

Outcome MemoryFileStore::rename(const fs::path& from, const fs::path& to) {
    TANBA_CHECK(changingStep("rename " + from.string(), to));
    TANBA_TRY(const std::shared_ptr<Node> node, find(from));
    TANBA_CHECK(requireFolder(folderOf(to)));
    if (folders_.contains(normal(to)))
        return fail(FailureCode::FileIsFolder, to.string());
    entries_.erase(normal(from));
    entries_[normal(to)] = node;
    return Done{};
}

Outcome MemoryFileStore::renameWithoutReplacing(const fs::path& from, const fs::path& to) {
    TANBA_CHECK(changingStep("renameWithoutReplacing " + from.string(), to));
    TANBA_TRY(const std::shared_ptr<Node> node, find(from));
    TANBA_CHECK(requireFree(to));
    entries_.erase(normal(from));
    entries_[normal(to)] = node;
    return Done{};
}

Outcome MemoryFileStore::remove(const fs::path& path) {
    TANBA_CHECK(changingStep("remove", path));
    TANBA_TRY(const std::shared_ptr<Node> removed, find(path));
    entries_.erase(normal(path));
    return Done{};
}

Outcome MemoryFileStore::syncFolder(const fs::path& folder) {
    TANBA_CHECK(changingStep("syncFolder", folder));
    TANBA_CHECK(requireFolder(folder));
    const fs::path place = normal(folder);
    std::erase_if(durableEntries_, [&](const auto& entry) { return entry.first.parent_path() == place; });
    for (const auto& entry : entries_) {
        if (entry.first.parent_path() == place)
            durableEntries_.insert(entry);
    }
    return Done{};
}

Result<std::vector<FolderEntry>> MemoryFileStore::list(const fs::path& folder) {
    TANBA_CHECK(step("list", folder));
    TANBA_CHECK(requireFolder(folder));
    std::vector<FolderEntry> listed;
    for (const std::string& name : names(folder)) {
        const bool isFolder = folders_.contains(normal(folder / name));
        listed.push_back({name, isFolder ? FileKind::Folder : FileKind::Regular});
    }
    return listed;
}

Result<std::unique_ptr<GrowingFile>> MemoryFileStore::openGrowing(const fs::path& path, IfHeld) {
    TANBA_CHECK(changingStep("openGrowing", path));
    TANBA_CHECK(requireFolder(folderOf(path)));
    if (folders_.contains(normal(path)))
        return fail(FailureCode::FileIsFolder, path.string());
    std::shared_ptr<Node>& node = entries_[normal(path)];
    if (node == nullptr)
        node = std::make_shared<Node>(Node{{}, {}, kOwnerOnly});
    if (node->held)
        return fail(FailureCode::RecordInUse, path.string());
    return std::unique_ptr<GrowingFile>(std::make_unique<Growing>(*this, node, path));
}

} // namespace tanba::test
