#include "app/demo/demo_folder.h"

#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tanba::demo {
namespace {

namespace fs = std::filesystem;

std::size_t countIn(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

void putFile(const fs::path& file) {
    std::ofstream(file) << "x";
}

TEST(DemoFolder, LivesAsLongAsItsObjectAndIsForItsUserOnly) {
    const fs::path below = test::scratchFolder();
    DiskFileStore files;
    {
        const auto folder = DemoFolder::make(files, below);
        ASSERT_TRUE(folder.ok());
        EXPECT_EQ(fs::status(folder.value().path()).permissions() & fs::perms::all, fs::perms::owner_all);
        fs::create_directory(folder.value().path() / "inside");
        putFile(folder.value().path() / "inside" / "key.p12");
    }
    EXPECT_EQ(countIn(below), 0U);
}

TEST(DemoFolder, RemovesWhatACrashedRunLeftBehind) {
    const fs::path below = test::scratchFolder();
    const fs::path left = below / "tanba-demo-0123456789abcdef";
    fs::create_directories(left / "home");
    putFile(left / "lock");
    putFile(left / "home" / "key.p12");
    DiskFileStore files;
    const auto folder = DemoFolder::make(files, below);
    ASSERT_TRUE(folder.ok());
    EXPECT_FALSE(fs::exists(left));
}

TEST(DemoFolder, LeavesTheFolderOfARunThatIsStillThere) {
    const fs::path below = test::scratchFolder();
    DiskFileStore files;
    const auto first = DemoFolder::make(files, below);
    const auto second = DemoFolder::make(files, below);
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_NE(first.value().path(), second.value().path());
    EXPECT_TRUE(fs::exists(first.value().path() / "lock"));
}

TEST(DemoFolder, TouchesNothingElse) {
    const fs::path below = test::scratchFolder();
    const fs::path elsewhere = below / "elsewhere";
    fs::create_directory(elsewhere);
    putFile(elsewhere / "lock");
    fs::create_directory_symlink(elsewhere, below / "tanba-demo-link");
    putFile(below / "tanba-demo-file");
    fs::create_directory(below / "other-folder");
    DiskFileStore files;
    ASSERT_TRUE(DemoFolder::make(files, below).ok());
    EXPECT_TRUE(fs::exists(elsewhere / "lock"));
    EXPECT_TRUE(fs::is_symlink(below / "tanba-demo-link"));
    EXPECT_TRUE(fs::exists(below / "tanba-demo-file"));
    EXPECT_TRUE(fs::exists(below / "other-folder"));
}

TEST(DemoFolder, SaysWhenThereIsNoPlaceForIt) {
    DiskFileStore files;
    const auto folder = DemoFolder::make(files, test::scratchFolder() / "not" / "there");
    ASSERT_FALSE(folder.ok());
    EXPECT_EQ(folder.failure().code, FailureCode::DemoFailed);
}

} // namespace
} // namespace tanba::demo
