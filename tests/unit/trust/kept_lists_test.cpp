#include "core/trust/kept_lists.h"

#include "tests/unit/trust/online_test_support.h"

#include <gmock/gmock.h>

namespace tanba::trust {
namespace {

using test::outcome;
using testing::IsEmpty;
using testing::SizeIs;

struct World : test::OnlineWorld {
    const crypto::PublicKey key = root.certificate().publicKey().value();
    const crypto::PublicKey otherKey = other.certificate().publicKey().value();
    KeptLists kept{disk, test::kListFolder};

    std::vector<std::string> names() const { return disk.names(test::kListFolder); }
};

TEST(KeptLists, WhatIsKeptIsFoundAgain) {
    World w;
    EXPECT_FALSE(w.kept.find("a", w.key, {}));
    EXPECT_EQ(outcome(w.kept.keep("a", w.key, w.list({{Bytes{7}, test::at("2026-06-01T00:00:00Z"), 1}}))),
              "ok");
    const auto found = w.kept.find("a", w.key, {});
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->find(Bytes{7}));
    EXPECT_FALSE(w.kept.find("b", w.key, {}));
    EXPECT_FALSE(w.kept.find("a", w.otherKey, {}));
}

TEST(KeptLists, ANewerListTakesThePlace) {
    World w;
    EXPECT_EQ(outcome(w.kept.keep("a", w.key, w.list())), "ok");
    EXPECT_EQ(outcome(w.kept.keep("a", w.key, w.list({{Bytes{7}, test::at("2026-06-01T00:00:00Z"), 1}}))),
              "ok");
    EXPECT_THAT(w.names(), SizeIs(1));
    ASSERT_TRUE(w.kept.find("a", w.key, {}));
    EXPECT_TRUE(w.kept.find("a", w.key, {})->find(Bytes{7}));
}

TEST(KeptLists, NothingThatWasChangedOnTheDiskIsBelieved) {
    World w;
    EXPECT_EQ(outcome(w.kept.keep("a", w.key, w.list())), "ok");
    const std::filesystem::path path = std::filesystem::path(test::kListFolder) / w.names().front();
    const Bytes original = *w.disk.content(path);
    for (std::size_t at = 0; at < original.size(); at += 7) {
        Bytes changed = original;
        changed[at] ^= 1U;
        w.disk.put(path, changed);
        const auto found = w.kept.find("a", w.key, {});
        if (found) {
            // Outside of what is signed a bit may flip; the list stays the same.
            EXPECT_EQ(found->thisUpdate(), test::at("2026-06-20T00:00:00Z")) << at;
        }
    }
    w.disk.put(path, w.other.crl({}, test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T00:00:00Z")));
    EXPECT_FALSE(w.kept.find("a", w.key, {}));
    w.disk.put(path, toBytes("no list"));
    EXPECT_FALSE(w.kept.find("a", w.key, {}));
}

TEST(KeptLists, TheFolderIsBounded) {
    World w;
    const Bytes list = w.list();
    const std::size_t size = list.size();
    KeptLists small(w.disk, test::kListFolder, 3 * size + size / 2);
    for (const char* address : {"a", "b", "c", "d", "e"})
        EXPECT_EQ(outcome(small.keep(address, w.key, list)), "ok") << address;
    EXPECT_THAT(w.names(), SizeIs(3));
    EXPECT_TRUE(small.find("e", w.key, {}));
    KeptLists tiny(w.disk, test::kListFolder, size - 1);
    EXPECT_EQ(outcome(tiny.keep("f", w.key, list)), "file.too_large");
    EXPECT_FALSE(tiny.find("f", w.key, {}));
}

TEST(KeptLists, OtherFilesInTheFolderStay) {
    World w;
    const std::filesystem::path note = std::filesystem::path(test::kListFolder) / "note.txt";
    w.disk.put(note, Bytes(100'000));
    const Bytes list = w.list();
    KeptLists small(w.disk, test::kListFolder, list.size());
    EXPECT_EQ(outcome(small.keep("a", w.key, list)), "ok");
    EXPECT_TRUE(w.disk.content(note));
}

TEST(KeptLists, AFullDiskLeavesWhatWasThere) {
    World w;
    EXPECT_EQ(outcome(w.kept.keep("a", w.key, w.list())), "ok");
    w.disk.fillUpAfter(10);
    EXPECT_EQ(outcome(w.kept.keep("a", w.key, w.list())), "file.disk_full");
    EXPECT_TRUE(w.kept.find("a", w.key, {}));
    EXPECT_THAT(w.names(), SizeIs(1));
}

TEST(KeptLists, WithoutAFolderNothingIsKept) {
    World w;
    KeptLists none(w.disk, {});
    EXPECT_EQ(outcome(none.keep("a", w.key, w.list())), "ok");
    EXPECT_FALSE(none.find("a", w.key, {}));
    EXPECT_THAT(w.names(), IsEmpty());
}

} // namespace
} // namespace tanba::trust
