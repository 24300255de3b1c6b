#include "core/base/file_store.h"

namespace tanba {

std::filesystem::path folderOf(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.parent_path();
    return folder.empty() ? "." : folder;
}

Result<Bytes> readFile(FileStore& files, const std::filesystem::path& path, std::size_t limit) {
    TANBA_TRY(const std::unique_ptr<InputFile> file, files.openForReading(path));
    if (file->size() > limit)
        return fail(FailureCode::FileTooLarge, path.string(),
                    "more than " + std::to_string(limit) + " bytes");
    auto content = readAll(*file, limit);
    if (!content)
        return fail(content.failure().code, path.string(), content.failure().detail);
    return content;
}

} // namespace tanba
