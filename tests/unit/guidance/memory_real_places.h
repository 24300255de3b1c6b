#pragma once

#include "core/base/failure.h"
#include "core/guidance/real_place.h"
#include "tests/support/memory_file_store.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace tanba::guidance::test {

/// A disk in memory at whose folders other file systems are mounted, and which has links to folders.
class MemoryRealPlaces : public RealPlaces {
  public:
    explicit MemoryRealPlaces(tanba::test::MemoryFileStore& disk) : disk_(disk) {}

    void mount(const std::filesystem::path& folder) { mounted_.insert(folder.string() + "/"); }
    void link(const std::filesystem::path& from, const std::filesystem::path& to) { links_[from] = to; }

    Result<RealPlace> placeOf(const std::filesystem::path& path) override {
        const auto link = links_.find(path);
        RealPlace place{link == links_.end() ? path.lexically_normal() : link->second, {}};
        const auto status = disk_.status(place.path);
        if (!status.ok() || status.value().kind == FileKind::Absent)
            return fail(FailureCode::FileNotFound, path.string());
        for (const std::string& mount : mounted_)
            if ((place.path.string() + "/").starts_with(mount))
                place.fileSystem = mount;
        return place;
    }

  private:
    tanba::test::MemoryFileStore& disk_;
    std::set<std::string> mounted_; ///< what lies deeper comes later
    std::map<std::filesystem::path, std::filesystem::path> links_;
};

} // namespace tanba::guidance::test
