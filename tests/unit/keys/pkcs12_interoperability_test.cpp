#include "core/base/encoding.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_password.h"
#include "tests/support/fixtures.h"
#include "tests/unit/keys/openssl_command.h"
#include "tests/unit/keys/pkcs12_samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tanba::keys {
namespace {

namespace fs = std::filesystem;
using crypto::KeyAlgorithm;
using samples::secret;

const std::string kPassword = "Qwerty12";
const std::string kNewPassword = "Zxcvbn34";

void expectHolds(ByteView file, std::string_view password, const test::Identity& identity) {
    const auto contents = openPkcs12(file, secret(password));
    ASSERT_TRUE(contents.ok()) << codeText(contents.failure().code) << " " << contents.failure().detail;
    ASSERT_EQ(contents.value().keys.size(), 1u);
    EXPECT_EQ(contents.value().keys[0].certificate, identity.certificate);
    EXPECT_TRUE(contents.value().keys[0].key.toPkcs8().value().equals(identity.key->toPkcs8().value()));
}

class FromOpenSsl : public testing::TestWithParam<std::string> {};

/// What `openssl pkcs12 -export` writes with these options.
TEST_P(FromOpenSsl, OpensHereAndItsChangedFormOpensThere) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const test::Identity& identity = samples::person();
    openssl.write("key.pem", toBytes(toPem("PRIVATE KEY", samples::privateKeyInfo(identity))));
    openssl.write("certificate.pem", toBytes(toPem("CERTIFICATE", identity.certificate.der())));
    ASSERT_TRUE(openssl.run(
        "pkcs12 -export -inkey key.pem -in certificate.pem -name 'a key' -out file.p12 -passout pass:" +
        kPassword + " " + GetParam()));
    const Bytes file = openssl.read("file.p12");
    expectHolds(file, kPassword, identity);
    EXPECT_EQ(openPkcs12(file, secret(kPassword)).value().keys[0].friendlyName, "a key");

    const auto changed =
        reencryptPkcs12(file, secret(kPassword), secret(kNewPassword), IterationChoice::KeepOld);
    ASSERT_TRUE(changed.ok());
    expectHolds(changed.value(), kNewPassword, identity);
    openssl.write("changed.p12", changed.value());
    const auto shown = openssl.run("pkcs12 -legacy -in changed.p12 -nodes -passin pass:" + kNewPassword);
    ASSERT_TRUE(shown.has_value());
    EXPECT_THAT(*shown, testing::HasSubstr("BEGIN PRIVATE KEY"));
    EXPECT_THAT(*shown, testing::HasSubstr("BEGIN CERTIFICATE"));
    EXPECT_THAT(*shown, testing::HasSubstr("friendlyName: a key"));
    EXPECT_FALSE(openssl.run("pkcs12 -legacy -in changed.p12 -nodes -passin pass:" + kPassword).has_value());
}

INSTANTIATE_TEST_SUITE_P(Options, FromOpenSsl,
                         testing::Values("", "-legacy", "-legacy -descert", "-macalg sha1", "-macalg sha512",
                                         "-iter 1 -nomaciter", "-maciter -iter 10000",
                                         "-keypbe AES-128-CBC -certpbe AES-192-CBC", "-certpbe NONE",
                                         "-keypbe DES-EDE3-CBC -certpbe DES-EDE3-CBC",
                                         "-legacy -keypbe PBE-SHA1-RC2-128 -certpbe PBE-SHA1-RC4-128",
                                         "-legacy -keypbe PBE-SHA1-RC4-40 -certpbe PBE-SHA1-2DES"));

TEST(FromOpenSslWithoutMac, Opens) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const test::Identity& identity = samples::person();
    openssl.write("key.pem", toBytes(toPem("PRIVATE KEY", samples::privateKeyInfo(identity))));
    openssl.write("certificate.pem", toBytes(toPem("CERTIFICATE", identity.certificate.der())));
    for (const std::string options : {"-nomac", "-nomac -keypbe NONE -certpbe NONE"}) {
        ASSERT_TRUE(openssl.run(
            "pkcs12 -export -inkey key.pem -in certificate.pem -out file.p12 -passout pass:" + kPassword +
            " " + options));
        expectHolds(openssl.read("file.p12"), kPassword, identity);
    }
}

TEST(FromOpenSslPasswords, EmptyAndBeyondAscii) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const test::Identity& identity = samples::person();
    openssl.write("key.pem", toBytes(toPem("PRIVATE KEY", samples::privateKeyInfo(identity))));
    openssl.write("certificate.pem", toBytes(toPem("CERTIFICATE", identity.certificate.der())));
    for (const std::string options : {"", "-legacy"}) {
        for (const std::string password : {"", "Құпия1Aa", "😀"}) {
            ASSERT_TRUE(openssl.run(
                "pkcs12 -export -inkey key.pem -in certificate.pem -out file.p12 -passout 'pass:" + password +
                "' " + options));
            expectHolds(openssl.read("file.p12"), password, identity);
        }
    }
}

