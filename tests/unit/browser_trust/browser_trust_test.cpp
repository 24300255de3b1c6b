#include "app/platform/browser_trust/browser_trust.h"

#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/browser_trust/nss_home.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace tanba::platform {
namespace {

namespace fs = std::filesystem;
using test::NssHome;
using test::outcome;
using test::someAuthority;

constexpr const char* kOurLabel = "Tanba local web authority ";
constexpr const char* kOldPlace = ".pki/nssdb";
constexpr const char* kNewPlace = ".local/share/pki/nssdb";
constexpr const char* kProfile = ".mozilla/firefox/abc.default";

/// Of a line "label  C,,": our labels are so long that one space is all there is.
std::string labelOf(const std::string& line) {
    return line.substr(0, line.find_last_of(' ', line.find_last_not_of(' ')));
}

/// All calls of one home; the rows of the last one by their folder.
class BrowserTrustTest : public testing::Test {
  protected:
    void SetUp() override { TANBA_NEEDS(fs::exists("/usr/bin/certutil"), "certutil of libnss3-tools"); }

    BrowserTrust trust() const { return BrowserTrust({.home = home_.path()}); }
    void install(ByteView certificate) { keep(trust().install(certificate)); }
    void check(ByteView certificate) { keep(trust().check(certificate)); }
    void remove(ByteView certificate) { keep(trust().remove(certificate)); }

    StoreTrust row(const fs::path& folder) const {
        const fs::path real = fs::weakly_canonical(folder);
        const auto found = std::ranges::find(rows_, real, &StoreTrust::folder);
        EXPECT_NE(found, rows_.end()) << folder;
        return found == rows_.end() ? StoreTrust{} : *found;
    }
    TrustState state(const fs::path& folder) const { return row(folder).state; }
    void expectTrusted(const fs::path& folder) const {
        EXPECT_EQ(home_.trustOf(folder, kOurLabel), "C,,") << folder;
    }

    const NssHome home_;
    std::vector<StoreTrust> rows_;
    const Bytes ours_ = someAuthority("TANBA");

