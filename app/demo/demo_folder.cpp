#include "app/demo/demo_folder.h"

#include "app/demo/private_folder.h"
#include "core/base/encoding.h"
#include "core/base/random.h"

#include <string>
#include <system_error>
#include <vector>

namespace tanba::demo {

namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = "lock";
constexpr std::size_t kNameBytes = 8;
/// Another start may take a folder without a lock for a leftover, between the two steps of its making.
constexpr int kAttempts = 3;

void removeLeftovers(GrowingFiles& growing, const fs::path& below) {
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(below, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().filename().string().starts_with(kDemoFolderPrefix) && isOwnFolder(entry->path()))
            found.push_back(entry->path());
    }
    for (const fs::path& folder : found) {
        const auto lock = growing.openGrowing(folder / kLockName, IfHeld::Refuse);
        if (lock.ok())
            fs::remove_all(folder, error);
    }
}

} // namespace

Result<DemoFolder> DemoFolder::make(GrowingFiles& growing, const fs::path& below) {
    removeLeftovers(growing, below);
    Failure last = fail(FailureCode::DemoFailed);
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        TANBA_TRY(const Bytes name, randomBytes(kNameBytes));
        const fs::path folder = below / (std::string(kDemoFolderPrefix) + toHex(name));
        TANBA_CHECK(makeOwnFolder(folder));
        auto lock = growing.openGrowing(folder / kLockName, IfHeld::Refuse);
        if (lock.ok())
            return DemoFolder(folder, std::move(lock).value());
        last = fail(FailureCode::DemoFailed, folder.string(), lock.failure().detail);
    }
    return last;
}

DemoFolder::~DemoFolder() {
    std::error_code ignored; // the next start tries again
    if (lock_)
        fs::remove_all(path_, ignored);
}

} // namespace tanba::demo
