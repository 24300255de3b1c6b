#include "core/guidance/key_move.h"

#include "core/keys/pkcs12.h"

#include <memory>

namespace tanba::guidance {

namespace {

namespace fs = std::filesystem;

Result<Bytes> contentOf(FileStore& files, const fs::path& path) {
    return readFile(files, path, keys::kMaxPkcs12Size);
}

Outcome requireSame(FileStore& files, const fs::path& path, const Bytes& content, FailureCode code) {
    TANBA_TRY(const Bytes now, contentOf(files, path));
    return now == content ? Outcome(Done{}) : Outcome(fail(code, path.string()));
}

Outcome refuseLink(FileStore& files, const fs::path& path) {
    TANBA_TRY(const fs::path real, files.followLinks(path));
    return real == path ? Outcome(Done{})
                        : Outcome(fail(FailureCode::FileWriteFailed, path.string(), "symbolic link"));
}

/// The content in a file of its owner's own beside `target`, synced and proved; and `source` still has it.
Result<std::unique_ptr<TemporaryFile>> provedCopy(FileStore& files, const Bytes& content,
                                                  const fs::path& source, const fs::path& target) {
    TANBA_TRY(std::unique_ptr<TemporaryFile> copy, files.createTemporaryBeside(target));
    TANBA_CHECK(copy->write(content));
    TANBA_CHECK(copy->sync());
    TANBA_CHECK(requireSame(files, copy->path(), content, FailureCode::FileWriteFailed));
    TANBA_CHECK(requireSame(files, source, content, FailureCode::FileChangedMeanwhile));
    return copy;
}

Outcome removeDurably(FileStore& files, const fs::path& path) {
    TANBA_CHECK(files.remove(path));
    return files.syncFolder(folderOf(path));
}

} // namespace

Result<MovedKey> moveKeyFile(FileStore& files, const fs::path& from, const fs::path& folder) {
    TANBA_CHECK(refuseLink(files, from));
    TANBA_TRY(const Bytes content, contentOf(files, from));
    const fs::path target = folder / from.filename();
    TANBA_TRY(const FileStatus taken, files.status(target));
    if (taken.kind != FileKind::Absent)
        return fail(FailureCode::FileExists, target.string());
    {
        TANBA_TRY(const std::unique_ptr<TemporaryFile> copy, provedCopy(files, content, from, target));
        TANBA_CHECK(files.renameWithoutReplacing(copy->path(), target));
        copy->keep();
    }
    Outcome lasting = files.syncFolder(folder);
    if (lasting.ok())
        lasting = requireSame(files, target, content, FailureCode::FileWriteFailed);
    if (!lasting.ok()) {
        static_cast<void>(files.remove(target));
        return lasting.failure();
    }
    MovedKey moved{target, std::nullopt};
    if (const Outcome removed = removeDurably(files, from); !removed.ok())
        moved.oldRemains = removed.failure();
    return moved;
}

Result<RightsOutcome> restrictToOwner(FileStore& files, PathFacts& facts, const fs::path& path) {
    TANBA_CHECK(refuseLink(files, path));
    TANBA_TRY(const Bytes content, contentOf(files, path));
    {
        TANBA_TRY(const std::unique_ptr<TemporaryFile> copy, provedCopy(files, content, path, path));
        // A medium without rights would only be written to for nothing.
        TANBA_TRY(const WhoReads readersOfCopy, facts.whoReads(copy->path()));
        if (readersOfCopy != WhoReads::OwnerOnly)
            return RightsOutcome::MediumKnowsNoRights;
        TANBA_CHECK(files.rename(copy->path(), path));
        copy->keep();
    }
    TANBA_CHECK(files.syncFolder(folderOf(path)));
    return RightsOutcome::OwnerOnly;
}

fs::path asideOf(const fs::path& copy) {
    fs::path aside = copy;
    aside += ".tanba-removed";
    return aside;
}

Outcome removeCopy(FileStore& files, const fs::path& copy, const fs::path& kept) {
    TANBA_CHECK(refuseLink(files, copy));
    TANBA_TRY(const Bytes content, contentOf(files, copy));
    TANBA_TRY(const Bytes keptContent, contentOf(files, kept));
    if (content != keptContent)
        return fail(FailureCode::FileChangedMeanwhile, copy.string());
    const fs::path aside = asideOf(copy);
    TANBA_CHECK(files.renameWithoutReplacing(copy, aside));
    const Outcome stillKept = requireSame(files, kept, content, FailureCode::FileChangedMeanwhile);
    if (!stillKept.ok()) {
        TANBA_CHECK(files.renameWithoutReplacing(aside, copy));
        return fail(FailureCode::FileChangedMeanwhile, kept.string(), "the same file under two names");
    }
    TANBA_CHECK(requireSame(files, aside, content, FailureCode::FileChangedMeanwhile));
    return removeDurably(files, aside);
}

} // namespace tanba::guidance
