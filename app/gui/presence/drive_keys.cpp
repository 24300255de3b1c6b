#include "app/gui/presence/drive_keys.h"

#include "core/base/utf8.h"
#include "core/keys/key_finder.h"

#include <algorithm>

namespace tanba::gui {

namespace {

namespace fs = std::filesystem;

/// SECURITY.md: nobody asked for this search, so it stays near the surface.
constexpr int kLevels = 2;

bool liesOn(const fs::path& file, const fs::path& drive) {
    const fs::path normal = file.lexically_normal();
    return std::mismatch(drive.begin(), drive.end(), normal.begin(), normal.end()).first == drive.end();
}

} // namespace

DriveKeys::DriveKeys(const Words& words, KeyShelf& shelf, TaskRunner& tasks, FileStore& files,
                     platform::DriveSource& source)
    : words_(words), shelf_(shelf), tasks_(tasks), files_(files), source_(source) {
    connect(&source_, &platform::DriveSource::changed, this, &DriveKeys::look);
}

void DriveKeys::start() {
    look();
}

void DriveKeys::look() {
    const std::vector<Path> present = source_.drives();
    std::vector<Path> gone;
    for (const auto& [drive, unused] : drives_)
        if (std::ranges::find(present, drive) == present.end())
            gone.push_back(drive);
    for (const Path& drive : gone)
        wentOut(drive);
    for (const Path& drive : present)
        if (!drives_.contains(drive))
            cameIn(drive);
}

void DriveKeys::cameIn(const Path& drive) {
    const QPointer<QObject> self(this);
    const auto report = [this, self, drive, &tasks = tasks_](const keys::FoundKeyFile& file) {
        tasks.deliver(self, [this, drive, file] { found(drive, file); });
    };
    FileStore& files = files_;
    drives_[drive].search = tasks_.run<Outcome>(
        this,
        [&files, drive, report](const WorkControl& control) {
            keys::FinderLimits limits;
            limits.depth = kLevels;
            return keys::findKeyFiles(files, drive, limits, control, report);
        },
        [](const Outcome&) {}); // a drive that cannot be read has no keys for us
    lookForKnownKeys(drive);
}

void DriveKeys::found(const Path& drive, const keys::FoundKeyFile& file) {
    const auto plugged = drives_.find(drive);
    if (plugged == drives_.end())
        return; // pulled meanwhile
    const bool known = shelf_.find(file.path.lexically_normal()) != nullptr;
    shelf_.found(file);
    if (known)
        return;
    ++plugged->second.newKeys;
    emit changed();
}

void DriveKeys::lookForKnownKeys(const Path& drive) {
    std::vector<Path> known;
    for (const KeyEntry& entry : shelf_.entries())
        if (liesOn(entry.path, drive))
            known.push_back(entry.path);
    if (known.empty())
        return;
    FileStore& files = files_;
    tasks_.run<std::vector<Path>>(
        this,
        [&files, known](const WorkControl&) {
            std::vector<Path> there;
            for (const Path& path : known) {
                const Result<FileStatus> status = files.status(path);
                if (status.ok() && status.value().kind == FileKind::Regular)
                    there.push_back(path);
            }
            return there;
        },
        [this, drive](const std::vector<Path>& there) {
            if (!drives_.contains(drive))
                return;
            for (const Path& path : there)
                shelf_.setPresence(path, Presence::There);
        });
}

void DriveKeys::wentOut(const Path& drive) {
    const auto plugged = drives_.find(drive);
    if (plugged->second.search)
        plugged->second.search->cancel();
    drives_.erase(plugged);
    for (const KeyEntry& entry : shelf_.entries())
        if (liesOn(entry.path, drive))
            shelf_.setPresence(entry.path, Presence::Gone);
    emit changed();
}

std::vector<AttentionItem> DriveKeys::items() {
    std::vector<AttentionItem> items;
    for (const auto& [drive, known] : drives_) {
        if (known.newKeys == 0)
            continue;
        AttentionItem item;
        item.urgency = Urgency::Hint;
        item.title = words_.say(Phrase::DriveFound, {{"drive", displayText(drive.filename().string())},
                                                     {"count", std::to_string(known.newKeys)}});
        item.text = words_.say(Phrase::DriveFoundText);
        item.actions = {{words_.say(Phrase::ShowKeys), [this, drive = drive] {
                             if (const auto seen = drives_.find(drive); seen != drives_.end())
                                 seen->second.newKeys = 0; // said once is enough
                             emit changed();
                             emit keysWanted();
                         }}};
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace tanba::gui
