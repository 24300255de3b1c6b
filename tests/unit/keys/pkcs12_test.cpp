#include "core/keys/pkcs12.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/keys/pkcs12_unlock.h"
#include "core/keys/same_key.h"
#include "tests/support/fixtures.h"
#include "tests/unit/keys/pkcs12_samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tanba::keys {
namespace {

namespace fs = std::filesystem;
using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;
using samples::person;
using samples::secret;

const std::string kPassword = "Qwerty12";

FailureCode codeOf(ByteView file, std::string_view password = kPassword) {
    const auto contents = openPkcs12(file, secret(password));
    return contents.ok() ? FailureCode::Cancelled : contents.failure().code;
}

Pkcs12Contents opened(ByteView file, std::string_view password = kPassword) {
    auto contents = openPkcs12(file, secret(password));
    EXPECT_TRUE(contents.ok()) << codeText(contents.failure().code) << " " << contents.failure().detail;
    return contents.ok() ? std::move(contents).value() : Pkcs12Contents{};
}

Bytes shrouded(std::size_t number = 0, ByteView attributes = {}) {
    return samples::shroudedKeyBag(samples::privateKeyInfo(person(number)),
                                   samples::pkcs12Scheme(samples::kTripleDes), kPassword, attributes);
}

Bytes certificate(std::size_t number = 0, ByteView attributes = {}) {
    return samples::certificateBag(person(number).certificate.der(), attributes);
}

Bytes open(const std::vector<Bytes>& bags) {
    return samples::pfx({samples::openSafe(bags)}, kPassword);
}

// --- the authority's files
// ---------------------------------------------------------------------------------------

TEST(Pkcs12Fixtures, EveryKeyFileOpensAndItsKeyFits) {
    TANBA_NEEDS_FIXTURES();
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(test::fixturePath("p12"))) {
        if (entry.path().extension() != ".p12")
            continue;
        SCOPED_TRACE(entry.path().filename().string());
        const bool otherPassword = entry.path().filename() == "ncanode_individual_valid_2015.p12";
        auto contents = opened(test::fileContent(entry.path()), otherPassword ? "Aa123456" : kPassword);
        ASSERT_EQ(contents.keys.size(), 1u);
        EXPECT_TRUE(contents.otherCertificates.empty());
        const Pkcs12Key& key = contents.keys.front();
        ASSERT_TRUE(key.certificate.has_value());
        EXPECT_EQ(key.friendlyName, toHex(key.certificate->subjectKeyId()));
        EXPECT_TRUE(sameBytes(key.localKeyId, key.certificate->subjectKeyId()));
        const auto digest =
            crypto::digestOf(crypto::naturalDigest(key.key.algorithm()), viewOf("сынақ")).value();
        const auto value = key.key.signDigest(digest);
        ASSERT_TRUE(value.ok());
        EXPECT_TRUE(key.certificate->publicKey().value().verifyDigest(digest, value.value()).ok());
        ++files;
    }
    EXPECT_EQ(files, 21);
}

TEST(Pkcs12Fixtures, WrongPasswordAndEveryTruncation) {
    TANBA_NEEDS_FIXTURES();
    const Bytes file = test::fixture("p12/sdk2026/individual_valid.p12");
    EXPECT_EQ(codeOf(file, "Qwerty13"), FailureCode::Pkcs12WrongPassword);
    EXPECT_EQ(codeOf(file, ""), FailureCode::Pkcs12WrongPassword);
    for (std::size_t size = 1; size < file.size(); ++size) {
        const FailureCode code = codeOf(ByteView(file).first(size));
        EXPECT_EQ(code, size < 8 ? FailureCode::Pkcs12NotPkcs12 : FailureCode::Pkcs12Damaged) << size;
    }
}

TEST(Pkcs12Fixtures, EveryChangedByteIsNoticed) {
    TANBA_NEEDS_FIXTURES();
    const Bytes file = test::fixture("p12/sdk2026/individual_valid.p12");
    const auto keyOf = [](const Pkcs12Contents& contents) {
        return contents.keys.at(0).key.toPkcs8().value();
    };
    const SecretBytes right = keyOf(opened(file));
    Pkcs12Limits limits;
    limits.iterations = 100'000;
    int accepted = 0;
    for (std::size_t at = 0; at < file.size(); ++at) {
        Bytes changed = file;
        changed[at] ^= 0x41;
        const auto contents = openPkcs12(changed, secret(kPassword), limits);
        if (!contents.ok())
            continue;
        // Only what no MAC covers, such as the NULL beside the digest's name, may differ; never the key.
        EXPECT_TRUE(keyOf(contents.value()).equals(right)) << at;
        ++accepted;
    }
    EXPECT_LE(accepted, 2);
}

