#include "core/base/file_store.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_password.h"
#include "core/keys/pkcs12_unlock.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"
#include "tests/unit/keys/pkcs12_samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace tanba::keys {
namespace {

using samples::person;
using samples::secret;
using test::MemoryFileStore;
using test::UnsyncedEntries;
using HardLinks = MemoryFileStore::HardLinks;

const std::string kOld = "Qwerty12";
const std::string kNew = "Zxcvbn34";
const std::string kPath = "/usb/key.p12";
const std::string kBackup = "/usb/key.p12.tanba-backup";

const Bytes& oldFile() {
    static const Bytes file = samples::keyFile(person(), kOld);
    return file;
}

Outcome change(FileStore& files) {
    return changePkcs12Password(files, kPath, secret(kOld), secret(kNew), IterationChoice::KeepOld);
}

bool opensWith(const std::optional<Bytes>& content, std::string_view password) {
    if (!content)
        return false;
    const auto contents = openPkcs12(*content, secret(password));
    return contents.ok() && contents.value().keys.at(0).certificate == person().certificate;
}

bool opensWithEither(const std::optional<Bytes>& content) {
    return opensWith(content, kOld) || opensWith(content, kNew);
}

/// The user still has the key, at its path and not only in a backup.
void expectKeySurvives(const MemoryFileStore& disk) {
    EXPECT_TRUE(opensWithEither(disk.content(kPath)));
}

/// What a failure says must be so.
void expectFailureIsTrue(const MemoryFileStore& disk, const Failure& failure) {
    if (failure.code == FailureCode::PasswordBackupRemains) {
        EXPECT_TRUE(opensWith(disk.content(kPath), kNew));
    }
    if (failure.subject == kBackup) {
        EXPECT_TRUE(opensWith(disk.content(kBackup), kOld));
    } else {
        EXPECT_EQ(disk.content(kBackup), std::nullopt) << failure.subject;
        EXPECT_TRUE(opensWith(disk.content(kPath), kOld));
    }
}

class PasswordFaults : public testing::TestWithParam<HardLinks> {
  protected:
    std::size_t stepsOfASuccess() const {
        MemoryFileStore disk(GetParam());
        disk.put(kPath, oldFile());
        EXPECT_TRUE(change(disk).ok());
        return disk.steps().size();
    }
};

TEST_P(PasswordFaults, WithoutAnyTheNewPasswordHolds) {
    MemoryFileStore disk(GetParam());
    disk.put(kPath, oldFile(), 0640);
    ASSERT_TRUE(change(disk).ok());
    EXPECT_TRUE(opensWith(disk.content(kPath), kNew));
    EXPECT_FALSE(opensWith(disk.content(kPath), kOld));
    EXPECT_EQ(disk.permissions(kPath), 0640u);
    EXPECT_THAT(disk.names("/usb"), testing::ElementsAre("key.p12"));
    disk.reconnect(UnsyncedEntries::Lost);
    EXPECT_TRUE(opensWith(disk.content(kPath), kNew));
}

TEST_P(PasswordFaults, FailureOfEveryStep) {
    const std::size_t steps = stepsOfASuccess();
    ASSERT_GT(steps, 10u);
    int refused = 0;
    for (const FailureCode code : {FailureCode::FileWriteFailed, FailureCode::FileNoPermission,
                                   FailureCode::FileNotReadable, FailureCode::FileExists}) {
        for (std::size_t step = 1; step <= steps; ++step) {
            MemoryFileStore disk(GetParam());
            disk.put(kPath, oldFile());
            disk.failStep(step, code);
            const Outcome outcome = change(disk);
            SCOPED_TRACE(disk.steps().at(step - 1) + " gives " + std::string(codeText(code)));
            expectKeySurvives(disk);
            if (outcome.ok()) {
                EXPECT_TRUE(opensWith(disk.content(kPath), kNew));
            } else {
                expectFailureIsTrue(disk, outcome.failure());
                ++refused;
            }
            // And after a loss of power right then.
            for (const UnsyncedEntries entries : {UnsyncedEntries::Kept, UnsyncedEntries::Lost}) {
                disk.reconnect(entries);
                expectKeySurvives(disk);
            }
        }
    }
    EXPECT_GT(refused, 20);
}

TEST_P(PasswordFaults, LossOfPowerAfterEveryStep) {
    for (const UnsyncedEntries entries : {UnsyncedEntries::Lost, UnsyncedEntries::Kept}) {
        bool finished = false;
        std::size_t step = 0;
        for (; !finished; ++step) {
            SCOPED_TRACE(step);
            MemoryFileStore disk(GetParam());
            disk.put(kPath, oldFile());
            disk.disconnectAfterStep(step);
            const Outcome outcome = change(disk);
            finished = disk.connected();
            EXPECT_TRUE(outcome.ok() || !finished);
            disk.reconnect(entries);
            expectKeySurvives(disk);
            if (outcome.ok()) {
                EXPECT_TRUE(opensWith(disk.content(kPath), kNew));
            }
        }
        EXPECT_GT(step, 10u);
    }
}

TEST_P(PasswordFaults, LostDriveNamesTheBackupThatMayRemain) {
    const std::size_t steps = stepsOfASuccess();
    bool named = false;
    for (std::size_t step = 0; step < steps; ++step) {
        MemoryFileStore drive(GetParam());
        drive.put(kPath, oldFile());
        drive.disconnectAfterStep(step);
        const Outcome outcome = change(drive);
        drive.reconnect(UnsyncedEntries::Kept);
        if (drive.content(kBackup)) {
            ASSERT_FALSE(outcome.ok());
            EXPECT_EQ(outcome.failure().subject, kBackup) << step;
            named = true;
        }
    }
    EXPECT_TRUE(named);
}

TEST_P(PasswordFaults, DiskFullAfterEveryAmount) {
    // Twice the size: without hard links the backup takes its room too.
    const std::size_t most = 2 * oldFile().size() + 200;
    for (std::size_t bytes = 0; bytes < most; bytes += 13) {
        SCOPED_TRACE(bytes);
        MemoryFileStore disk(GetParam());
        disk.put(kPath, oldFile());
        disk.fillUpAfter(bytes);
        const Outcome outcome = change(disk);
        if (outcome.ok()) {
            EXPECT_TRUE(opensWith(disk.content(kPath), kNew));
        } else {
            EXPECT_EQ(outcome.failure().code, FailureCode::FileDiskFull);
            EXPECT_EQ(disk.content(kPath), oldFile());
        }
        EXPECT_THAT(disk.names("/usb"), testing::ElementsAre("key.p12"));
    }
}

TEST_P(PasswordFaults, ReadOnlyMedium) {
    MemoryFileStore disk(GetParam());
    disk.put(kPath, oldFile());
    disk.setAccess(MemoryFileStore::Access::ReadOnly);
    const Outcome outcome = change(disk);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().code, FailureCode::FileReadOnlyMedium);
    EXPECT_EQ(disk.content(kPath), oldFile());
}

