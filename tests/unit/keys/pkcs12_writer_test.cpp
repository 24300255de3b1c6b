#include "core/keys/pkcs12_writer.h"

#include "core/keys/demo_certificate.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_password.h"
#include "core/keys/same_key.h"
#include "tests/support/test_pki.h"
#include "tests/unit/keys/pkcs12_samples.h"

#include <gtest/gtest.h>

namespace tanba::keys {
namespace {

using samples::secret;

struct Written {
    crypto::PrivateKey key;
    Certificate certificate;
    Bytes file;
};

Written writtenFor(crypto::KeyAlgorithm algorithm, std::string_view password) {
    auto authority = DemoAuthority::make(crypto::KeyAlgorithm::Ec, test::goodTime());
    auto key = makeDemoKey(algorithm);
    DemoHolder holder;
    holder.owner.commonName = "ҮЛГІ";
    holder.purposes = {Oid("1.3.6.1.5.5.7.3.4")};
    holder.usage = {KeyUsageBit::DigitalSignature};
    holder.until = test::goodTime() + std::chrono::days(5);
    auto certificate = authority.value().issue(key.value().publicKey(), holder);
    EXPECT_EQ(certificate.value().notAfter(), *holder.until);
    auto file = writePkcs12(key.value(), certificate.value(), secret(std::string(password)));
    EXPECT_TRUE(file.ok());
    return {std::move(key).value(), std::move(certificate).value(), std::move(file).value()};
}

TEST(Pkcs12Writer, TheFileOpensWithItsPasswordOnly) {
    for (const auto algorithm : {crypto::KeyAlgorithm::Gost2015_512, crypto::KeyAlgorithm::Rsa}) {
        const Written written = writtenFor(algorithm, "123456");
        EXPECT_EQ(openPkcs12(written.file, secret("123457")).failure().code,
                  FailureCode::Pkcs12WrongPassword);
        auto opened = openPkcs12(written.file, secret("123456"));
        ASSERT_TRUE(opened.ok());
        ASSERT_EQ(opened.value().keys.size(), 1U);
        const Pkcs12Key& key = opened.value().keys.front();
        ASSERT_TRUE(key.certificate);
        EXPECT_EQ(*key.certificate, written.certificate);
        EXPECT_TRUE(sameKey(key.key.publicKey(), written.key.publicKey()));
        EXPECT_TRUE(sameBytes(key.localKeyId, written.certificate.subjectKeyId()));
        EXPECT_EQ(key.friendlyName.size(), 40U);
    }
}

TEST(Pkcs12Writer, ItsPasswordCanBeChanged) {
    const Written written = writtenFor(crypto::KeyAlgorithm::Gost2015_512, "123456");
    const auto changed =
        reencryptPkcs12(written.file, secret("123456"), secret("Qwerty12"), IterationChoice::Strengthen);
    ASSERT_TRUE(changed.ok());
    EXPECT_FALSE(openPkcs12(changed.value(), secret("123456")).ok());
    EXPECT_TRUE(openPkcs12(changed.value(), secret("Qwerty12")).ok());
}

} // namespace
} // namespace tanba::keys
