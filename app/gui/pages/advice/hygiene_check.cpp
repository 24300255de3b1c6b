#include "app/gui/pages/advice/hygiene_check.h"

#include <algorithm>

namespace tanba::gui {

namespace {

namespace fs = std::filesystem;
using guidance::HygieneRemark;

bool liesOnOneOf(const std::vector<fs::path>& drives, const fs::path& file) {
    const fs::path normal = file.lexically_normal();
    return std::ranges::any_of(drives, [&normal](const fs::path& drive) {
        return std::mismatch(drive.begin(), drive.end(), normal.begin(), normal.end()).first == drive.end();
    });
}

KeyFinding findingOf(const HygieneRemark& remark, const std::vector<guidance::KeyFileFacts>& files) {
    KeyFinding finding{remark.finding, remark.place, {}, remark.fix, remark.afterwards};
    for (const std::size_t other : remark.others)
        finding.others.push_back(files.at(other).path);
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

HygieneCheck checkKeyFiles(FileStore& files, guidance::PathFacts& facts, guidance::RealPlaces& realPlaces,
                           const Folders& folders, const std::vector<KnownKeyFile>& keys,
                           const std::vector<std::string>& putAside, Time now) {
    HygieneCheck check;
    std::vector<guidance::KeyFileFacts> known;
    for (const KnownKeyFile& key : keys) {
        auto one = guidance::factsOfKeyFile(files, key.path);
        // hygieneRemarks() is silent about a file whose place cannot be judged; silence is no praise.
        if (!one.ok() || !guidance::judgePlace(files, facts, folders.bad, key.path).ok()) {
            ++check.absent;
            continue;
        }
        one.value().aside =
            std::ranges::find(putAside, key.path.parent_path().filename().string()) != putAside.end();
        if (!one.value().aside)
            one.value().notAfter = key.notAfter;
        one.value().backup = liesOnOneOf(folders.drives, key.path);
        known.push_back(std::move(one).value());
    }
    check.looked = static_cast<int>(known.size());
    const guidance::LastingPlaces lasting(realPlaces, folders.home);
    const std::vector<HygieneRemark> remarks =
        guidance::hygieneRemarks(files, facts, folders.bad, lasting, known, now);
    for (std::size_t file = 0; file < known.size(); ++file) {
        CheckedKeyFile checked{known[file].path, {}};
        for (const HygieneRemark& remark : remarks)
            if (remark.file == file)
                checked.findings.push_back(findingOf(remark, known));
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
