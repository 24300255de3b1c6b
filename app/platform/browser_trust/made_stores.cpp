#include "app/platform/browser_trust/made_stores.h"

#include "app/platform/browser_trust/open_files.h"
#include "app/platform/data_folder.h"

#include <array>
#include <fstream>
#include <system_error>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

constexpr const char* kNote = "made-by-tanba";
constexpr std::array kStoreFiles = {"cert9.db", "key4.db", "pkcs11.txt", kNote};

} // namespace

Outcome makeStore(const NssStore& store, const fs::path& folder) {
    TANBA_CHECK(makePrivateFolder(folder));
    TANBA_CHECK(store.make());
    std::ofstream note(folder / kNote);
    if (!note.good())
        return fail(FailureCode::BrowserTrustFailed, {}, "cannot write the note");
    return Done{};
}

void removeStoreIfMade(const NssStore& store, const fs::path& folder) {
    std::error_code error;
    if (!fs::exists(folder / kNote, error) || !store.isEmpty())
        return;
    if (OpenFiles::storesOfOtherProcesses().contains(store.database()))
        return;
    for (const char* name : kStoreFiles)
        fs::remove(folder / name, error);
    // Removes empty folders only.
    if (fs::remove(folder, error))
        fs::remove(folder.parent_path(), error);
}

} // namespace tanba::platform
