#include "app/gui/keys/private_file.h"

#include "core/base/private_file.h"

namespace tanba::gui {

Outcome writePrivateFile(FileStore& files, const std::filesystem::path& path, IfExists ifExists,
                         ByteView content) {
    std::error_code ignored; // writing tells what is wrong with the folder
    std::filesystem::create_directories(path.parent_path(), ignored);
    return tanba::writePrivateFile(files, path, ifExists, content);
}

} // namespace tanba::gui