// --- shapes made here
// ------------------------------------------------------------------------------------------

TEST(Pkcs12Made, TheAuthoritysMannerForEveryKindOfKey) {
    for (const KeyAlgorithm algorithm :
         {KeyAlgorithm::Gost2015_512, KeyAlgorithm::Gost34310, KeyAlgorithm::Rsa, KeyAlgorithm::Ec}) {
        test::Authority authority = test::Authority::makeRoot(KeyAlgorithm::Ec, "root");
        const test::Identity identity = authority.issue(algorithm);
        const Pkcs12Contents contents = opened(test::pkcs12File(identity, kPassword));
        ASSERT_EQ(contents.keys.size(), 1u);
        const Pkcs12Key& key = contents.keys.front();
        EXPECT_EQ(key.certificate, identity.certificate);
        EXPECT_EQ(key.key.algorithm(), algorithm);
        EXPECT_TRUE(key.key.toPkcs8().value().equals(identity.key->toPkcs8().value()));
    }
}

TEST(Pkcs12Made, EverySchemeOfPkcs12) {
    for (int number = 1; number <= 6; ++number) {
        const std::string oid = "1.2.840.113549.1.12.1." + std::to_string(number);
        const auto scheme = samples::pkcs12Scheme(oid, 3);
        const Bytes key = samples::shroudedKeyBag(samples::privateKeyInfo(person()), scheme, kPassword);
        const Bytes certificates = samples::safeContents({certificate()});
        const Bytes file = samples::pfx(
            {samples::openSafe({key}), samples::encryptedSafe(certificates, scheme, kPassword)}, kPassword);
        EXPECT_EQ(opened(file).keys.at(0).certificate, person().certificate) << oid;
    }
}

TEST(Pkcs12Made, Pbes2AndScrypt) {
    for (const EncryptionScheme& scheme : {samples::pbes2Scheme(10), samples::scryptScheme(16, 8, 2)}) {
        const Bytes key = samples::shroudedKeyBag(samples::privateKeyInfo(person()), scheme, kPassword);
        const Bytes file = samples::pfx({samples::encryptedSafe(samples::safeContents({key, certificate()}),
                                                                samples::pbes2Scheme(5), kPassword)},
                                        kPassword);
        EXPECT_EQ(opened(file).keys.at(0).certificate, person().certificate);
        EXPECT_EQ(codeOf(file, "Qwerty1"), FailureCode::Pkcs12WrongPassword);
    }
}

TEST(Pkcs12Made, MacDigests) {
    const std::vector<Bytes> safes{samples::openSafe({shrouded(), certificate()})};
    for (const DigestAlgorithm digest :
         {DigestAlgorithm::Sha1, DigestAlgorithm::Sha224, DigestAlgorithm::Sha256, DigestAlgorithm::Sha384,
          DigestAlgorithm::Sha512}) {
        const Bytes file = samples::pfx(safes, kPassword, MacScheme{digest, Bytes(16, 1), 7});
        EXPECT_EQ(opened(file).keys.size(), 1u);
        EXPECT_EQ(codeOf(file, "qwerty12"), FailureCode::Pkcs12WrongPassword);
    }
}

TEST(Pkcs12Made, NestedBags) {
    EXPECT_EQ(
        opened(open({samples::nestedBag({shrouded(), samples::nestedBag({certificate()})})})).keys.size(),
        1u);
}

TEST(Pkcs12Made, PlainKeyAndUnknownBags) {
    const Bytes unknown = samples::bag("1.2.840.113549.1.12.10.1.5", der::sequence({der::integer(1)}));
    const Bytes strange = samples::bag("1.2.3.4.5", der::null());
    const Pkcs12Contents contents = opened(
        open({unknown, samples::plainKeyBag(samples::privateKeyInfo(person())), strange, certificate()}));
    EXPECT_EQ(contents.keys.at(0).certificate, person().certificate);
}

TEST(Pkcs12Made, AttributesAreRead) {
    const Pkcs12Contents contents =
        opened(open({shrouded(0, samples::attributes("my key", Bytes{1, 2, 3})), certificate()}));
    EXPECT_EQ(contents.keys.at(0).friendlyName, "my key");
    EXPECT_EQ(contents.keys.at(0).localKeyId, (Bytes{1, 2, 3}));
}

