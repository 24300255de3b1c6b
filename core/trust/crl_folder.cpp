#include "core/trust/crl.h"
#include "core/trust/folder_files.h"

#include <array>

namespace tanba::trust {

namespace {

// A .crl that does not read is a failure the user must hear of; the other two may as well be certificates.
constexpr std::array<std::string_view, 1> kListExtensions{".crl"};
constexpr std::array<std::string_view, 2> kOtherExtensions{".der", ".pem"};

Result<Crl> readFile(FileStore& files, const std::filesystem::path& path, const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<InputFile> file, files.openForReading(path));
    return Crl::read(*file, control);
}

} // namespace

Result<std::vector<Crl>> readCrlFolder(FileStore& files, const std::filesystem::path& folder,
                                       const WorkControl& control) {
    std::vector<Crl> lists;
    TANBA_TRY(const std::vector<std::filesystem::path> named,
              filesWithExtension(files, folder, kListExtensions));
    for (const std::filesystem::path& path : named) {
        auto list = readFile(files, path, control);
        if (!list.ok())
            return fail(list.failure().code, path.string(), list.failure().detail);
        lists.push_back(std::move(list).value());
    }
    TANBA_TRY(const std::vector<std::filesystem::path> others,
              filesWithExtension(files, folder, kOtherExtensions));
    for (const std::filesystem::path& path : others) {
        auto list = readFile(files, path, control);
        if (list.ok())
            lists.push_back(std::move(list).value());
        else if (list.failure().code == FailureCode::Cancelled)
            return list.failure();
    }
    return lists;
}

} // namespace tanba::trust
