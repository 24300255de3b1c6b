#include "core/guidance/hygiene.h"

#include "tests/support/outcome.h"
#include "tests/unit/guidance/memory_path_facts.h"
#include "tests/unit/guidance/memory_real_places.h"
#include "tests/unit/guidance/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::guidance {
namespace {

namespace fs = std::filesystem;
using tanba::test::MemoryFileStore;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kId = "0123456789abcdef0123456789abcdef01234567";
const Time kNow = test::moment("2026-11-22T06:00:00Z");

class Hygiene : public testing::Test {
  protected:
    void put(const fs::path& path, std::string_view content, unsigned bits = MemoryFileStore::kOwnerOnly) {
        disk_.put(path, toBytes(content), bits);
        auto facts = factsOfKeyFile(disk_, path);
        ASSERT_TRUE(facts.ok());
        keyFiles_.push_back(std::move(facts).value());
    }

    std::vector<HygieneRemark> remarks() {
        return hygieneRemarks(disk_, facts_, places_, LastingPlaces(realPlaces_, "/home"), keyFiles_, kNow);
    }

    std::vector<HygieneRemark> sameContents() {
        std::vector<HygieneRemark> copies;
        for (const HygieneRemark& remark : remarks())
            if (remark.finding == HygieneFinding::SameContent)
                copies.push_back(remark);
        return copies;
    }

    std::string keyIdOf(const std::string& name) {
        disk_.put("/" + name, toBytes("key"));
        return factsOfKeyFile(disk_, "/" + name).value().keyId;
    }

    MemoryFileStore disk_;
    test::MemoryPathFacts facts_{disk_};
    test::MemoryRealPlaces realPlaces_{disk_};
    UserPlaces places_{{"/home/Downloads"}, {"/home/Desktop"}, {}};
    std::vector<KeyFileFacts> keyFiles_;
};

TEST_F(Hygiene, KeyIdIsReadFromTheAuthoritysNames) {
    EXPECT_EQ(keyIdOf("GOST512_" + kId + ".p12"), kId);
    EXPECT_EQ(keyIdOf("AUTH_RSA256_" + kId + ".p12"), kId);
    EXPECT_EQ(keyIdOf("GOST512_0123456789ABCDEF0123456789ABCDEF01234567 (1).p12"), kId);
    EXPECT_EQ(keyIdOf("GOST512_" + kId + "89.p12"), "");
    EXPECT_EQ(keyIdOf("GOST512_" + kId.substr(1) + "g.p12"), "");
    EXPECT_EQ(keyIdOf("my_key.p12"), "");
    EXPECT_EQ(keyIdOf(kId + ".p12"), "");
}

TEST_F(Hygiene, AllWell) {
    put("/home/keys/a.p12", "a");
    put("/home/keys/b.p12", "b");
    EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(Hygiene, EachPlaceWithItsFix) {
    disk_.putFolder("/home/project/.git");
    put("/home/Downloads/a.p12", "a");
    put("/home/Desktop/b.p12", "b");
    put("/home/Dropbox/c.p12", "c");
    put("/home/project/d.p12", "d");
    put("/home/keys/e.p12", "e", 0644);
    std::vector<std::pair<SafeFix, Afterwards>> fixes;
    for (const HygieneRemark& remark : remarks())
        fixes.emplace_back(remark.fix, remark.afterwards);
    using enum SafeFix;
    EXPECT_THAT(fixes, ElementsAre(testing::Pair(Move, Afterwards::Nothing),
                                   testing::Pair(Move, Afterwards::Nothing),
                                   testing::Pair(Move, Afterwards::CopiesElsewhereMayRemain),
                                   testing::Pair(Move, Afterwards::CopiesElsewhereMayRemain),
                                   testing::Pair(RestrictRights, Afterwards::Nothing)));
}

TEST_F(Hygiene, OfEqualFilesTheOneThatLiesBadlyIsTooMany) {
    put("/home/Downloads/a.p12", "same");
    put("/home/keys/b.p12", "other");
    put("/home/Desktop/a.p12", "same");
    put("/home/keys/a.p12", "same");
    const auto copies = sameContents();
    ASSERT_EQ(copies.size(), 2u) << "at the one that lies well there is nothing to do";
    EXPECT_EQ(copies[0].file, 0u);
    EXPECT_EQ(copies[0].fix, SafeFix::RemoveCopy);
    EXPECT_THAT(copies[0].others, ElementsAre(3u, 2u)) << "the one that lies well is kept";
    EXPECT_EQ(copies[1].file, 2u);
    EXPECT_THAT(copies[1].others, ElementsAre(3u, 0u));
}

TEST_F(Hygiene, OfEqualFilesThatLieAlikeThePersonChooses) {
    put("/home/keys/a.p12", "same");
    put("/home/other/a.p12", "same");
    put("/home/Downloads/b.p12", "bad");
    put("/home/Desktop/b.p12", "bad");
    int copies = 0;
    for (const HygieneRemark& remark : remarks()) {
        if (remark.finding != HygieneFinding::SameContent)
            continue;
        EXPECT_EQ(remark.fix, SafeFix::RemoveCopy) << remark.file;
        EXPECT_EQ(remark.others.size(), 1u) << "the other one is kept";
        ++copies;
    }
    EXPECT_EQ(copies, 4);
}

TEST_F(Hygiene, ACopyOnAFlashDriveIsABackup) {
    put("/home/Downloads/a.p12", "same");
    put("/media/usb/a.p12", "same");
    keyFiles_[1].backup = true;
    const auto all = remarks();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].finding, HygieneFinding::Place);
}