  private:
    void keep(Result<std::vector<StoreTrust>> rows) {
        ASSERT_EQ(outcome(rows), "ok");
        rows_ = std::move(rows).value();
    }
};

TEST_F(BrowserTrustTest, AFreshHomeGetsBothPlacesOfChromiumAndLosesThemAgain) {
    check(ours_);
    EXPECT_EQ(state(home_.at(kOldPlace)), TrustState::Missing);
    EXPECT_TRUE(fs::is_empty(home_.path())) << "check changes nothing";
    install(ours_);
    ASSERT_EQ(rows_.size(), 2U);
    for (const char* place : {kOldPlace, kNewPlace}) {
        EXPECT_EQ(state(home_.at(place)), TrustState::Trusted);
        expectTrusted(home_.at(place));
        EXPECT_EQ(fs::status(home_.at(place)).permissions(), fs::perms::owner_all);
    }
    remove(ours_);
    EXPECT_FALSE(fs::exists(home_.at(".pki")));
    EXPECT_FALSE(fs::exists(home_.at(".local/share/pki")));
}

TEST_F(BrowserTrustTest, OnlyThePlaceThatChromiumUsesIsWritten) {
    home_.makeStore(kNewPlace);
    install(ours_);
    expectTrusted(home_.at(kNewPlace));
    EXPECT_FALSE(fs::exists(home_.at(".pki"))) << "it would hide what the user has in the new place";
    remove(ours_);
    EXPECT_TRUE(home_.listed(home_.at(kNewPlace)).empty()) << "the user's own store stays";
}

TEST_F(BrowserTrustTest, TheOldPlaceAlone) {
    home_.makeStore(kOldPlace);
    install(ours_);
    expectTrusted(home_.at(kOldPlace));
    EXPECT_FALSE(fs::exists(home_.at(".local")));
}

TEST_F(BrowserTrustTest, BothPlacesWhenBothAreThere) {
    home_.makeStore(kOldPlace);
    home_.makeStore(kNewPlace);
    install(ours_);
    expectTrusted(home_.at(kOldPlace));
    expectTrusted(home_.at(kNewPlace));
}

TEST_F(BrowserTrustTest, AFolderWithoutAStoreGetsOne) {
    fs::create_directories(home_.at(kOldPlace));
    install(ours_);
    expectTrusted(home_.at(kOldPlace));
    EXPECT_FALSE(fs::exists(home_.at(".local")));
}

TEST_F(BrowserTrustTest, AMadeStoreStaysWhenSomethingElseIsInIt) {
    install(ours_);
    home_.add(home_.at(kNewPlace), "the user's", "C,,", someAuthority("USER"));
    remove(ours_);
    EXPECT_EQ(home_.trustOf(home_.at(kNewPlace), "the user's"), "C,,");
    EXPECT_EQ(home_.listed(home_.at(kNewPlace)).size(), 1U);
}

TEST_F(BrowserTrustTest, TheUsersCertificatesStayAsTheyAre) {
    const fs::path store = home_.makeStore(kProfile);
    home_.add(store, "Trusted", "CT,C,C", someAuthority("TRUSTED"));
    home_.add(store, "Forbidden", "p,p,p", someAuthority("FORBIDDEN"));
    home_.add(store, "a:colon", "C,,", someAuthority("COLON"));
    home_.add(store, "Сенімді 'орталық' C,,", "C,,", someAuthority("KAZAKH"));
    home_.add(store, "Same subject as ours", "C,,", someAuthority("TANBA"));
    home_.add(store, std::string(kOurLabel) + std::string(64, 'a'), "C,,", someAuthority("IMPOSTOR"));
    const std::string before = home_.content(store);
    ASSERT_EQ(home_.listed(store).size(), 6U);
    install(ours_);
    EXPECT_EQ(state(store), TrustState::Trusted);
    EXPECT_EQ(home_.listed(store).size(), 7U);
    remove(ours_);
    EXPECT_EQ(state(store), TrustState::Missing);
    EXPECT_EQ(home_.content(store), before);
}

TEST_F(BrowserTrustTest, AnOlderAuthorityIsReplaced) {
    const fs::path profile = home_.makeStore(kProfile);
    home_.makeStore(kOldPlace);
    for (const Bytes& newer : {someAuthority("TANBA"), someAuthority("TANBA, ANOTHER NAME")}) {
        install(ours_);
        check(newer);
        EXPECT_EQ(state(profile), TrustState::Older);
        install(newer);
        for (const fs::path& store : {profile, home_.at(kOldPlace)}) {
            EXPECT_EQ(state(store), TrustState::Trusted);
            EXPECT_EQ(home_.listed(store).size(), 1U);
            expectTrusted(store);
        }
        check(ours_);
        EXPECT_EQ(state(profile), TrustState::Older) << "the other one is the older now";
        remove({});
        EXPECT_TRUE(home_.listed(profile).empty());
    }
}

TEST_F(BrowserTrustTest, InstallingTwiceIsInstallingOnce) {
    const fs::path store = home_.makeStore(kProfile);
    install(ours_);
    const std::string once = home_.content(store);
    install(ours_);
    EXPECT_EQ(home_.content(store), once);
    EXPECT_EQ(state(store), TrustState::Trusted);
}

TEST_F(BrowserTrustTest, ImportedByHandUnderAnotherName) {
    const fs::path store = home_.makeStore(kProfile);
    home_.add(store, "by hand", "C,,", ours_);
    check(ours_);
    EXPECT_EQ(state(store), TrustState::Trusted);
    remove(ours_);
    EXPECT_TRUE(home_.listed(store).empty());

    home_.add(store, "by hand", ",,", ours_);
    check(ours_);
    EXPECT_EQ(state(store), TrustState::Missing);
    install(ours_);
    EXPECT_EQ(state(store), TrustState::Trusted);
    EXPECT_EQ(home_.trustOf(store, "by hand"), "C,,");
}

TEST_F(BrowserTrustTest, WhereItCannotBeToldApartNothingIsRemoved) {
    const fs::path store = home_.makeStore(kProfile);
    const Bytes another = someAuthority("TANBA");
    // By hand, beside another authority of the same subject: NSS tells both as one.
    home_.add(store, "by hand", "C,,", ours_);
    home_.add(store, "another", "C,,", another);
    const std::string before = home_.content(store);
    remove(ours_);
    EXPECT_EQ(home_.content(store), before);

    // Two of our label, of which one is not what the label says.
    const fs::path second = home_.makeStore(".mozilla/firefox/second");
    install(ours_);
    home_.add(second, labelOf(home_.listed(second).at(0)), "C,,", another);
    remove(ours_);
    EXPECT_EQ(state(second), TrustState::Unusable);
    EXPECT_EQ(row(second).detail, "not the only certificate of this name");
    EXPECT_EQ(home_.listed(second).size(), 2U);
}

TEST_F(BrowserTrustTest, TrustThatTheUserTookAwayIsMissingUntilTheNextInstall) {
    const fs::path store = home_.makeStore(kProfile);
    install(ours_);
    const std::string label = labelOf(home_.listed(store).at(0));
    for (const char* taken : {",,", "p,p,p"}) {
        ASSERT_EQ(home_.certutil(store, "-M -t " + std::string(taken) + " -n '" + label + "'").code, 0);
        check(ours_);
        EXPECT_EQ(state(store), TrustState::Missing);
        install(ours_);
        expectTrusted(store);
    }
}

TEST_F(BrowserTrustTest, AStoreWithAPasswordOfItsOwnIsLeftAsItWas) {
    const fs::path store = home_.at(kProfile);
    fs::create_directories(store);
    const fs::path password = home_.write(home_.at("password"), "Primary1\n");
    ASSERT_EQ(home_.certutil(store, "-N -f '" + password.string() + "'").code, 0);
    const fs::path other = home_.makeStore(".thunderbird/x.default");
    install(ours_);
    EXPECT_EQ(state(store), TrustState::NeedsPassword);
    EXPECT_TRUE(home_.listed(store).empty());
    EXPECT_EQ(state(other), TrustState::Trusted);
}

TEST_F(BrowserTrustTest, ADamagedStoreDoesNotStopTheOthers) {
    home_.write(home_.at(".mozilla/firefox/bad.default/cert9.db"), std::string(5000, '\x5a'));
    const fs::path good = home_.makeStore(kProfile);
    install(ours_);
    EXPECT_EQ(state(home_.at(".mozilla/firefox/bad.default")), TrustState::Unusable);
    EXPECT_EQ(row(home_.at(".mozilla/firefox/bad.default")).detail, "exit code 255");
    EXPECT_EQ(state(good), TrustState::Trusted);
    remove(ours_);
    EXPECT_EQ(state(home_.at(".mozilla/firefox/bad.default")), TrustState::Unusable);
    EXPECT_EQ(state(good), TrustState::Missing);
}

TEST_F(BrowserTrustTest, AStoreThatIsNotOursIsNotTouched) {
    const fs::path store = home_.makeStore(kProfile);
    const bool root = ::geteuid() == 0;
    if (root) {
        ASSERT_EQ(::chown(store.c_str(), 65534, 65534), 0);
    } else {
        ASSERT_EQ(::chmod((store / "cert9.db").c_str(), 0), 0);
    }
    install(ours_);
    EXPECT_EQ(state(store), TrustState::Unusable);
    EXPECT_EQ(row(store).detail, root ? "belongs to another user" : "exit code 255");
    ::chmod((store / "cert9.db").c_str(), 0600);
    EXPECT_TRUE(home_.listed(store).empty());
}

/// Another program in the middle of writing: it holds SQLite's lock bytes.
class Holder {
  public:
    enum class Lock { Nothing, Write };
    Holder(const fs::path& database, Lock lock) {
        std::array<int, 2> ready{};
        EXPECT_EQ(::pipe(ready.data()), 0);
        process_ = ::fork();
        if (process_ == 0) {
            const int file = ::open(database.c_str(), O_RDWR);
            struct flock range {};
            range.l_type = F_WRLCK;
            range.l_whence = SEEK_SET;
            range.l_start = 0x40000000;
            range.l_len = 512;
            const bool held = file >= 0 && (lock == Lock::Nothing || ::fcntl(file, F_SETLK, &range) == 0);
            const char said = held ? 'y' : 'n';
            static_cast<void>(::write(ready[1], &said, 1) == 1);
            while (true)
                ::pause();
        }
        char said = 'n';
        EXPECT_EQ(::read(ready[0], &said, 1), 1);
        EXPECT_EQ(said, 'y');
        ::close(ready[0]);
        ::close(ready[1]);
    }
    ~Holder() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;

