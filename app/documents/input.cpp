#include "app/documents/input.h"

namespace tanba::documents {

Result<std::unique_ptr<InputFile>> openInput(FileStore& files, const std::filesystem::path& path) {
    auto opened = files.openForReading(path);
    if (!opened.ok()) {
        Failure failure = opened.failure();
        failure.subject = path.string();
        return failure;
    }
    if (opened.value()->size() == 0)
        return fail(FailureCode::InputEmpty, path.string());
    return opened;
}

} // namespace tanba::documents
