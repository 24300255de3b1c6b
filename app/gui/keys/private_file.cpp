#include "app/gui/keys/private_file.h"

namespace tanba::gui {

Outcome writePrivateFile(FileStore& files, const std::filesystem::path& path, IfExists ifExists,
                         ByteView content) {
    std::error_code ignored; // writing tells what is wrong with the folder
    std::filesystem::create_directories(path.parent_path(), ignored);
    TANBA_TRY(const std::unique_ptr<TemporaryFile> temporary, files.createTemporaryBeside(path));
    TANBA_CHECK(temporary->write(content));
    TANBA_CHECK(temporary->sync());
    TANBA_CHECK(ifExists == IfExists::Replace ? files.rename(temporary->path(), path)
                                              : files.renameWithoutReplacing(temporary->path(), path));
    temporary->keep();
    return files.syncFolder(path.parent_path());
}

} // namespace tanba::gui