  private:
    pid_t process_ = -1;
};

TEST_F(BrowserTrustTest, ALockedStoreIsInUseUntilItIsLetGo) {
    const fs::path store = home_.makeStore(kProfile);
    {
        const Holder writer(store / "cert9.db", Holder::Lock::Write);
        check(ours_);
        EXPECT_EQ(state(store), TrustState::InUse);
        EXPECT_EQ(row(store).open, OpenElsewhere::Yes);
        install(ours_);
        EXPECT_EQ(state(store), TrustState::InUse);
    }
    EXPECT_TRUE(home_.listed(store).empty());
    install(ours_);
    EXPECT_EQ(state(store), TrustState::Trusted);
    EXPECT_EQ(row(store).open, OpenElsewhere::No);
}

TEST_F(BrowserTrustTest, AMadeStoreThatABrowserHasOpenStays) {
    install(ours_);
    const Holder browser(home_.at(kNewPlace) / "cert9.db", Holder::Lock::Nothing);
    remove(ours_);
    EXPECT_EQ(row(home_.at(kNewPlace)).open, OpenElsewhere::Yes);
    EXPECT_TRUE(home_.listed(home_.at(kNewPlace)).empty());
    EXPECT_FALSE(fs::exists(home_.at(".pki")));
}

TEST_F(BrowserTrustTest, NoToolNoHome) {
    const auto without = BrowserTrust({.home = home_.path(), .tool = "/nonexistent/certutil"}).install(ours_);
    ASSERT_EQ(outcome(without), "browser.tool_missing");
    EXPECT_EQ(without.failure().subject, "certutil");
    EXPECT_TRUE(fs::is_empty(home_.path()));
    EXPECT_EQ(outcome(BrowserTrust({.home = "home"}).check(ours_)), "browser.trust_failed");
    EXPECT_EQ(outcome(BrowserTrust({.home = {}}).check(ours_)), "browser.trust_failed");
}

TEST_F(BrowserTrustTest, AToolThatMisbehaves) {
    const fs::path store = home_.makeStore(kProfile);
    const auto with = [&](const std::string& script, std::chrono::milliseconds limit) {
        const fs::path tool = home_.write(home_.at("tool"), "#!/bin/sh\n" + script + "\n");
        fs::permissions(tool, fs::perms::owner_all);
        const auto rows = BrowserTrust({.home = home_.path(), .tool = tool, .limit = limit}).check(ours_);
        EXPECT_EQ(outcome(rows), "ok");
        rows_ = rows.value();
        return row(store);
    };
    constexpr std::chrono::seconds kPatient{30};
    EXPECT_EQ(with("exec sleep 60", std::chrono::milliseconds(300)).detail, "no answer in time");
    EXPECT_EQ(with("kill -SEGV $$", kPatient).detail, "signal 11");
    EXPECT_EQ(with("exec yes", kPatient).detail, "too much");
    // A list that is no list, and one that lies: nothing of ours is in it.
    EXPECT_EQ(with("echo; echo ' C,,'; echo 'x'; printf '\\377\\000 ,,'", kPatient).state,
              TrustState::Missing);
    EXPECT_EQ(with("echo 'Tanba local web authority 00  C,,'", kPatient).state, TrustState::Missing);
}

} // namespace
} // namespace tanba::platform