TEST(Pkcs12Made, IndefiniteLengthsAndPieces) {
    // The AuthenticatedSafe as Java writes it: indefinite lengths, octets in pieces.
    const Bytes contents = samples::safeContents({shrouded(), certificate()});
    Bytes pieces{0x24, 0x80};
    for (std::size_t at = 0; at < contents.size(); at += 100)
        append(pieces, der::octetString(
                           ByteView(contents).subspan(at, std::min<std::size_t>(100, contents.size() - at))));
    append(pieces, Bytes{0, 0});
    Bytes safe{0x30, 0x80, 0x30, 0x80};
    append(safe, der::oid(Oid("1.2.840.113549.1.7.1")));
    append(safe, Bytes{0xA0, 0x80});
    append(safe, pieces);
    append(safe, Bytes{0, 0, 0, 0, 0, 0});
    const Bytes file = samples::pfxAround(safe, kPassword, MacScheme{DigestAlgorithm::Sha1, Bytes(20, 3), 1});
    EXPECT_EQ(opened(file).keys.at(0).certificate, person().certificate);
}

TEST(Pkcs12Made, BytesBehindTheFileAreIgnored) {
    Bytes file = samples::keyFile(person(), kPassword);
    append(file, toBytes("\r\n"));
    EXPECT_EQ(opened(file).keys.size(), 1u);
}

TEST(Pkcs12Passwords, EmptyInBothForms) {
    for (const EmptyPassword form : {EmptyPassword::DoubleZero, EmptyPassword::Nothing}) {
        const std::vector<Bytes> safes{
            samples::openSafe({samples::plainKeyBag(samples::privateKeyInfo(person())), certificate()})};
        const Bytes file = samples::pfx(safes, "", MacScheme{DigestAlgorithm::Sha256, Bytes(8, 1), 2}, form);
        EXPECT_EQ(opened(file, "").keys.size(), 1u);
        EXPECT_EQ(codeOf(file, "x"), FailureCode::Pkcs12WrongPassword);
    }
}

