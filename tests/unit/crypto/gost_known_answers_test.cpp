#include "core/base/encoding.h"
#include "core/crypto/private_key.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

namespace tanba::crypto {
namespace {

using test::hex;
using test::KnownKey;
using test::outcome;

class GostKnownAnswers : public testing::TestWithParam<KnownKey> {};

TEST_P(GostKnownAnswers, TheSignatureVerifies) {
    const KnownKey& known = GetParam();
    const Result<PublicKey> key = PublicKey::fromSubjectPublicKeyInfo(known.subjectPublicKeyInfo);
    ASSERT_EQ(outcome(key), "ok");
    EXPECT_EQ(key.value().algorithm(), known.algorithm);
    const DigestAlgorithm digest = naturalDigest(known.algorithm);
    EXPECT_EQ(outcome(key.value().verify({known.algorithm, digest}, known.message, known.signature)), "ok");
    EXPECT_EQ(outcome(key.value().verifyDigest({digest, known.digest}, known.signature)), "ok");
}

TEST_P(GostKnownAnswers, ThePrivateKeyGivesThePublicOne) {
    const KnownKey& known = GetParam();
    const Result<PrivateKey> key = PrivateKey::fromPkcs8(known.privateKeyInfo);
    ASSERT_EQ(outcome(key), "ok");
    EXPECT_EQ(key.value().algorithm(), known.algorithm);
    EXPECT_EQ(toHex(key.value().publicKey().subjectPublicKeyInfo()), toHex(known.subjectPublicKeyInfo));
}

TEST_P(GostKnownAnswers, ThePrivateKeyIsWrittenAsItWasRead) {
    const Result<PrivateKey> key = PrivateKey::fromPkcs8(GetParam().privateKeyInfo);
    ASSERT_EQ(outcome(key), "ok");
    const Result<SecretBytes> written = key.value().toPkcs8();
    ASSERT_EQ(outcome(written), "ok");
    EXPECT_EQ(toHex(written.value().view()), toHex(GetParam().privateKeyInfo));
}

TEST_P(GostKnownAnswers, OtherByteOrdersDoNotVerify) {
    const KnownKey& known = GetParam();
    const PublicKey key = PublicKey::fromSubjectPublicKeyInfo(known.subjectPublicKeyInfo).value();
    const Digest digest{naturalDigest(known.algorithm), known.digest};
    const Bytes russian(known.signature.rbegin(), known.signature.rend());
    EXPECT_EQ(outcome(key.verifyDigest(digest, russian)), "signature.wrong");
    const auto half = static_cast<std::ptrdiff_t>(known.signature.size() / 2);
    Bytes halvesSwapped(known.signature.begin() + half, known.signature.end());
    halvesSwapped.insert(halvesSwapped.end(), known.signature.begin(), known.signature.begin() + half);
    EXPECT_EQ(outcome(key.verifyDigest(digest, halvesSwapped)), "signature.wrong");
    const Digest reversed{digest.algorithm, Bytes(known.digest.rbegin(), known.digest.rend())};
    EXPECT_EQ(outcome(key.verifyDigest(reversed, known.signature)), "signature.wrong");
}

INSTANTIATE_TEST_SUITE_P(Keys, GostKnownAnswers, testing::ValuesIn(test::knownGostKeys()),
                         [](const auto& instance) {
                             return instance.param.algorithm == KeyAlgorithm::Gost2015_512 ? "Gost2015"
                                                                                           : "Gost34310";
                         });

/// "name=value" words of a line.
std::map<std::string, std::string> valuesOf(const std::string& line) {
    std::map<std::string, std::string> values;
    std::istringstream words(line);
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        if (equals != std::string::npos)
            values[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return values;
}

TEST(GostFixtures, KeysAndSignaturesOfTheKnownAnswerFile) {
    TANBA_NEEDS_FIXTURES();
    std::ifstream file(test::fixturePath("kat/kz_gost_kat.txt"));
    std::map<std::string, std::string> key;
    int keys = 0;
    int signatures = 0;
    int unsupported = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("key ")) {
            key = valuesOf(line);
            const Bytes info = hex(key.at("spki"));
            const Result<PublicKey> loaded = PublicKey::fromSubjectPublicKeyInfo(info);
            if (key.at("curve") == "tc26-256-A") {
                EXPECT_EQ(outcome(loaded), "algorithm.unsupported");
                EXPECT_EQ(outcome(PrivateKey::fromPkcs8(hex(key.at("pkcs8")))), "algorithm.unsupported");
                ++unsupported;
                continue;
            }
            ASSERT_EQ(outcome(loaded), "ok");
            const Result<PrivateKey> secret = PrivateKey::fromPkcs8(hex(key.at("pkcs8")));
            ASSERT_EQ(outcome(secret), "ok");
            EXPECT_EQ(toHex(secret.value().publicKey().subjectPublicKeyInfo()), toHex(info));
            ++keys;
        }
        if (!line.starts_with("sig ") || key.at("curve") == "tc26-256-A")
            continue;
        const auto values = valuesOf(line);
        const PublicKey signer = PublicKey::fromSubjectPublicKeyInfo(hex(key.at("spki"))).value();
        const SignatureScheme scheme{signer.algorithm(), naturalDigest(signer.algorithm())};
        EXPECT_EQ(outcome(signer.verify(scheme, hex(values.at("msg")), hex(values.at("sig")))), "ok") << line;
        ++signatures;
    }
    EXPECT_EQ(keys, 2);
    EXPECT_EQ(signatures, 4);
    EXPECT_EQ(unsupported, 1);
}

TEST(GostFixtures, VectorsOfTheNationalProgram) {
    TANBA_NEEDS_FIXTURES();
    std::ifstream file(test::fixturePath("kalkan_oracle/test_gost512.vectors"));
    std::map<std::string, std::string> values;
    for (std::string line; std::getline(file, line);) {
        const std::size_t equals = line.find('=');
        if (equals != std::string::npos)
            values[line.substr(0, equals)] = line.substr(equals + 1);
    }
    const Bytes message = toBytes(values.at("msg"));
    const Result<PublicKey> key = PublicKey::fromSubjectPublicKeyInfo(hex(values.at("spki")));
    ASSERT_EQ(outcome(key), "ok");
    const auto scheme = schemeByOid(Oid(values.at("sigalg_oid")));
    ASSERT_TRUE(scheme.has_value());
    EXPECT_EQ(toHex(digestOf(scheme->digest, message).value().bytes), values.at("digest"));
    EXPECT_EQ(outcome(key.value().verify(*scheme, message, hex(values.at("sig")))), "ok");
    EXPECT_EQ(outcome(key.value().verify(*scheme, hex(values.at("cert_tbs")), hex(values.at("cert_sig")))),
              "ok");
}

} // namespace
} // namespace tanba::crypto
