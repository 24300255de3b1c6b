#include "core/portal/resume_record.h"

#include "tests/unit/portal/scripted_portal.h"

#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal;

const std::string kVerifier(43, 'v');

ResumeRecord record() {
    return {kOrigin, kLoginId, goodTime() + std::chrono::minutes(10), secret(kVerifier)};
}

TEST(ResumeRecord, ComesBackAndIsForItsOwnerOnly) {
    MemoryFileStore disk;
    disk.putFolder("/data");
    ASSERT_EQ(outcome(writeResumeRecord(disk, kRecordPath, record())), "ok");
    EXPECT_EQ(disk.permissions(kRecordPath), MemoryFileStore::kOwnerOnly);
    const auto read = readResumeRecord(disk, kRecordPath, goodTime());
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->origin, kOrigin);
    EXPECT_EQ(read->loginId, kLoginId);
    EXPECT_TRUE(read->codeVerifier.equals(secret(kVerifier)));
    for (const RecordOwner& other : {RecordOwner{kOrigin, "login-of-somebody-else"},
                                     RecordOwner{"https://elsewhere.example", kLoginId}}) {
        EXPECT_EQ(outcome(removeResumeRecord(disk, kRecordPath, other)), "ok");
        EXPECT_TRUE(disk.content(kRecordPath).has_value());
    }
    EXPECT_EQ(outcome(removeResumeRecord(disk, kRecordPath, ownerOf(record()))), "ok");
    EXPECT_EQ(outcome(removeResumeRecord(disk, kRecordPath, ownerOf(record()))), "ok");
    EXPECT_TRUE(disk.names("/data").empty());
    EXPECT_FALSE(readResumeRecord(disk, kRecordPath, goodTime()).has_value());
}

TEST(ResumeRecord, ThatIsDamagedBelongsToNobody) {
    MemoryFileStore disk;
    disk.putFolder("/data");
    disk.put(kRecordPath, toBytes("{"));
    EXPECT_EQ(outcome(removeResumeRecord(disk, kRecordPath, ownerOf(record()))), "ok");
    EXPECT_FALSE(disk.content(kRecordPath).has_value());
}

TEST(ResumeRecord, OfNoUseIsRemoved) {
    MemoryFileStore disk;
    const auto readAfter = [&disk](const std::string& content, Time now) {
        disk.put(kRecordPath, toBytes(content));
        const bool found = readResumeRecord(disk, kRecordPath, now).has_value();
        EXPECT_EQ(disk.content(kRecordPath).has_value(), found) << content;
        return found;
    };
    disk.putFolder("/data");
    ASSERT_EQ(outcome(writeResumeRecord(disk, kRecordPath, record())), "ok");
    const std::string good(asText(*disk.content(kRecordPath)));
    EXPECT_TRUE(readAfter(good, goodTime()));
    EXPECT_FALSE(readAfter(good, goodTime() + std::chrono::minutes(10)));
    EXPECT_FALSE(readAfter(good, goodTime() - std::chrono::hours(1))); // a clock that jumped
    Json json = Json::parse(good);
    for (const auto& [member, value] :
         std::vector<std::pair<std::string, Json>>{{"version", 2},
                                                   {"origin", "http://portal.example"},
                                                   {"origin", "https://Portal.example"},
                                                   {"login_id", "../../x"},
                                                   {"expires", "soon"},
                                                   {"code_verifier", "short"},
                                                   {"code_verifier", nullptr}}) {
        Json other = json;
        other[member] = value;
        EXPECT_FALSE(readAfter(other.dump(), goodTime())) << member;
    }
    for (const std::string& broken : {std::string(), std::string("{"), good + good, std::string(5000, ' ')})
        EXPECT_FALSE(readAfter(broken, goodTime()));
}

TEST(ResumeRecord, SurvivesAPowerFailureWholeOrNotAtAll) {
    for (const UnsyncedEntries entries : {UnsyncedEntries::Lost, UnsyncedEntries::Kept}) {
        bool finished = false;
        for (std::size_t step = 0; !finished; ++step) {
            MemoryFileStore disk;
            disk.putFolder("/data");
            disk.disconnectAfterStep(step);
            static_cast<void>(writeResumeRecord(disk, kRecordPath, record()));
            finished = disk.connected();
            disk.reconnect(entries);
            const bool there = disk.content(kRecordPath).has_value();
            EXPECT_EQ(readResumeRecord(disk, kRecordPath, goodTime()).has_value(), there);
        }
    }
}

} // namespace
} // namespace tanba::test
