#include "core/keys/pkcs12_password.h"

#include "core/base/der_writer.h"
#include "core/base/disk_file_store.h"
#include "core/base/encoding.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_unlock.h"
#include "tests/support/fixtures.h"
#include "tests/unit/keys/pkcs12_samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace tanba::keys {
namespace {

namespace fs = std::filesystem;
using crypto::DigestAlgorithm;
using samples::person;
using samples::secret;
using testing::ElementsAre;

const std::string kOld = "Qwerty12";
const std::string kNew = "Zxcvbn34";

Bytes changed(ByteView file, IterationChoice choice = IterationChoice::KeepOld,
              std::string_view oldPassword = kOld) {
    auto result = reencryptPkcs12(file, secret(oldPassword), secret(kNew), choice);
    EXPECT_TRUE(result.ok()) << codeText(result.failure().code) << " " << result.failure().detail;
    return result.ok() ? std::move(result).value() : Bytes();
}

bool opens(ByteView file, std::string_view password) {
    return openPkcs12(file, secret(password)).ok();
}

/// Everything about a file that a change must keep.
struct Shape {
    std::string mac;
    std::vector<std::string> parts;
    friend bool operator==(const Shape&, const Shape&) = default;
};

std::string textOf(const EncryptionScheme& scheme) {
    return std::string(scheme.cipher->oid) + " " + std::to_string(static_cast<int>(scheme.derivation)) + " " +
           std::to_string(static_cast<int>(scheme.prf)) + " salt " + std::to_string(scheme.salt.size()) +
           " iv " + std::to_string(scheme.iv.size()) + " r " + std::to_string(scheme.blockSize) + " p " +
           std::to_string(scheme.parallelism) + (scheme.keyLengthStated ? " length" : "");
}

void addBags(const std::vector<Bag>& bags, std::vector<std::string>& parts) {
    for (const Bag& bag : bags) {
        parts.push_back(
            "bag " + bag.type.dotted() + " " + toHex(bag.attributes) + " " +
            (bag.key ? textOf(bag.key->scheme) : toHex(bag.nested.empty() ? bag.encoded : ByteView())));
        addBags(bag.nested, parts);
    }
}

Shape shapeOf(ByteView file, std::string_view password) {
    auto unlocked = unlockPfx(file, secret(password), {});
    EXPECT_TRUE(unlocked.ok());
    Shape shape;
    const auto& pfx = unlocked.value().pfx;
    if (pfx.mac)
        shape.mac = std::to_string(static_cast<int>(pfx.mac->scheme.digest)) + " salt " +
                    std::to_string(pfx.mac->scheme.salt.size());
    for (const Safe& safe : pfx.safes) {
        shape.parts.push_back(safe.encryption ? textOf(safe.encryption->scheme) : "open");
        addBags(safe.bags, shape.parts);
    }
    for (const auto& key : unlocked.value().keys)
        shape.parts.push_back(toHex(key.privateKeyInfo.view()));
    return shape;
}

std::vector<std::int64_t> iterationsOf(ByteView file, std::string_view password) {
    const auto unlocked = unlockPfx(file, secret(password), {});
    const Pfx& pfx = unlocked.value().pfx;
    std::vector<std::int64_t> counts;
    if (pfx.mac)
        counts.push_back(pfx.mac->scheme.iterations);
    for (const Safe& safe : pfx.safes) {
        if (safe.encryption)
            counts.push_back(safe.encryption->scheme.iterations);
    }
    for (const auto& key : unlocked.value().keys) {
        if (key.bag->key)
            counts.push_back(key.bag->key->scheme.iterations);
    }
    return counts;
}

TEST(NewPassword, Rule) {
    for (const char* good : {"Qwerty12", "Aa1aaa", "Aa1!@#$%^&*()_+", "Құпия1Aa", "Aa1 with spaces",
                             "Aa1aaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
        EXPECT_TRUE(checkNewPassword(secret(good)).ok()) << good;
    for (const char* bad : {"", "Aa1aa", "qwerty12", "QWERTY12", "Qwertyui", "Құпия1", "12345678", "Aa1\naaa",
                            "Aa1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
        const Outcome outcome = checkNewPassword(secret(bad));
        ASSERT_FALSE(outcome.ok()) << bad;
        EXPECT_EQ(outcome.failure().code, FailureCode::PasswordRule);
    }
}

TEST(NewPassword, CharactersCountNotBytes) {
    EXPECT_TRUE(checkNewPassword(secret("Aa1" + std::string("қққққққққққққққққққққққққққққ"))).ok());
    EXPECT_FALSE(checkNewPassword(secret("Aa1ққ")).ok());
}

TEST(Reencrypt, TheAuthoritysFilesKeepTheirShape) {
    TANBA_NEEDS_FIXTURES();
    for (const auto& entry : fs::recursive_directory_iterator(test::fixturePath("p12"))) {
        if (entry.path().extension() != ".p12")
            continue;
        SCOPED_TRACE(entry.path().filename().string());
        const std::string old =
            entry.path().filename() == "ncanode_individual_valid_2015.p12" ? "Aa123456" : kOld;
        const Bytes file = test::fileContent(entry.path());
        const Bytes result = changed(file, IterationChoice::KeepOld, old);
        EXPECT_EQ(shapeOf(result, kNew), shapeOf(file, old));
        EXPECT_THAT(iterationsOf(result, kNew), ElementsAre(1024, 1024, 1024));
        EXPECT_FALSE(opens(result, old));
    }
}

TEST(Reencrypt, IterationsAreRaisedUnlessTheOldCountIsWanted) {
    TANBA_NEEDS_FIXTURES();
    const Bytes file = test::fixture("p12/sdk2026/individual_valid.p12");
    EXPECT_THAT(iterationsOf(changed(file, IterationChoice::Strengthen), kNew),
                ElementsAre(200'000, 200'000, 200'000));
    EXPECT_THAT(iterationsOf(changed(file, IterationChoice::KeepOld), kNew), ElementsAre(1024, 1024, 1024));
}

TEST(Reencrypt, HigherCountsStay) {
    const Bytes key =
        samples::shroudedKeyBag(samples::privateKeyInfo(person()), samples::pbes2Scheme(210'000), kOld);
    const Bytes file = samples::pfx({samples::openSafe({key})}, kOld);
    EXPECT_THAT(iterationsOf(changed(file, IterationChoice::Strengthen), kNew),
                ElementsAre(200'000, 210'000));
}

TEST(Reencrypt, SaltsAndVectorsAreFresh) {
    const Bytes key =
        samples::shroudedKeyBag(samples::privateKeyInfo(person()), samples::pbes2Scheme(), kOld);
    const Bytes file = samples::pfx({samples::openSafe({key})}, kOld);
    const auto secretsOf = [](ByteView bytes, std::string_view password) {
        const auto unlocked = unlockPfx(bytes, secret(password), {});
        const EncryptionScheme& scheme = unlocked.value().keys.at(0).bag->key->scheme;
        return std::vector<Bytes>{unlocked.value().pfx.mac->scheme.salt, scheme.salt, scheme.iv};
    };
    const auto before = secretsOf(file, kOld);
    const auto first = secretsOf(changed(file), kNew);
    const auto second = secretsOf(changed(file), kNew);
    for (std::size_t part = 0; part < before.size(); ++part) {
        EXPECT_EQ(first[part].size(), before[part].size());
        EXPECT_NE(first[part], before[part]);
        EXPECT_NE(first[part], second[part]);
    }
}

TEST(Reencrypt, ShortSaltsGrow) {
    EncryptionScheme scheme = samples::pkcs12Scheme(samples::kTripleDes);
    scheme.salt = Bytes{1};
    const Bytes key = samples::shroudedKeyBag(samples::privateKeyInfo(person()), scheme, kOld);
    const Bytes file =
        samples::pfx({samples::openSafe({key})}, kOld, MacScheme{DigestAlgorithm::Sha1, {}, 1});
    const auto unlocked = unlockPfx(changed(file), secret(kNew), {});
    EXPECT_EQ(unlocked.value().pfx.mac->scheme.salt.size(), 8u);
    EXPECT_EQ(unlocked.value().keys.at(0).bag->key->scheme.salt.size(), 8u);
}

TEST(Reencrypt, UnusualShapesStay) {
    const Bytes info = samples::privateKeyInfo(person());
    const Bytes labels = samples::attributes("a key", Bytes{1, 2});
    const Bytes secretBag =
        samples::bag("1.2.840.113549.1.12.10.1.5", der::sequence({der::integer(7)}), labels);
    const Bytes shrouded = samples::shroudedKeyBag(info, samples::scryptScheme(16, 8, 1), kOld, labels);
    const Bytes second = samples::shroudedKeyBag(samples::privateKeyInfo(person(1)),
                                                 samples::pkcs12Scheme(samples::kTripleDes), kOld);
    const Bytes nested = samples::nestedBag({secretBag, second, samples::nestedBag({})});
    const Bytes plain = samples::plainKeyBag(samples::privateKeyInfo(person(2)), labels);
    const Bytes certificate = samples::certificateBag(person().certificate.der(), labels);
    const Bytes file =
        samples::pfx({samples::openSafe({secretBag, shrouded}), samples::openSafe({}),
                      samples::encryptedSafe(samples::safeContents({plain, nested, certificate}),
                                             samples::pbes2Scheme(3), kOld)},
                     kOld, MacScheme{DigestAlgorithm::Sha512, Bytes(33, 1), 9});
    const Bytes result = changed(file);
    EXPECT_EQ(shapeOf(result, kNew), shapeOf(file, kOld));
    EXPECT_FALSE(opens(result, kOld));
    // The plain key lies under encryption, and must not come out of it.
    const Bytes exposed = samples::privateKeyInfo(person(2));
    EXPECT_EQ(std::search(result.begin(), result.end(), exposed.begin(), exposed.end()), result.end());
}

TEST(Reencrypt, WithoutMacStaysWithoutMac) {
    const Bytes key =
        samples::shroudedKeyBag(samples::privateKeyInfo(person()), samples::pbes2Scheme(), kOld);
    const Bytes file = samples::pfx({samples::openSafe({key})}, kOld, std::nullopt);
    EXPECT_EQ(shapeOf(changed(file), kNew), shapeOf(file, kOld));
}

TEST(Reencrypt, FileWithoutAnyProtectionIsRefused) {
    const Bytes file = samples::pfx(
        {samples::openSafe({samples::plainKeyBag(samples::privateKeyInfo(person()))})}, kOld, std::nullopt);
    const auto result = reencryptPkcs12(file, secret(kOld), secret(kNew), IterationChoice::KeepOld);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.failure().code, FailureCode::Pkcs12UnsupportedScheme);
}

TEST(Reencrypt, FailuresOfOpeningComeThrough) {
    const Bytes file = samples::keyFile(person(), kOld);
    const auto code = [&](ByteView bytes, std::string_view password) {
        return reencryptPkcs12(bytes, secret(password), secret(kNew), IterationChoice::KeepOld)
            .failure()
            .code;
    };
    EXPECT_EQ(code(file, kNew), FailureCode::Pkcs12WrongPassword);
    EXPECT_EQ(code(ByteView(file).first(50), kOld), FailureCode::Pkcs12Damaged);
    EXPECT_EQ(code(toBytes("text"), kOld), FailureCode::Pkcs12NotPkcs12);
}

TEST(Reencrypt, SoManyKeysThatTheResultCouldNotBeOpenedAreRefused) {
    const Bytes key = samples::shroudedKeyBag(samples::privateKeyInfo(person()),
                                              samples::pkcs12Scheme(samples::kTripleDes), kOld);
    const Bytes file = samples::pfx({samples::openSafe(std::vector<Bytes>(51, key))}, kOld, std::nullopt);
    EXPECT_TRUE(reencryptPkcs12(file, secret(kOld), secret(kNew), IterationChoice::KeepOld).ok());
    WorkBudget budget{Pkcs12Limits{}};
    EXPECT_TRUE(budget.spendIterations(50 * kNewPkcs12Iterations).ok());
    EXPECT_FALSE(budget.spendIterations(kNewPkcs12Iterations).ok());
}

// --- on a real disk
// ----------------------------------------------------------------------------------------------

class ChangeOnDisk : public testing::Test {
  protected:
    ChangeOnDisk() : folder(test::scratchFolder()), path(folder / "GOST512_key.p12") {
        write(path, samples::keyFile(person(), kOld));
    }
    static void write(const fs::path& file, const Bytes& content) {
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(content.data()),
                   static_cast<std::streamsize>(content.size()));
    }
    Outcome change(const fs::path& file, std::string_view oldPassword = kOld,
                   std::string_view newPassword = kNew) {
        return changePkcs12Password(disk, file, secret(oldPassword), secret(newPassword),
                                    IterationChoice::KeepOld);
    }
    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder))
            found.push_back(entry.path().filename().string());
        return found;
    }
    bool opensWith(std::string_view password) const { return opens(test::fileContent(path), password); }

    fs::path folder;
    fs::path path;
    DiskFileStore disk;
};

TEST_F(ChangeOnDisk, LeavesOneFileUnderTheNewPassword) {
    ASSERT_TRUE(change(path).ok());
    EXPECT_TRUE(opensWith(kNew));
    EXPECT_FALSE(opensWith(kOld));
    EXPECT_THAT(names(), ElementsAre("GOST512_key.p12"));
}

TEST_F(ChangeOnDisk, KeepsPermissions) {
    for (const fs::perms wanted : {fs::perms::owner_read | fs::perms::owner_write,
                                   fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read}) {
        fs::permissions(path, wanted);
        const bool first = opensWith(kOld);
        ASSERT_TRUE(change(path, first ? kOld : kNew, first ? kNew : kOld).ok());
        EXPECT_EQ(fs::status(path).permissions(), wanted);
    }
}

TEST_F(ChangeOnDisk, LinkIsFollowedAndStays) {
    const fs::path link = folder / "link.p12";
    fs::create_symlink("GOST512_key.p12", link);
    ASSERT_TRUE(change(link).ok());
    EXPECT_TRUE(fs::is_symlink(link));
    EXPECT_FALSE(fs::is_symlink(path));
    EXPECT_TRUE(opensWith(kNew));
    EXPECT_THAT(names(), testing::UnorderedElementsAre("GOST512_key.p12", "link.p12"));
}

TEST_F(ChangeOnDisk, BackupOfAnEarlierTimeIsNotTouched) {
    const fs::path earlier = folder / "GOST512_key.p12.tanba-backup";
    write(earlier, toBytes("somebody's"));
    ASSERT_TRUE(change(path).ok());
    EXPECT_EQ(test::fileContent(earlier), toBytes("somebody's"));
    EXPECT_EQ(names().size(), 2u);
}

TEST_F(ChangeOnDisk, RefusalsChangeNothing) {
    const Bytes before = test::fileContent(path);
    const auto code = [this](std::string_view oldPassword, std::string_view newPassword) {
        const Outcome outcome = change(path, oldPassword, newPassword);
        return outcome.ok() ? FailureCode::Internal : outcome.failure().code;
    };
    EXPECT_EQ(code(kOld, kOld), FailureCode::PasswordSame);
    EXPECT_EQ(code(kOld, "short"), FailureCode::PasswordRule);
    EXPECT_EQ(code("Wrong123", kNew), FailureCode::Pkcs12WrongPassword);
    EXPECT_EQ(change(folder).failure().code, FailureCode::FileIsFolder);
    EXPECT_EQ(change(folder / "none.p12").failure().code, FailureCode::FileNotFound);
    EXPECT_EQ(test::fileContent(path), before);
    EXPECT_THAT(names(), ElementsAre("GOST512_key.p12"));
}

TEST_F(ChangeOnDisk, OldPasswordNeedsNoRule) {
    write(path, samples::keyFile(person(), "x"));
    EXPECT_TRUE(change(path, "x").ok());
    EXPECT_TRUE(opensWith(kNew));
}

TEST_F(ChangeOnDisk, FileWithoutKeyIsRefused) {
    write(path,
          samples::pfx({samples::openSafe({samples::certificateBag(person().certificate.der())})}, kOld));
    const Outcome outcome = change(path);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().code, FailureCode::Pkcs12NoKey);
}

} // namespace
} // namespace tanba::keys
