#include "core/keys/key_finder.h"

#include "core/keys/search_shares.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string_view>

namespace tanba::keys {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHexLength = 40;

/// What stands before the 40 hex digits of the subject key identifier in the names that the authority gives.
constexpr std::array<std::string_view, 6> kPrefixes{"gost512_",  "rsa256_",   "auth_rsa256_",
                                                    "gostknca_", "gostrama_", "rsa_"};
constexpr std::array<std::string_view, 2> kExtensions{".p12", ".pfx"};

std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
    });
    return out;
}

bool isSubjectKeyId(std::string_view text) {
    return text.size() == kHexLength && std::ranges::all_of(text, [](char character) {
               return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
           });
}

std::optional<KeyFileKind> kindOf(std::string_view fileName) {
    const std::string name = lowered(fileName);
    const auto extension = std::ranges::find_if(
        kExtensions, [&name](std::string_view candidate) { return name.ends_with(candidate); });
    if (extension == kExtensions.end() || name.size() == extension->size())
        return std::nullopt;
    const std::string_view stem = std::string_view(name).substr(0, name.size() - extension->size());
    const bool kazakh = std::ranges::any_of(kPrefixes, [stem](std::string_view prefix) {
        return stem.starts_with(prefix) && isSubjectKeyId(stem.substr(prefix.size()));
    });
    return kazakh ? KeyFileKind::KazakhName : KeyFileKind::OtherPkcs12;
}

struct PendingFolder {
    fs::path path;
    int depth = 0;
    SearchShares::Share share = 0;
};

void tell(const WorkControl& control, SearchShares::Share done) {
    if (control.progress != nullptr)
        control.progress->progress(done, SearchShares::kWhole);
}

} // namespace

Outcome findKeyFiles(FileStore& files, const fs::path& folder, const FinderLimits& limits,
                     const WorkControl& control, const std::function<void(const FoundKeyFile&)>& found) {
    // Near folders first: a key seldom lies deep, and a limit should cut off the far ones.
    std::deque<PendingFolder> pending{{folder, 0, SearchShares::kWhole}};
    SearchShares shares;
    std::size_t entries = 0;
    const std::vector<FolderEntry> nothing;
    while (!pending.empty()) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        const PendingFolder here = pending.front();
        pending.pop_front();
        const auto listed = files.list(here.path);
        // The folder that was asked for must be readable; one below that is not is passed over.
        if (!listed.ok() && here.depth == 0)
            return listed.failure();
        std::vector<fs::path> below;
        for (const FolderEntry& entry : listed.ok() ? listed.value() : nothing) {
            if (control.cancelled())
                return fail(FailureCode::Cancelled);
            if (++entries > limits.maxEntries) {
                tell(control, SearchShares::kWhole);
                return Done{};
            }
            const fs::path path = here.path / entry.name;
            if (entry.kind == FileKind::Folder && here.depth + 1 < limits.depth)
                below.push_back(path);
            const auto kind = entry.kind == FileKind::Regular ? kindOf(entry.name) : std::nullopt;
            if (kind)
                found({path, *kind});
        }
        const SearchShares::Share each = shares.read(here.share, below.size());
        for (fs::path& path : below)
            pending.push_back({std::move(path), here.depth + 1, each});
        tell(control, shares.done());
    }
    return Done{};
}

} // namespace tanba::keys
