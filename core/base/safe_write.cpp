#include "core/base/safe_write.h"

namespace tanba {

namespace {

namespace fs = std::filesystem;

/// The permissions of what is replaced; otherwise those of any new file.
Outcome givePermissions(FileStore& files, FileKind replaced, const fs::path& target,
                        const fs::path& temporary) {
    return replaced == FileKind::Regular ? files.copyPermissions(target, temporary)
                                         : files.giveDefaultPermissions(temporary);
}

Outcome moveIntoPlace(FileStore& files, TemporaryFile& temporary, const fs::path& target, IfExists ifExists) {
    TANBA_CHECK(ifExists == IfExists::Replace ? files.rename(temporary.path(), target)
                                              : files.renameWithoutReplacing(temporary.path(), target));
    temporary.keep();
    auto synced = files.syncFolder(folderOf(target));
    // What replaced an older file must stay; a new file of which it is unsure whether it lasts must not.
    if (!synced && ifExists == IfExists::Refuse)
        static_cast<void>(files.remove(target));
    return synced;
}

} // namespace

Outcome writeFileSafely(FileStore& files, const fs::path& target, IfExists ifExists,
                        const std::function<Outcome(ByteSink&)>& writer) {
    TANBA_TRY(const fs::path place, files.followLinks(target));
    TANBA_TRY(const FileStatus before, files.status(place));
    if (before.kind == FileKind::Folder)
        return fail(FailureCode::FileIsFolder, target.string());
    if (before.kind != FileKind::Absent && ifExists == IfExists::Refuse)
        return fail(FailureCode::FileExists, target.string());
    if (before.kind == FileKind::Other)
        return fail(FailureCode::FileWriteFailed, target.string(), "not a regular file");

    TANBA_TRY(const std::unique_ptr<TemporaryFile> temporary, files.createTemporaryBeside(place));
    TANBA_CHECK(writer(*temporary));
    TANBA_CHECK(givePermissions(files, before.kind, place, temporary->path()));
    TANBA_CHECK(temporary->sync());
    return moveIntoPlace(files, *temporary, place, ifExists);
}

} // namespace tanba
