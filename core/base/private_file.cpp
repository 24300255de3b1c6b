#include "core/base/private_file.h"

namespace tanba {

Outcome writePrivateFile(FileStore& files, const std::filesystem::path& path, IfExists ifExists,
                         ByteView content) {
    TANBA_TRY(const std::unique_ptr<TemporaryFile> temporary, files.createTemporaryBeside(path));
    TANBA_CHECK(temporary->write(content));
    TANBA_CHECK(temporary->sync());
    TANBA_CHECK(ifExists == IfExists::Replace ? files.rename(temporary->path(), path)
                                              : files.renameWithoutReplacing(temporary->path(), path));
    temporary->keep();
    return files.syncFolder(folderOf(path));
}

} // namespace tanba
