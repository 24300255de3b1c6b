#include "app/cli/commands.h"
#include "app/platform/user_folders.h"
#include "app/text/safe_text.h"
#include "core/base/utf8.h"
#include "core/keys/key_finder.h"

#include <map>

namespace tanba::cli {

namespace {

using text::Ui;

/// Folders overlap (Downloads lies in the home folder): each file once, in the order of its path.
using FoundFiles = std::map<std::string, keys::KeyFileKind>;

Result<std::vector<platform::SearchFolder>> foldersToSearch(const KeyFindArguments& arguments,
                                                            const Services& services) {
    if (arguments.folders.empty())
        return platform::usualKeyFolders(services.files, text::processEnvironment);
    std::vector<platform::SearchFolder> folders;
    for (const std::string& named : arguments.folders) {
        TANBA_TRY(const FileStatus status, services.files.status(named));
        if (status.kind == FileKind::Absent)
            return fail(FailureCode::FileNotFound, named);
        if (status.kind != FileKind::Folder)
            return fail(FailureCode::Usage, named, "not_a_folder");
        folders.push_back({named, keys::FinderLimits{}.depth});
    }
    return folders;
}

} // namespace

CommandEnd runKeyFind(const KeyFindArguments& arguments, const Services& services) {
    Console& console = services.console;
    const auto folders = foldersToSearch(arguments, services);
    if (!folders.ok())
        return endWith(console, folders.failure(), Phase::Reading);
    FoundFiles found;
    for (const platform::SearchFolder& folder : folders.value()) {
        keys::FinderLimits limits;
        limits.depth = folder.depth;
        const WorkControl control{&services.cancel, nullptr};
        const Outcome searched = keys::findKeyFiles(
            services.files, folder.path, limits, control, [&found](const keys::FoundKeyFile& file) {
                found.emplace(file.path.lexically_normal().string(), file.kind);
            });
        if (!searched.ok())
            return endWith(console, searched.failure(), Phase::Reading);
    }
    CommandEnd end;
    end.json["files"] = Json::array();
    for (const auto& [path, kind] : found) {
        const bool kazakh = kind == keys::KeyFileKind::KazakhName;
        end.json["files"].push_back({{"path", path}, {"kind", kazakh ? "kazakh" : "pkcs12"}});
        console.result(kazakh ? displayText(path) : console.word(Ui::FoundOther, {{"subject", path}}));
    }
    if (found.empty())
        console.result(console.word(Ui::FoundNone));
    return end;
}

} // namespace tanba::cli