TEST_F(Hygiene, ACopyThatMayVanishIsTooManyAndNeverTheReasonToRemoveTheLastingOne) {
    realPlaces_.mount("/home/net");
    for (const char* const place :
         {"/tmp", "/dev/shm", "/mnt/usb", "/home/.local/share/Trash/files", "/home/net"}) {
        keyFiles_.clear();
        put("/home/keys/a.p12", "same");
        put(fs::path(place) / "a.p12", "same");
        const auto copies = sameContents();
        ASSERT_EQ(copies.size(), 1u) << place;
        EXPECT_EQ(copies[0].file, 1u) << place;
        EXPECT_EQ(copies[0].fix, SafeFix::RemoveCopy);
        EXPECT_THAT(copies[0].others, ElementsAre(0u)) << "the lasting one stays";
    }
}

TEST_F(Hygiene, ALastingCopyStaysThoughItLiesBadly) {
    put("/tmp/a.p12", "same");
    put("/home/Downloads/a.p12", "same");
    const auto copies = sameContents();
    ASSERT_EQ(copies.size(), 1u) << "Downloads is to be moved, not removed in favour of /tmp";
    EXPECT_EQ(copies[0].file, 0u);
    EXPECT_THAT(copies[0].others, ElementsAre(1u));
}

TEST_F(Hygiene, OfCopiesThatMayVanishNoneIsOfferedForRemoval) {
    put("/tmp/a.p12", "same");
    put("/mnt/usb/a.p12", "same");
    EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(Hygiene, LastingCopiesComeFirst) {
    put("/home/Desktop/a.p12", "same");
    put("/tmp/a.p12", "same");
    put("/home/Downloads/a.p12", "same");
    put("/home/keys/a.p12", "same");
    const auto copies = sameContents();
    ASSERT_EQ(copies.size(), 3u);
    EXPECT_EQ(copies[0].file, 0u);
    EXPECT_THAT(copies[0].others, ElementsAre(3u, 2u, 1u));
    EXPECT_THAT(copies[1].others, ElementsAre(3u, 0u, 2u));
    EXPECT_EQ(copies[2].file, 2u) << "at the one that lies well there is nothing to do";
}

TEST_F(Hygiene, ABackupWithAnotherPasswordStaysApart) {
    put("/home/keys/GOST512_" + kId + ".p12", "new password");
    put("/media/usb/GOST512_" + kId + ".p12", "old password");
    ASSERT_EQ(remarks().size(), 2u);
    keyFiles_[1].backup = true;
    EXPECT_THAT(remarks(), IsEmpty()) << "put aside, both would lie on one disk";
    put("/home/other/GOST512_" + kId + ".p12", "third password");
    const auto all = remarks();
    ASSERT_EQ(all.size(), 2u) << "those on the disk are still told";
    EXPECT_EQ(all[0].file, 0u);
    EXPECT_THAT(all[0].others, ElementsAre(2u));
    EXPECT_EQ(all[1].file, 2u);
    EXPECT_THAT(all[1].others, ElementsAre(0u));
}

TEST_F(Hygiene, AnExpiredBackupStaysApart) {
    put("/media/usb/a.p12", "a");
    keyFiles_[0].notAfter = kNow - std::chrono::seconds(1);
    ASSERT_EQ(remarks().size(), 1u);
    keyFiles_[0].backup = true;
    EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(Hygiene, TheSameKeyWithAnotherPassword) {
    put("/home/keys/GOST512_" + kId + ".p12", "new password");
    put("/media/usb/GOST512_" + kId + " (1).p12", "old password");
    const auto all = remarks();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].finding, HygieneFinding::OtherVersion);
    EXPECT_EQ(all[0].fix, SafeFix::PutAside) << "the program cannot know which one is wanted: none is lost";
    EXPECT_EQ(all[1].fix, SafeFix::PutAside);
    keyFiles_[1].aside = true;
    EXPECT_THAT(remarks(), IsEmpty()) << "that was done";
}

TEST_F(Hygiene, ExpiredLeftover) {
    put("/home/keys/a.p12", "a");
    keyFiles_[0].notAfter = kNow;
    EXPECT_THAT(remarks(), IsEmpty());
    keyFiles_[0].notAfter = kNow - std::chrono::seconds(1);
    const auto all = remarks();
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].finding, HygieneFinding::ExpiredLeftover);
    EXPECT_EQ(all[0].fix, SafeFix::PutAside);
}

TEST_F(Hygiene, FilesThatAreGoneAreLeftOut) {
    put("/home/Downloads/a.p12", "a");
    ASSERT_TRUE(disk_.remove("/home/Downloads/a.p12").ok());
    EXPECT_THAT(remarks(), IsEmpty());
}

TEST_F(Hygiene, HugeFilesAreNoKeyFiles) {
    disk_.put("/home/big.p12", Bytes(5U * 1024 * 1024));
    EXPECT_EQ(tanba::test::outcome(factsOfKeyFile(disk_, "/home/big.p12")), "file.too_large");
}

} // namespace
} // namespace tanba::guidance
