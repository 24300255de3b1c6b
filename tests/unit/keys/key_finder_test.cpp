#include "core/keys/key_finder.h"

#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/memory_file_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace tanba::keys {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const std::string kHex = "0123456789abcdef0123456789ABCDEF01234567";

struct Search {
    test::MemoryFileStore disk;
    FinderLimits limits;
    WorkControl control;

    void put(const fs::path& path) { disk.put(path, toBytes("never read")); }
    std::vector<std::string> find(const fs::path& folder = "/home", KeyFileKind* lastKind = nullptr) {
        std::vector<std::string> names;
        const Outcome outcome = findKeyFiles(disk, folder, limits, control, [&](const FoundKeyFile& file) {
            names.push_back(file.path.string());
            if (lastKind != nullptr)
                *lastKind = file.kind;
        });
        EXPECT_TRUE(outcome.ok());
        return names;
    }
};

TEST(KeyFinder, KindsByName) {
    struct Case {
        std::string name;
        std::optional<KeyFileKind> kind;
    };
    const std::string shortHex = kHex.substr(1);
    for (const Case& one : {
             Case{"GOST512_" + kHex + ".p12", KeyFileKind::KazakhName},
             Case{"RSA256_" + kHex + ".p12", KeyFileKind::KazakhName},
             Case{"AUTH_RSA256_" + kHex + ".p12", KeyFileKind::KazakhName},
             Case{"GOSTKNCA_" + kHex + ".p12", KeyFileKind::KazakhName},
             Case{"GOSTRAMA_" + kHex + ".p12", KeyFileKind::KazakhName},
             Case{"RSA_" + kHex + ".p12", KeyFileKind::KazakhName},
             Case{"gost512_" + kHex + ".P12", KeyFileKind::KazakhName},
             Case{"GOST512_" + shortHex + ".p12", KeyFileKind::OtherPkcs12},
             Case{"GOST512_" + shortHex + "g.p12", KeyFileKind::OtherPkcs12},
             Case{"GOST512_" + kHex + " (1).p12", KeyFileKind::OtherPkcs12},
             Case{"кілт.PFX", KeyFileKind::OtherPkcs12},
             Case{"a.p12", KeyFileKind::OtherPkcs12},
             Case{".p12", std::nullopt},
             Case{"GOST512_" + kHex, std::nullopt},
             Case{"a.p12.txt", std::nullopt},
             Case{"p12", std::nullopt},
         }) {
        Search search;
        search.put("/home/" + one.name);
        KeyFileKind kind{};
        const auto names = search.find("/home", &kind);
        EXPECT_EQ(names.size(), one.kind ? 1u : 0u) << one.name;
        if (one.kind) {
            EXPECT_EQ(kind, *one.kind) << one.name;
        }
    }
}

TEST(KeyFinder, NearFoldersFirst) {
    Search search;
    search.put("/home/a/b/deep.p12");
    search.put("/home/z.p12");
    search.put("/home/b/c.p12");
    EXPECT_THAT(search.find(), ElementsAre("/home/z.p12", "/home/b/c.p12", "/home/a/b/deep.p12"));
}

TEST(KeyFinder, OpensNothing) {
    Search search;
    search.put("/home/a.p12");
    search.find();
    for (const std::string& step : search.disk.steps())
        EXPECT_THAT(step, testing::StartsWith("list")) << step;
}

TEST(KeyFinder, DepthAndEntriesAreLimited) {
    Search search;
    search.put("/home/one.p12");
    search.put("/home/a/two.p12");
    search.put("/home/a/b/three.p12");
    search.limits.depth = 1;
    EXPECT_THAT(search.find(), ElementsAre("/home/one.p12"));
    search.limits.depth = 2;
    EXPECT_THAT(search.find(), ElementsAre("/home/one.p12", "/home/a/two.p12"));
    search.limits.depth = 8;
    EXPECT_EQ(search.find().size(), 3u);
    search.limits.maxEntries = 2;
    EXPECT_THAT(search.find(), ElementsAre("/home/one.p12"));
}

TEST(KeyFinder, Cancelling) {
    Search search;
    search.put("/home/a.p12");
    CancelToken cancel;
    cancel.cancel();
    const Outcome outcome = findKeyFiles(search.disk, "/home", {}, {&cancel, nullptr},
                                         [](const FoundKeyFile&) { FAIL() << "found after cancelling"; });
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().code, FailureCode::Cancelled);
}

TEST(KeyFinder, TheAskedFolderMustBeReadableOthersNeedNot) {
    Search search;
    search.put("/home/a/one.p12");
    search.put("/home/b/two.p12");
    const Outcome outcome =
        findKeyFiles(search.disk, "/nowhere", {}, {}, [](const FoundKeyFile&) { FAIL() << "found nowhere"; });
    EXPECT_FALSE(outcome.ok());
    search.disk.failStep(search.disk.steps().size() + 2, FailureCode::FileNoPermission);
    EXPECT_THAT(search.find(), ElementsAre("/home/b/two.p12"));
}

TEST(KeyFinder, SymbolicLinksAreNotFollowed) {
    const fs::path folder = test::scratchFolder();
    fs::create_directories(folder / "search");
    fs::create_directories(folder / "elsewhere");
    std::ofstream(folder / "elsewhere" / "key.p12") << "x";
    std::ofstream(folder / "search" / "own.p12") << "x";
    fs::create_symlink(folder / "elsewhere", folder / "search" / "link");
    fs::create_symlink(folder / "elsewhere" / "key.p12", folder / "search" / "linked.p12");
    fs::create_directory_symlink(folder / "search", folder / "search" / "loop");
    DiskFileStore disk;
    std::vector<std::string> names;
    ASSERT_TRUE(findKeyFiles(disk, folder / "search", {}, {}, [&](const FoundKeyFile& file) {
                    names.push_back(file.path.filename().string());
                }).ok());
    EXPECT_THAT(names, ElementsAre("own.p12"));
}

TEST(KeyFinderFixtures, TheAuthoritysFiles) {
    TANBA_NEEDS_FIXTURES();
    DiskFileStore disk;
    int all = 0;
    ASSERT_TRUE(
        findKeyFiles(disk, test::fixturePath("p12"), {}, {}, [&](const FoundKeyFile&) { ++all; }).ok());
    EXPECT_EQ(all, 21);
}

} // namespace
} // namespace tanba::keys
