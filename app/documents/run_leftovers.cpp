#include "app/documents/run_leftovers.h"

#include "core/base/temporary_name.h"
#include "core/crypto/digest.h"

namespace tanba::documents {

namespace fs = std::filesystem;

bool isThere(FileStore& files, const RecordedRow& recorded) {
    if (recorded.output.empty())
        return false;
    const auto file = files.openForReading(recorded.output);
    if (!file.ok())
        return false;
    const Result<crypto::Digest> digest =
        crypto::digestOf(crypto::DigestAlgorithm::Sha256, *file.value(), WorkControl{});
    return digest.ok() && digest.value().bytes == recorded.sha256;
}

const std::vector<std::string>& Leftovers::temporariesIn(const fs::path& folder) {
    const auto [place, isNew] = temporaries_.try_emplace(folder);
    if (isNew)
        if (const auto entries = files_.list(folder); entries.ok())
            for (const FolderEntry& entry : entries.value())
                if (entry.kind == FileKind::Regular && entry.name.starts_with('.'))
                    place->second.push_back(entry.name);
    return place->second;
}

void Leftovers::removeBeside(const fs::path& result) {
    const fs::path folder = folderOf(result);
    const std::string prefix = temporaryPrefix(result);
    for (const std::string& name : temporariesIn(folder))
        if (name.starts_with(prefix))
            static_cast<void>(files_.remove(folder / name));
}

} // namespace tanba::documents
