#include "app/documents/output_names.h"

#include "app/documents/path_key.h"

namespace tanba::documents {

namespace {

namespace fs = std::filesystem;

constexpr unsigned kMaxNumber = 10'000;

} // namespace

fs::path resultOf(const Document& document, const SigningOrder& order) {
    if (!order.outputFile.empty())
        return order.outputFile;
    const std::string name = document.name();
    const fs::path folder = order.outputFolder.empty() ? document.path.parent_path() : order.outputFolder;
    return folder /
           (order.adding == Adding::ToExisting ? cosignedName(name) : signedName(name, order.format));
}

OutputNames::OutputNames(const RunPlaces& places, const SigningOrder& order,
                         const std::vector<Document>& documents)
    : files_(places.files), order_(order) {
    for (const fs::path& path : places.untouchable)
        taken_.insert(pathKey(path));
    // A signed file may be replaced by itself with one more signer.
    const bool mayReplaceListed = order.adding == Adding::ToExisting && order.ifTaken == IfTaken::Replace;
    for (const Document& document : documents) {
        if (!mayReplaceListed)
            taken_.insert(pathKey(document.path));
        if (!document.original.empty())
            taken_.insert(pathKey(document.original));
    }
}

Result<bool> OutputNames::isFree(const fs::path& path) {
    if (taken_.contains(pathKey(path)))
        return false;
    if (order_.ifTaken == IfTaken::Replace)
        return true;
    TANBA_TRY(const FileStatus status, files_.status(path));
    return status.kind == FileKind::Absent;
}

Result<fs::path> OutputNames::reserve(const Document& document) {
    const fs::path first = resultOf(document, order_);
    const std::lock_guard lock(mutex_);
    fs::path name = first;
    for (unsigned number = 2;; ++number) {
        TANBA_TRY(const bool free, isFree(name));
        if (free)
            break;
        if (order_.ifTaken != IfTaken::NextFree || number > kMaxNumber)
            return fail(FailureCode::FileExists, name.string());
        name = first.parent_path() / numberedName(first.filename().string(), number);
    }
    taken_.insert(pathKey(name));
    return name;
}

} // namespace tanba::documents
