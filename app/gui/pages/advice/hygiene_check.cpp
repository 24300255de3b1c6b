#include "app/gui/pages/advice/hygiene_check.h"

#include <algorithm>

namespace tanba::gui {

namespace {

namespace fs = std::filesystem;
using guidance::HygieneFinding;
using guidance::HygieneRemark;

bool liesBadly(const std::vector<HygieneRemark>& remarks, std::size_t file) {
    return std::ranges::any_of(remarks, [file](const HygieneRemark& remark) {
        return remark.file == file && remark.finding == HygieneFinding::Place;
    });
}

bool liesOnOneOf(const std::vector<fs::path>& drives, const fs::path& file) {
    const fs::path normal = file.lexically_normal();
    return std::ranges::any_of(drives, [&normal](const fs::path& drive) {
        return std::mismatch(drive.begin(), drive.end(), normal.begin(), normal.end()).first == drive.end();
    });
}

/// All that was found, from which the findings about one file are made.
struct Found {
    const std::vector<HygieneRemark>& remarks;
    const std::vector<guidance::KeyFileFacts>& files;
    const std::vector<fs::path>& drives;

    bool isBackup(std::size_t file) const { return liesOnOneOf(drives, files.at(file).path); }
};

/// @returns nothing when the copies are no concern of this file: it or they are backups, or only they lie
///          badly, and then it is said there.
std::optional<KeyFinding> findingOf(const HygieneRemark& remark, const Found& found) {
    KeyFinding finding{remark.finding, remark.place, {}, remark.fix, remark.afterwards};
    std::vector<std::size_t> others = remark.others;
    std::stable_partition(others.begin(), others.end(),
                          [&found](std::size_t file) { return !liesBadly(found.remarks, file); });
    if (remark.finding == HygieneFinding::SameContent) {
        std::erase_if(others, [&found](std::size_t file) { return found.isBackup(file); });
        if (others.empty() || found.isBackup(remark.file))
            return std::nullopt;
        const bool here = liesBadly(found.remarks, remark.file);
        const bool there = liesBadly(found.remarks, others.front());
        if (!here && there)
            return std::nullopt;
        if (!here || there)
            finding.fix = guidance::SafeFix::ExplainOnly;
    }
    for (const std::size_t other : others)
        finding.others.push_back(found.files.at(other).path);
    return finding;
}

fs::path folderIn(FileStore& files, const fs::path& parent, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const auto status = files.status(parent / name);
        if (status.ok() && status.value().kind == FileKind::Folder)
            return parent / name;
    }
    return parent / names.front();
}

Result<fs::path> withoutLinksAbove(FileStore& files, const fs::path& file) {
    TANBA_TRY(const fs::path folder, files.followLinks(file.parent_path()));
    return folder / file.filename();
}

/// Folders that are missing are made for their owner only; using them tells what is wrong with them.
void makePrivateFolder(const fs::path& folder) {
    std::error_code ignored;
    if (folder.empty() || fs::exists(folder, ignored))
        return;
    makePrivateFolder(folder.parent_path());
    if (fs::create_directory(folder, ignored))
        fs::permissions(folder, fs::perms::owner_all, ignored);
}

} // namespace

HygieneCheck checkKeyFiles(FileStore& files, guidance::PathFacts& facts, const guidance::UserPlaces& places,
                           const std::vector<fs::path>& drives, const std::vector<KnownKeyFile>& keys,
                           const std::vector<std::string>& putAside, Time now) {
    HygieneCheck check;
    std::vector<guidance::KeyFileFacts> known;
    for (const KnownKeyFile& key : keys) {
        auto one = guidance::factsOfKeyFile(files, key.path);
        // hygieneRemarks() is silent about a file whose place cannot be judged; silence is no praise.
        if (!one.ok() || !guidance::judgePlace(files, facts, places, key.path).ok()) {
            ++check.absent;
            continue;
        }
        const bool aside =
            std::ranges::find(putAside, key.path.parent_path().filename().string()) != putAside.end();
        if (!aside)
            one.value().notAfter = key.notAfter;
        known.push_back(std::move(one).value());
    }
    check.looked = static_cast<int>(known.size());
    const std::vector<HygieneRemark> remarks = guidance::hygieneRemarks(files, facts, places, known, now);
    const Found found{remarks, known, drives};
    for (std::size_t file = 0; file < known.size(); ++file) {
        CheckedKeyFile checked{known[file].path, {}};
        for (const HygieneRemark& remark : remarks)
            if (remark.file == file)
                if (auto finding = findingOf(remark, found))
                    checked.findings.push_back(std::move(*finding));
        if (!checked.findings.empty())
            check.remarkable.push_back(std::move(checked));
    }
    return check;
}

MoveTargets moveTargets(FileStore& files, const Folders& folders, const FolderNames& names) {
    MoveTargets targets{{}, {}, folders.drives};
    if (folders.home.empty())
        return targets;
    targets.suggested = folderIn(files, folders.home, names.keys);
    targets.aside = folderIn(files, targets.suggested, names.aside);
    return targets;
}

Result<guidance::MovedKey> moveIntoFolder(FileStore& files, const fs::path& file, const fs::path& folder) {
    TANBA_TRY(const fs::path real, withoutLinksAbove(files, file));
    makePrivateFolder(folder);
    return guidance::moveKeyFile(files, real, folder);
}

Result<guidance::RightsOutcome> closeToOthers(FileStore& files, guidance::PathFacts& facts,
                                              const fs::path& file) {
    TANBA_TRY(const fs::path real, withoutLinksAbove(files, file));
    return guidance::restrictToOwner(files, facts, real);
}

} // namespace tanba::gui
