#include "app/documents/recent.h"

#include "tests/support/memory_file_store.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::documents {
namespace {

using test::MemoryFileStore;
using testing::IsEmpty;

class RecentTest : public testing::Test {
  protected:
    RecentTest() { disk_.putFolder("/data"); }
    MemoryFileStore disk_;
    Recent recent_{disk_, "/data/recent.json"};
};

RecentFile file(const std::filesystem::path& path, RecentKind kind = RecentKind::Signed) {
    return {path, kind, test::goodTime()};
}

TEST_F(RecentTest, RemembersPathsAndTimesOnly) {
    ASSERT_TRUE(recent_.add({file("/a"), file(std::string("/\xFF"), RecentKind::Checked)}).ok());
    ASSERT_TRUE(recent_.add({file("/b"), file("/a")}).ok());
    const auto list = recent_.list();
    ASSERT_EQ(list.size(), 3u);
    EXPECT_EQ(list[0].path, "/b");
    EXPECT_EQ(list[1].path, "/a");
    EXPECT_EQ(list[2].path.string(), "/\xFF");
    EXPECT_EQ(list[2].kind, RecentKind::Checked);
    EXPECT_EQ(list[2].when, test::goodTime());
    EXPECT_EQ(disk_.permissions("/data/recent.json"), MemoryFileStore::kOwnerOnly);
}

TEST_F(RecentTest, IsBounded) {
    std::vector<RecentFile> many;
    for (int number = 0; number < 100; ++number)
        many.push_back(file("/" + std::to_string(number)));
    ASSERT_TRUE(recent_.add(many).ok());
    EXPECT_EQ(recent_.list().size(), Recent::kMaxRecent);
    EXPECT_EQ(recent_.list().front().path, "/0");
}

TEST_F(RecentTest, IsErasedAndDamagedIsEmpty) {
    EXPECT_TRUE(recent_.eraseAll().ok());
    ASSERT_TRUE(recent_.add({file("/a")}).ok());
    ASSERT_TRUE(recent_.eraseAll().ok());
    EXPECT_EQ(disk_.content("/data/recent.json"), std::nullopt);
    for (const std::string damage :
         {"", "{", "[]", "{\"version\":2,\"files\":[]}", "{\"version\":1,\"files\":5}",
          "{\"version\":1,\"files\":[5,{\"path\":1}]}"}) {
        disk_.put("/data/recent.json", toBytes(damage));
        EXPECT_THAT(recent_.list(), IsEmpty()) << damage;
    }
}

} // namespace
} // namespace tanba::documents
