#include "app/service/web_identity/web_identity.h"

#include "app/service/web_identity/identity_file.h"
#include "core/base/clock.h"
#include "core/base/disk_file_store.h"
#include "core/base/private_file.h"
#include "tests/support/outcome.h"
#include "tests/unit/service_server/server_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace tanba::service {
namespace {

namespace fs = std::filesystem;
using test::outcome;

class WebIdentityFile : public ::testing::Test {
  protected:
    Result<WebIdentity> make() { return WebIdentity::loadOrMake(files, folder, now); }
    Result<WebIdentity> load() { return WebIdentity::load(files, folder); }
    fs::path path() const { return folder / kWebIdentityName; }
    void overwrite(ByteView content) {
        ASSERT_TRUE(writePrivateFile(files, path(), IfExists::Replace, content).ok());
    }

    DiskFileStore files;
    fs::path folder = privateFolder();
    Time now = SystemClock().now();
};

TEST_F(WebIdentityFile, IsMadeOnceAndFoundAgain) {
    EXPECT_EQ(outcome(load()), "file.not_found");
    const auto made = make();
    ASSERT_TRUE(made.ok()) << made.failure().detail;
    const auto again = make();
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again.value().authority() == made.value().authority());
    EXPECT_EQ(fs::status(path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(WebIdentityFile, SeveralProgramsAtOnceGetTheSame) {
    std::vector<Bytes> authorities(4);
    std::vector<std::thread> programs;
    for (Bytes& authority : authorities)
        programs.emplace_back([&] {
            DiskFileStore own;
            const auto identity = WebIdentity::loadOrMake(own, folder, now);
            const ByteView der = identity.value().authority().der();
            authority.assign(der.begin(), der.end());
        });
    for (std::thread& program : programs)
        program.join();
    EXPECT_TRUE(std::ranges::all_of(authorities, [&](const Bytes& each) { return each == authorities[0]; }));
}

TEST_F(WebIdentityFile, ANewOneTakesThePlaceOfTheOld) {
    const auto old = make();
    const auto renewed = WebIdentity::renew(files, folder, now);
    ASSERT_TRUE(renewed.ok());
    EXPECT_FALSE(renewed.value().authority() == old.value().authority());
    EXPECT_TRUE(load().value().authority() == renewed.value().authority());
}

TEST_F(WebIdentityFile, IsForgotten) {
    EXPECT_EQ(outcome(WebIdentity::erase(files, folder)), "ok");
    ASSERT_TRUE(make().ok());
    EXPECT_EQ(outcome(WebIdentity::erase(files, folder)), "ok");
    EXPECT_EQ(outcome(load()), "file.not_found");
}

TEST_F(WebIdentityFile, HasALeafForEveryDayUntilItMustBeRenewed) {
    const auto made = make();
    const WebIdentity& identity = made.value();
    const Time end = identity.authority().notAfter();
    for (Time day = now; day < end; day += std::chrono::days(1)) {
        const keys::WebLeaf* const leaf = identity.leafFor(day);
        ASSERT_NE(leaf, nullptr) << formatRfc3339(day);
        ASSERT_LE(leaf->certificate.notBefore(), day);
        ASSERT_GE(leaf->certificate.notAfter(), day);
    }
    EXPECT_EQ(identity.leafFor(end + std::chrono::seconds(1)), nullptr);
    EXPECT_EQ(identity.leafFor(now - std::chrono::days(3)), nullptr);
    EXPECT_EQ(identity.renewal(now), Renewal::NotNeeded);
    EXPECT_EQ(identity.renewal(end - std::chrono::days(29)), Renewal::Soon);
    EXPECT_EQ(identity.renewal(end + std::chrono::days(1)), Renewal::Now);
    EXPECT_EQ(identity.renewal(now - std::chrono::days(30)), Renewal::Now);
}

TEST_F(WebIdentityFile, IsNotUsedWhenOthersCanReadItOrItsFolder) {
    ASSERT_TRUE(make().ok());
    const fs::perms own = fs::perms::owner_read | fs::perms::owner_write;
    for (const fs::perms open : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
        fs::permissions(path(), own | open);
        EXPECT_EQ(outcome(load()), "service.identity_unusable");
        EXPECT_EQ(outcome(make()), "service.identity_unusable");
    }
    fs::permissions(path(), own);
    EXPECT_EQ(outcome(load()), "ok");
    fs::permissions(folder, fs::perms::owner_all | fs::perms::group_exec);
    EXPECT_EQ(outcome(load()), "service.identity_unusable");
}

TEST_F(WebIdentityFile, IsNotUsedThroughALink) {
    ASSERT_TRUE(make().ok());
    fs::rename(path(), folder / "elsewhere");
    fs::create_symlink(folder / "elsewhere", path());
    EXPECT_EQ(outcome(load()), "service.identity_unusable");
}

TEST_F(WebIdentityFile, IsNotUsedWhenDamaged) {
    ASSERT_TRUE(make().ok());
    const Bytes whole = test::fileContent(path());
    const auto refused = [&](ByteView content) {
        overwrite(content);
        return outcome(load()) == "service.identity_unusable";
    };
    EXPECT_TRUE(refused({}));
    EXPECT_TRUE(refused(ByteView(whole).first(whole.size() / 2)));
    EXPECT_TRUE(refused(Bytes(kMaxIdentityFile + 1)));
    for (std::size_t at = 0; at < whole.size(); at += 37) {
        Bytes flipped = whole;
        flipped[at] ^= 0x10;
        EXPECT_TRUE(refused(flipped)) << at;
    }
    EXPECT_FALSE(refused(whole));
}

TEST_F(WebIdentityFile, PartsOfTwoDoNotMakeOne) {
    auto first = keys::makeWebAuthority(now);
    auto second = keys::makeWebAuthority(now);
    std::swap(first.value().leaves[2].privateKey, second.value().leaves[2].privateKey);
    EXPECT_EQ(outcome(decodeIdentity(encodeIdentity(first.value()).view())), "service.identity_unusable");
    std::swap(first.value().leaves[2].privateKey, second.value().leaves[2].privateKey);
    EXPECT_EQ(outcome(decodeIdentity(encodeIdentity(first.value()).view())), "ok");
    std::swap(first.value().leaves[2], second.value().leaves[2]);
    EXPECT_EQ(outcome(decodeIdentity(encodeIdentity(first.value()).view())), "service.identity_unusable");
    first.value().leaves.pop_back();
    EXPECT_EQ(outcome(decodeIdentity(encodeIdentity(first.value()).view())), "service.identity_unusable");
}

} // namespace
} // namespace tanba::service