std::string nameOfCase(const testing::TestParamInfo<HardLinks>& tested) {
    return tested.param == HardLinks::Present ? "WithLinks" : "WithoutLinks";
}

INSTANTIATE_TEST_SUITE_P(FileSystems, PasswordFaults, testing::Values(HardLinks::Present, HardLinks::Missing),
                         nameOfCase);

/// A disk on which something happens at a chosen call of a method.
class MeddlingStore : public MemoryFileStore {
  public:
    std::function<void(MeddlingStore&)> beforeDuplicate;
    std::function<void(MeddlingStore&)> afterDuplicate;
    std::function<void(MeddlingStore&)> afterRename;
    std::function<void(MeddlingStore&)> afterTemporary;

    Result<std::unique_ptr<TemporaryFile>>
    createTemporaryBeside(const std::filesystem::path& target) override {
        auto made = MemoryFileStore::createTemporaryBeside(target);
        if (afterTemporary)
            afterTemporary(*this);
        return made;
    }
    Outcome duplicate(const std::filesystem::path& from, const std::filesystem::path& to) override {
        if (beforeDuplicate)
            beforeDuplicate(*this);
        auto done = MemoryFileStore::duplicate(from, to);
        if (afterDuplicate)
            afterDuplicate(*this);
        return done;
    }
    Outcome rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        auto done = MemoryFileStore::rename(from, to);
        if (afterRename)
            afterRename(*this);
        return done;
    }
};

TEST(PasswordMeddling, FileChangedByAnotherProgramIsLeftAsItIs) {
    const Bytes theirs = samples::keyFile(person(), "Their1Password");
    const auto meddle = [&theirs](MeddlingStore& disk) { disk.put(kPath, theirs); };
    for (const bool afterBackup : {false, true}) {
        MeddlingStore disk;
        disk.put(kPath, oldFile());
        (afterBackup ? disk.afterDuplicate : disk.beforeDuplicate) = meddle;
        const Outcome outcome = change(disk);
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.failure().code, FailureCode::FileChangedMeanwhile);
        EXPECT_EQ(disk.content(kPath), theirs);
        // A backup that holds the lost old content stays and is named; one that holds theirs is superfluous.
        EXPECT_EQ(disk.content(kBackup).has_value(), afterBackup);
        EXPECT_EQ(outcome.failure().subject, afterBackup ? kBackup : kPath);
    }
}

TEST(PasswordMeddling, FileRemovedByAnotherProgramLeavesTheBackup) {
    MeddlingStore disk;
    disk.put(kPath, oldFile());
    disk.afterDuplicate = [](MeddlingStore& store) { EXPECT_TRUE(store.remove(kPath).ok()); };
    const Outcome outcome = change(disk);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().subject, kBackup);
    EXPECT_TRUE(opensWith(disk.content(kBackup), kOld));
}

