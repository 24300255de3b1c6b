#include "core/guidance/key_place.h"

#include "core/guidance/data_table.h"

#include "generated/guidance_places_json.h"

#include <algorithm>
#include <optional>

namespace tanba::guidance {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFolders = 64;

struct SyncService {
    std::string service;
    std::vector<std::string> names;
    std::vector<std::string> prefixes;
    std::vector<std::string> markers;
};

const std::vector<SyncService>& syncServices() {
    static const std::vector<SyncService> kServices =
        readTable("guidance-places.json", resources::guidance_places_json(), [](const Json& document) {
            std::vector<SyncService> services;
            for (const Json& row : document.at("services")) {
                requireOnly(row, {"service", "names", "prefixes", "markers"});
                services.push_back(
                    {textOf(row, "service"), row.at("names"), row.at("prefixes"), row.at("markers")});
            }
            return services;
        }).value();
    return kServices;
}

char asciiLower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool startsWithoutCase(std::string_view text, std::string_view start) {
    return text.size() >= start.size() &&
           std::ranges::equal(text.substr(0, start.size()), start, {}, asciiLower, asciiLower);
}

bool there(FileStore& files, const fs::path& path) {
    const auto status = files.status(path);
    return status.ok() && status.value().kind != FileKind::Absent;
}

bool looksSynced(FileStore& files, const SyncService& service, const fs::path& folder) {
    const std::string name = folder.filename().string();
    return std::ranges::any_of(service.names,
                               [&](const std::string& known) {
                                   return name.size() == known.size() && startsWithoutCase(name, known);
                               }) ||
           std::ranges::any_of(service.prefixes,
                               [&](const std::string& prefix) { return startsWithoutCase(name, prefix); }) ||
           std::ranges::any_of(service.markers,
                               [&](const std::string& marker) { return there(files, folder / marker); });
}

std::optional<std::string> syncServiceOf(FileStore& files, const UserPlaces& places, const fs::path& folder) {
    for (const UserPlaces::Synced& synced : places.synced) {
        if (synced.folder.lexically_normal() == folder)
            return synced.service;
    }
    for (const SyncService& service : syncServices()) {
        if (looksSynced(files, service, folder))
            return service.service;
    }
    return std::nullopt;
}

/// The nearest first.
std::vector<fs::path> foldersAbove(const fs::path& path) {
    std::vector<fs::path> folders;
    fs::path folder = path.parent_path();
    while (folders.size() < kMostFolders && !folder.empty()) {
        folders.push_back(folder);
        const fs::path above = folder.parent_path();
        if (above == folder)
            break;
        folder = above;
    }
    return folders;
}

bool isOneOf(const std::vector<fs::path>& places, const fs::path& folder) {
    return std::ranges::any_of(places, [&](fs::path place) {
        place = place.lexically_normal();
        return (place.has_filename() ? place : place.parent_path()) == folder;
    });
}

/// Each kind of remark once, for the nearest folder that gives a reason.
class Remarks {
  public:
    void add(PlaceFinding finding, const fs::path& reason, std::string service = {}) {
        if (std::ranges::find(all_, finding, &PlaceRemark::finding) == all_.end())
            all_.push_back({finding, reason, std::move(service)});
    }
    std::vector<PlaceRemark> sorted() && {
        std::ranges::sort(all_, {}, &PlaceRemark::finding);
        return std::move(all_);
    }

  private:
    std::vector<PlaceRemark> all_;
};

} // namespace

Result<std::vector<PlaceRemark>> judgePlace(FileStore& files, PathFacts& facts, const UserPlaces& places,
                                            const fs::path& path) {
    TANBA_TRY(const fs::path real, files.followLinks(path.lexically_normal()));
    TANBA_TRY(const FileStatus status, files.status(real));
    if (status.kind == FileKind::Absent)
        return fail(FailureCode::FileNotFound, path.string());
    TANBA_TRY(const WhoReads readers, facts.whoReads(real));

    Remarks remarks;
    for (const fs::path& folder : foldersAbove(real)) {
        if (isOneOf(places.downloads, folder))
            remarks.add(PlaceFinding::Downloads, folder);
        if (isOneOf(places.desktops, folder))
            remarks.add(PlaceFinding::Desktop, folder);
        if (auto service = syncServiceOf(files, places, folder))
            remarks.add(PlaceFinding::SyncedFolder, folder, std::move(*service));
        if (there(files, folder / ".git"))
            remarks.add(PlaceFinding::GitTree, folder);
    }
    if (readers == WhoReads::Others)
        remarks.add(PlaceFinding::ReadableByOthers, real);
    return std::move(remarks).sorted();
}

} // namespace tanba::guidance