TEST(Pkcs12Passwords, BeyondAscii) {
    for (const std::string password : {"Құпия1Aa", "пароль", "😀Aa1", "a"}) {
        const Bytes file = samples::keyFile(person(), password);
        EXPECT_EQ(opened(file, password).keys.size(), 1u) << password;
        EXPECT_EQ(codeOf(file, password + "x"), FailureCode::Pkcs12WrongPassword);
    }
    const Bytes file = samples::keyFile(person(), kPassword);
    for (const std::string broken : {"\xFF", "\xD0", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\x80"})
        EXPECT_EQ(codeOf(file, broken), FailureCode::PasswordUnreadable);
}

TEST(Pkcs12WithoutMac, DecryptionProvesThePassword) {
    const Bytes key =
        samples::shroudedKeyBag(samples::privateKeyInfo(person()), samples::pbes2Scheme(), kPassword);
    const Bytes file = samples::pfx({samples::openSafe({key, certificate()})}, kPassword, std::nullopt);
    EXPECT_EQ(opened(file).keys.size(), 1u);
    // One wrong password in 256 gives right padding; what is under it is still no key.
    for (int number = 0; number < 300; ++number)
        EXPECT_EQ(codeOf(file, "wrong" + std::to_string(number)), FailureCode::Pkcs12WrongPassword);
}

TEST(Pkcs12WithoutMac, EmptyPassword) {
    const Bytes key = samples::shroudedKeyBag(samples::privateKeyInfo(person()),
                                              samples::pkcs12Scheme(samples::kTripleDes), "");
    const Bytes file = samples::pfx({samples::openSafe({key, certificate()})}, "", std::nullopt);
    EXPECT_EQ(opened(file, "").keys.size(), 1u);
}

// --- what a file may lack
// -----------------------------------------------------------------------------------------

TEST(Pkcs12Failures, WhatIsNoKeyFile) {
    EXPECT_EQ(codeOf({}), FailureCode::InputEmpty);
    for (const Bytes& file :
         {toBytes("x"), toBytes("hello, this is no key"), Bytes{0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2},
          toBytes("-----BEGIN CERTIFICATE-----\n"),
          Bytes(person().certificate.der().begin(), person().certificate.der().end()),
          samples::privateKeyInfo(person()), Bytes(1000, 0), Bytes(5 * 1024 * 1024, 0x30), Bytes{0x30},
          Bytes{0x30, 0x80}, Bytes{0x30, 0xFF}})
        EXPECT_EQ(codeOf(file), FailureCode::Pkcs12NotPkcs12);
}

TEST(Pkcs12Failures, OversizedFileIsNone) {
    Bytes file = samples::keyFile(person(), kPassword);
    file.resize(kMaxPkcs12Size);
    EXPECT_EQ(codeOf(file), FailureCode::Cancelled);
    file.push_back(0);
    EXPECT_EQ(codeOf(file), FailureCode::Pkcs12NotPkcs12);
}

TEST(Pkcs12Failures, DetailNamesTheJavaKeyStore) {
    const auto contents = openPkcs12(Bytes{0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2}, secret(kPassword));
    ASSERT_FALSE(contents.ok());
    EXPECT_THAT(contents.failure().detail, testing::HasSubstr("JKS"));
}

TEST(Pkcs12Failures, Damaged) {
    const MacScheme mac{DigestAlgorithm::Sha1, Bytes(20, 3), 1};
    EXPECT_EQ(codeOf(samples::pfxAround(toBytes("no safe at all"), kPassword, mac)),
              FailureCode::Pkcs12Damaged);
    EXPECT_EQ(codeOf(samples::pfx({der::integer(1)}, kPassword)), FailureCode::Pkcs12Damaged);
    EXPECT_EQ(codeOf(open({der::integer(1)})), FailureCode::Pkcs12Damaged);
    EXPECT_EQ(codeOf(open({shrouded(), samples::certificateBag(toBytes("no certificate"))})),
              FailureCode::Pkcs12Damaged);
    EXPECT_EQ(codeOf(open({samples::plainKeyBag(der::sequence({der::integer(0)}))})),
              FailureCode::Pkcs12Damaged);
    // The MAC is right, but the key was encrypted under another password.
    const Bytes foreign = samples::shroudedKeyBag(samples::privateKeyInfo(person()),
                                                  samples::pkcs12Scheme(samples::kTripleDes), "another one");
    EXPECT_EQ(codeOf(open({foreign, certificate()})), FailureCode::Pkcs12Damaged);
}

TEST(Pkcs12Failures, EmptyAndWithoutKey) {
    EXPECT_EQ(codeOf(samples::pfx({}, kPassword)), FailureCode::Pkcs12Empty);
    EXPECT_EQ(codeOf(open({})), FailureCode::Pkcs12Empty);
    EXPECT_EQ(codeOf(open({certificate()})), FailureCode::Pkcs12NoKey);
}

TEST(Pkcs12Failures, UnsupportedSchemes) {
    const Bytes unknown = der::sequence({der::oid(Oid("1.2.3.4")), der::null()});
    const Bytes pbes1 = der::sequence({der::oid(Oid("1.2.840.113549.1.5.3")),
                                       der::sequence({der::octetString(Bytes(8, 1)), der::integer(1)})});
    for (const Bytes& algorithm : {unknown, pbes1}) {
        const Bytes key = samples::bag("1.2.840.113549.1.12.10.1.2",
                                       der::sequence({algorithm, der::octetString(Bytes(8, 1))}));
        const auto contents = openPkcs12(open({key}), secret(kPassword));
        ASSERT_FALSE(contents.ok());
        EXPECT_EQ(contents.failure().code, FailureCode::Pkcs12UnsupportedScheme);
        EXPECT_FALSE(contents.failure().subject.empty());
    }
    const auto info = [](std::string_view type) {
        return der::sequence(
            {der::oid(Oid(type)), der::element(der::contextConstructed(0), der::sequence({}))});
    };
    EXPECT_EQ(codeOf(samples::pfx({info("1.2.840.113549.1.7.3")}, kPassword)),
              FailureCode::Pkcs12UnsupportedScheme);
    EXPECT_EQ(codeOf(der::sequence({der::integer(3), info("1.2.840.113549.1.7.2")})),
              FailureCode::Pkcs12UnsupportedScheme);
}

TEST(Pkcs12Failures, UnsupportedMac) {
    Bytes file = samples::pfx({samples::openSafe({shrouded(), certificate()})}, kPassword, std::nullopt);
    const auto withMac = [&](std::string_view oid) {
        const Bytes mac = der::sequence(
            {der::sequence({der::sequence({der::oid(Oid(oid))}), der::octetString(Bytes(64, 1))}),
             der::octetString(Bytes(8, 1)), der::integer(1)});
        Bytes content(file.begin() + 4, file.end());
        append(content, mac);
        return der::element(der::kSequence, content);
    };
    ASSERT_EQ(file[1], 0x82);
    for (const char* oid : {"1.2.840.113549.1.5.14" /* PBMAC1 */, "1.2.398.3.10.1.3.3", "1.2.840.113549.2.5"})
        EXPECT_EQ(codeOf(withMac(oid)), FailureCode::Pkcs12UnsupportedScheme) << oid;
}

// --- which key
// ----------------------------------------------------------------------------------------------------

TEST(Pkcs12Keys, CertificatesAreMatchedByKeyNotByLabel) {
    // The labels are crossed on purpose.
    const Bytes one = samples::attributes("", Bytes{1});
    const Bytes two = samples::attributes("", Bytes{2});
    const Pkcs12Contents contents = opened(
        open({certificate(0, two), certificate(1, one), certificate(2), shrouded(0, one), shrouded(1, two)}));
    ASSERT_EQ(contents.keys.size(), 2u);
    EXPECT_EQ(contents.keys[0].certificate, person(0).certificate);
    EXPECT_EQ(contents.keys[1].certificate, person(1).certificate);
    EXPECT_THAT(contents.otherCertificates, testing::ElementsAre(person(2).certificate));
}

TEST(Pkcs12Keys, TheSamePointInAnotherEncodingIsTheSameKey) {
    const crypto::PublicKey& key = person().key->publicKey();
    DerReader outer(key.subjectPublicKeyInfo());
    DerReader info = outer.enter(der::kSequence).value();
    const DerElement algorithm = info.expect(der::kSequence).value();
    const ByteView point = info.bitStringOctets().value();
    ASSERT_EQ(point[0], 4);
    // SEC 1 2.3.3: 02 or 03 by the last bit of y, then x.
    Bytes compressed{static_cast<std::uint8_t>(2 + (point.back() & 1))};
    append(compressed, point.subspan(1, point.size() / 2));
    const auto keyOf = [&] {
        return crypto::PublicKey::fromSubjectPublicKeyInfo(
                   der::sequence({algorithm.encoded, der::bitString(compressed)}))
            .value();
    };
    EXPECT_TRUE(sameKey(key, keyOf()));
    compressed[0] ^= 1;
    EXPECT_FALSE(sameKey(key, keyOf()));
    EXPECT_FALSE(sameKey(key, person(1).key->publicKey()));
}

TEST(Pkcs12Keys, SelectTheOnlyOne) {
    const auto key = selectKey(opened(samples::keyFile(person(), kPassword)), "");
    ASSERT_TRUE(key.ok());
    EXPECT_EQ(key.value().certificate, person().certificate);
}

TEST(Pkcs12Keys, SelectByEveryKindOfId) {
    const Bytes file = open({certificate(0), certificate(1),
                             shrouded(0, samples::attributes("", Bytes{0xAB, 0xCD})), shrouded(1)});
    const auto several = selectKey(opened(file), "");
    ASSERT_FALSE(several.ok());
    EXPECT_EQ(several.failure().code, FailureCode::Pkcs12SeveralKeys);
    for (const std::string& id :
         {toHex(person(0).certificate.subjectKeyId()), person(0).certificate.serialHex(), std::string("abcd"),
          std::string("ABCD")}) {
        const auto key = selectKey(opened(file), id);
        ASSERT_TRUE(key.ok()) << id;
        EXPECT_EQ(key.value().certificate, person(0).certificate);
    }
    const auto unknown = selectKey(opened(file), "abce");
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.failure().code, FailureCode::KeyIdNotFound);
    EXPECT_EQ(unknown.failure().subject, "abce");
}

TEST(Pkcs12Keys, TheOneWithACertificateAmongSeveral) {
    const auto key = selectKey(opened(open({certificate(1), shrouded(0), shrouded(1)})), "");
    ASSERT_TRUE(key.ok());
    EXPECT_EQ(key.value().certificate, person(1).certificate);
}

TEST(Pkcs12Keys, WithoutCertificate) {
    const auto none = selectKey(opened(open({shrouded()})), "");
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.failure().code, FailureCode::Pkcs12NoCertificate);
    const auto stranger = selectKey(opened(open({shrouded(0), certificate(1)})), "");
    ASSERT_FALSE(stranger.ok());
    EXPECT_EQ(stranger.failure().code, FailureCode::Pkcs12KeyMismatch);
}

TEST(Pkcs12Keys, SameKeyTwiceUnderOneIdIsAmbiguous) {
    const Bytes label = samples::attributes("", Bytes{1});
    const auto key = selectKey(opened(open({certificate(0), shrouded(0, label), shrouded(1, label)})), "01");
    ASSERT_FALSE(key.ok());
    EXPECT_EQ(key.failure().code, FailureCode::Pkcs12SeveralKeys);
}

} // namespace
} // namespace tanba::keys
