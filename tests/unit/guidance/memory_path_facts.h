#pragma once

#include "core/guidance/key_place.h"
#include "tests/support/memory_file_store.h"

namespace tanba::guidance::test {

/// Reads the permission bits of a disk in memory, which may be a medium that keeps none.
class MemoryPathFacts : public PathFacts {
  public:
    enum class Medium { KeepsRights, WithoutRights };

    explicit MemoryPathFacts(const tanba::test::MemoryFileStore& disk, Medium medium = Medium::KeepsRights)
        : disk_(disk), medium_(medium) {}

    Result<WhoReads> whoReads(const std::filesystem::path& path) override {
        const auto bits = disk_.permissions(path);
        if (!bits)
            return fail(FailureCode::FileNotFound, path.string());
        return medium_ == Medium::WithoutRights || (*bits & 077U) != 0 ? WhoReads::Others
                                                                       : WhoReads::OwnerOnly;
    }

  private:
    const tanba::test::MemoryFileStore& disk_;
    Medium medium_;
};

} // namespace tanba::guidance::test