TEST(FromOpenSslScrypt, KeyEncryptedByAnotherProgram) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const test::Identity& identity = samples::person();
    openssl.write("key.pem", toBytes(toPem("PRIVATE KEY", samples::privateKeyInfo(identity))));
    ASSERT_TRUE(
        openssl.run("pkcs8 -topk8 -scrypt -in key.pem -outform DER -out key.p8 -passout pass:" + kPassword));
    const Bytes bag = samples::bag("1.2.840.113549.1.12.10.1.2", openssl.read("key.p8"));
    const Bytes file = samples::pfx(
        {samples::openSafe({bag, samples::certificateBag(identity.certificate.der())})}, kPassword);
    expectHolds(file, kPassword, identity);
    const auto changed =
        reencryptPkcs12(file, secret(kPassword), secret(kNewPassword), IterationChoice::Strengthen);
    ASSERT_TRUE(changed.ok());
    expectHolds(changed.value(), kNewPassword, identity);
}

TEST(ToOpenSsl, ChangedFilesOfTheAuthority) {
    TANBA_NEEDS_FIXTURES();
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const std::string rsa = "p12/sdk2020/personal.active.RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.p12";
    for (const std::string& name : {rsa, std::string("p12/sdk2026/individual_valid.p12")}) {
        const auto changed = reencryptPkcs12(test::fixture(name), secret(kPassword), secret(kNewPassword),
                                             IterationChoice::Strengthen);
        ASSERT_TRUE(changed.ok());
        openssl.write("changed.p12", changed.value());
        openssl.write("old.p12", test::fixture(name));
        const std::string show = "pkcs12 -legacy -nokeys -in ";
        const auto before = openssl.run(show + "old.p12 -passin pass:" + kPassword);
        const auto after = openssl.run(show + "changed.p12 -passin pass:" + kNewPassword);
        ASSERT_TRUE(before && after);
        EXPECT_EQ(*before, *after);
        EXPECT_FALSE(openssl.run(show + "changed.p12 -passin pass:" + kPassword).has_value());
    }
    openssl.write("old.p12", test::fixture(rsa));
    const auto changed = reencryptPkcs12(test::fixture(rsa), secret(kPassword), secret(kNewPassword),
                                         IterationChoice::Strengthen);
    openssl.write("changed.p12", changed.value());
    const auto before = openssl.run("pkcs12 -legacy -nodes -in old.p12 -passin pass:" + kPassword);
    const auto after = openssl.run("pkcs12 -legacy -nodes -in changed.p12 -passin pass:" + kNewPassword);
    ASSERT_TRUE(before && after);
    EXPECT_EQ(*before, *after);
    EXPECT_THAT(*after, testing::HasSubstr("BEGIN PRIVATE KEY"));
}

TEST(FromOpenSslKeys, KindThatIsUnknownHere) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    ASSERT_TRUE(
        openssl.run("req -x509 -newkey ed25519 -nodes -subj /CN=x -keyout key.pem -out certificate.pem"));
    ASSERT_TRUE(openssl.run("pkcs12 -export -inkey key.pem -in certificate.pem -out file.p12 -passout pass:" +
                            kPassword));
    const auto contents = openPkcs12(openssl.read("file.p12"), secret(kPassword));
    ASSERT_FALSE(contents.ok());
    EXPECT_EQ(contents.failure().code, FailureCode::AlgorithmUnsupported);
}

/// Files of the Python cryptography project, made by several programs.
TEST(FromPython, EveryFileOpens) {
    const fs::path folder = "/usr/lib/python3/dist-packages/cryptography_vectors/pkcs12";
    TANBA_NEEDS_VECTORS(folder);
    int files = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        SCOPED_TRACE(name);
        const std::string password = name.find("no-pwd") != std::string::npos || name == "no-password.p12"
                                         ? ""
                                     : name.find("pwd") != std::string::npos ? "password"
                                                                             : "cryptography";
        const auto contents = openPkcs12(test::fileContent(entry.path()), secret(password));
        const bool withoutKey = name.find("no-key") != std::string::npos || name.starts_with("no-cert-n");
        if (withoutKey) {
            ASSERT_FALSE(contents.ok());
            EXPECT_EQ(contents.failure().code, FailureCode::Pkcs12NoKey);
        } else {
            ASSERT_TRUE(contents.ok())
                << codeText(contents.failure().code) << " " << contents.failure().detail;
            EXPECT_EQ(contents.value().keys.size(), 1u);
            EXPECT_EQ(contents.value().keys[0].certificate.has_value(), !name.starts_with("no-cert"));
        }
        ++files;
    }
    EXPECT_GE(files, 30);
}

} // namespace
} // namespace tanba::keys