TEST(PasswordMeddling, MediumThatGivesBackOtherBytes) {
    MeddlingStore disk;
    disk.put(kPath, oldFile());
    disk.afterRename = [](MeddlingStore& store) { store.put(kPath, toBytes("rotten")); };
    const Outcome outcome = change(disk);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().code, FailureCode::PasswordChangeUnproved);
    EXPECT_EQ(outcome.failure().subject, kBackup);
    EXPECT_TRUE(opensWith(disk.content(kBackup), kOld));
}

TEST(PasswordMeddling, CopyThatReadsBackWrongNeverReplacesTheKey) {
    class RottenCopies : public MemoryFileStore {
      public:
        Result<std::unique_ptr<InputFile>> openForReading(const std::filesystem::path& path) override {
            if (path != kPath) {
                Bytes rotten = content(path).value();
                rotten[rotten.size() / 2] ^= 1;
                put("/elsewhere/rotten", rotten);
                return MemoryFileStore::openForReading("/elsewhere/rotten");
            }
            return MemoryFileStore::openForReading(path);
        }
    };
    RottenCopies disk;
    disk.put(kPath, oldFile());
    const Outcome outcome = change(disk);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().code, FailureCode::PasswordChangeUnproved);
    EXPECT_EQ(outcome.failure().subject, kPath);
    EXPECT_EQ(disk.content(kPath), oldFile());
    EXPECT_THAT(disk.names("/usb"), testing::ElementsAre("key.p12"));
}

/// What a change that is cancelled leaves, whatever it was at.
void expectUntouched(const MemoryFileStore& disk) {
    EXPECT_EQ(disk.content(kPath), oldFile());
    EXPECT_EQ(disk.names("/usb"), std::vector<std::string>{"key.p12"}) << "nothing lies beside it";
}

TEST(Pkcs12PasswordCancel, BeforeAnythingIsTouchedTheFileStaysByteForByte) {
    for (const ChangeStep step : {ChangeStep::Opening, ChangeStep::Rewriting, ChangeStep::Proving}) {
        MemoryFileStore disk;
        disk.put(kPath, oldFile());
        CancelGate gate;
        bool cancelled = false;
        const auto began = [&](ChangeStep now) {
            if (now == step)
                cancelled = gate.cancel();
        };
        const Outcome outcome = changePkcs12Password(disk, kPath, secret(kOld), secret(kNew),
                                                     IterationChoice::KeepOld, {&gate, began});
        EXPECT_TRUE(cancelled);
        EXPECT_EQ(test::outcome(outcome), "cancelled");
        expectUntouched(disk);
    }
}

TEST(Pkcs12PasswordCancel, OnceTheFileIsTouchedTheChangeGoesThrough) {
    MemoryFileStore disk;
    disk.put(kPath, oldFile());
    CancelGate gate;
    std::vector<ChangeStep> steps;
    bool cancelled = true;
    const auto began = [&](ChangeStep now) {
        steps.push_back(now);
        if (now == ChangeStep::Replacing)
            cancelled = gate.cancel();
    };
    const Outcome outcome = changePkcs12Password(disk, kPath, secret(kOld), secret(kNew),
                                                 IterationChoice::KeepOld, {&gate, began});
    EXPECT_FALSE(cancelled) << "whoever asks is told that it is too late";
    EXPECT_EQ(test::outcome(outcome), "ok");
    EXPECT_TRUE(opensWith(disk.content(kPath), kNew));
    EXPECT_THAT(steps, testing::ElementsAre(ChangeStep::Opening, ChangeStep::Rewriting, ChangeStep::Proving,
                                            ChangeStep::Replacing));
}

TEST(Pkcs12PasswordCancel, UnlockingAsksBeforeEachDerivation) {
    CancelToken cancel;
    cancel.cancel();
    Pkcs12Limits limits;
    limits.cancel = &cancel;
    EXPECT_EQ(test::outcome(openPkcs12(oldFile(), secret(kOld), limits)), "cancelled");
    EXPECT_EQ(test::outcome(
                  reencryptPkcs12(oldFile(), secret(kOld), secret(kNew), IterationChoice::KeepOld, &cancel)),
              "cancelled");
    const Bytes withoutMac = samples::pfx(
        {samples::openSafe({samples::shroudedKeyBag(samples::privateKeyInfo(person()),
                                                    samples::pkcs12Scheme(samples::kTripleDes), kOld)})},
        kOld, std::nullopt);
    EXPECT_EQ(test::outcome(openPkcs12(withoutMac, secret(kOld), limits)), "cancelled");
}

} // namespace
} // namespace tanba::keys
