#include "core/keys/certificate.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/keys/certificate_parser.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace tanba::keys {
namespace {

namespace fs = std::filesystem;
using crypto::KeyAlgorithm;
using test::Authority;
using test::CertificateProfile;
using test::Identity;

const fs::path kPkits = "/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data/certs";

Certificate certificateFixture(const std::string& path) {
    auto certificate = Certificate::fromAnyEncoding(test::fixture(path));
    EXPECT_TRUE(certificate.ok()) << path;
    return std::move(certificate).value();
}

/// DER of a certificate that the parser accepts, made of parts that tests replace.
struct Parts {
    Bytes version = der::element(der::contextConstructed(0), der::integer(2));
    Bytes serial = der::integer(0x1234);
    Bytes algorithm = der::sequence({der::oid(Oid("1.2.840.113549.1.1.11")), der::null()});
    Bytes name = der::sequence(
        {der::element(der::kSet, der::sequence({der::oid(Oid("2.5.4.3")), der::utf8String("X")}))});
    Bytes validity = der::sequence({der::element(der::kUtcTime, toBytes("260101000000Z")),
                                    der::element(der::kUtcTime, toBytes("270101000000Z"))});
    Bytes keyInfo = der::sequence({der::sequence({der::oid(Oid("1.2.840.113549.1.1.1")), der::null()}),
                                   der::bitString(der::integer(5))});
    std::vector<Bytes> extensions;
    Bytes outerAlgorithm = algorithm;

    static Bytes extension(std::string_view oid, ByteView value) {
        return der::sequence({der::oid(Oid(oid)), der::octetString(value)});
    }
    Bytes der() const {
        std::vector<Bytes> fields{version, serial, algorithm, name, validity, name, keyInfo};
        if (!extensions.empty())
            fields.push_back(der::element(der::contextConstructed(3), der::sequenceOf(extensions)));
        return der::sequence({der::sequenceOf(fields), outerAlgorithm, der::bitString(Bytes(4, 1))});
    }
};

FailureCode codeOf(const Parts& parts) {
    const auto certificate = Certificate::fromDer(parts.der());
    return certificate.ok() ? FailureCode::Cancelled : certificate.failure().code;
}

// --- the authority's own certificates
// -----------------------------------------------------------------------

TEST(CertificateFixtures, EveryAuthorityCertificateIsSignedByItsIssuer) {
    TANBA_NEEDS_FIXTURES();
    std::vector<Certificate> all;
    for (const auto& entry : fs::directory_iterator(test::fixturePath("ca")))
        all.push_back(certificateFixture("ca/" + entry.path().filename().string()));
    ASSERT_EQ(all.size(), 15u);
    int verified = 0;
    int withoutIssuer = 0;
    for (const Certificate& certificate : all) {
        ASSERT_TRUE(certificate.publicKey().ok()) << certificate.subject().display();
        bool found = false;
        for (const Certificate& issuer : all) {
            if (issuer.subject() == certificate.issuer() &&
                sameBytes(issuer.subjectKeyId(), certificate.authorityKeyId().empty()
                                                     ? issuer.subjectKeyId()
                                                     : certificate.authorityKeyId()))
                found = found || certificate.verifySignedBy(issuer.publicKey().value()).ok();
        }
        verified += found ? 1 : 0;
        withoutIssuer += found ? 0 : 1;
    }
    // The two old test authorities have no root anywhere.
    EXPECT_EQ(verified, 13);
    EXPECT_EQ(withoutIssuer, 2);
}

TEST(CertificateFixtures, FieldsOfTheCurrentAuthority) {
    TANBA_NEEDS_FIXTURES();
    const Certificate certificate = certificateFixture("ca/prod_nca_gost_2022.der");
    EXPECT_EQ(toHex(certificate.fingerprint()),
              "32c7d233a42703a327f3025543a05b930e3f39a786c68dfa196baa86d5618524");
    EXPECT_EQ(certificate.publicKey().value().algorithm(), KeyAlgorithm::Gost2015_512);
    EXPECT_EQ(certificate.signatureAlgorithmOid().dotted(), "1.2.398.3.10.1.1.2.3.2");
    ASSERT_TRUE(certificate.basicConstraints().has_value());
    EXPECT_TRUE(certificate.basicConstraints()->authority);
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::KeyCertSign), true);
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::DataEncipherment), false);
    EXPECT_EQ(certificate.subject().first(Oid("2.5.4.6")), "KZ");
    EXPECT_FALSE(certificate.selfIssued());
}

TEST(CertificateFixtures, OldRootsShareAName) {
    TANBA_NEEDS_FIXTURES();
    const Certificate old = certificateFixture("ca/prod_root_rsa.der");
    EXPECT_TRUE(old.selfIssued());
    EXPECT_TRUE(old.verifySignedBy(old.publicKey().value()).ok());
    const Certificate newer = certificateFixture("ca/prod_root_rsa_2020.der");
    EXPECT_FALSE(old.subject() == newer.subject());
    EXPECT_FALSE(newer.verifySignedBy(old.publicKey().value()).ok());
}

TEST(CertificateFixtures, EveryEncodingTheAuthorityUses) {
    TANBA_NEEDS_FIXTURES();
    int count = 0;
    for (const auto& entry : fs::directory_iterator(test::fixturePath("certs"))) {
        const Certificate certificate = certificateFixture("certs/" + entry.path().filename().string());
        EXPECT_FALSE(certificate.subject().attributes().empty()) << entry.path();
        ++count;
    }
    EXPECT_EQ(count, 7);
}

TEST(CertificateFixtures, EveryBitOfACertificateMatters) {
    TANBA_NEEDS_FIXTURES();
    const Bytes good = test::fixture("ca/test_nca_gost2022.der");
    const Certificate issuer = certificateFixture("ca/test_root_gost_2022.der");
    ASSERT_TRUE(Certificate::fromDer(good).value().verifySignedBy(issuer.publicKey().value()).ok());
    for (std::size_t at = 0; at < good.size(); ++at) {
        Bytes changed = good;
        changed[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
        const auto certificate = Certificate::fromDer(changed);
        if (certificate.ok()) {
            EXPECT_FALSE(certificate.value().verifySignedBy(issuer.publicKey().value()).ok()) << at;
        }
    }
}

TEST(CertificatePkits, AllParse) {
    TANBA_NEEDS_VECTORS(kPkits);
    int count = 0;
    int usableKeys = 0;
    for (const auto& entry : fs::directory_iterator(kPkits)) {
        if (entry.path().extension() != ".crt")
            continue;
        const auto certificate = Certificate::fromAnyEncoding(test::fileContent(entry.path()));
        ASSERT_TRUE(certificate.ok()) << entry.path() << ": " << certificate.failure().detail;
        usableKeys += certificate.value().publicKey().ok() ? 1 : 0;
        EXPECT_FALSE(certificate.value().serialHex().empty());
        ++count;
    }
    EXPECT_EQ(count, 405);
    EXPECT_GT(usableKeys, 390);
}

TEST(CertificatePkits, SignaturesOfTheTrustAnchorsChildren) {
    TANBA_NEEDS_VECTORS(kPkits);
    const auto read = [](const char* name) {
        return Certificate::fromAnyEncoding(test::fileContent(kPkits / name)).value();
    };
    const Certificate anchor = read("TrustAnchorRootCertificate.crt");
    const Certificate good = read("GoodCACert.crt");
    const Certificate bad = read("BadSignedCACert.crt");
    EXPECT_TRUE(anchor.verifySignedBy(anchor.publicKey().value()).ok());
    EXPECT_TRUE(good.verifySignedBy(anchor.publicKey().value()).ok());
    const Outcome wrong = bad.verifySignedBy(anchor.publicKey().value());
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.failure().code, FailureCode::SignatureWrong);
}

// --- certificates made here
// -----------------------------------------------------------------------------------

TEST(CertificateMade, ProfileComesBack) {
    Authority root = Authority::makeRoot(KeyAlgorithm::Gost2015_512, "Сынақ түбір");
    const Identity identity = root.issue(KeyAlgorithm::Gost2015_512, CertificateProfile::person());
    const Certificate& certificate = identity.certificate;
    EXPECT_TRUE(certificate.verifySignedBy(root.certificate().publicKey().value()).ok());
    EXPECT_EQ(certificate.issuer(), root.certificate().subject());
    EXPECT_EQ(formatRfc3339(certificate.notBefore()), "2026-01-01T00:00:00Z");
    EXPECT_EQ(formatRfc3339(certificate.notAfter()), "2027-01-01T00:00:00Z");
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::NonRepudiation), true);
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::KeyCertSign), false);
    EXPECT_THAT(certificate.extendedKeyUsage(),
                testing::ElementsAre(Oid("1.3.6.1.5.5.7.3.4"), Oid("1.2.398.3.3.4.1.1")));
    EXPECT_TRUE(
        sameBytes(certificate.subjectPublicKeyInfo(), identity.key->publicKey().subjectPublicKeyInfo()));
    const Certificate copy = certificate;
    EXPECT_EQ(copy, certificate);
    EXPECT_EQ(copy.der().data(), certificate.der().data());
}

TEST(CertificateMade, AnotherKeyDidNotSignIt) {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::Gost2015_512, KeyAlgorithm::Rsa, KeyAlgorithm::Ec}) {
        Authority root = Authority::makeRoot(algorithm, "one");
        const Authority stranger = Authority::makeRoot(algorithm, "other");
        const Identity identity = root.issue(algorithm);
        EXPECT_TRUE(identity.certificate.verifySignedBy(root.certificate().publicKey().value()).ok());
        const Outcome wrong = identity.certificate.verifySignedBy(stranger.certificate().publicKey().value());
        ASSERT_FALSE(wrong.ok());
        EXPECT_EQ(wrong.failure().code, FailureCode::SignatureWrong);
    }
}

TEST(CertificateMade, DerPemAndBase64AreTheSame) {
    Authority root = Authority::makeRoot(KeyAlgorithm::Ec, "root");
    const Bytes der(root.certificate().der().begin(), root.certificate().der().end());
    const std::string pem = "Subject: somebody\n" + toPem("CERTIFICATE", der);
    std::string base64 = toBase64(der);
    base64.insert(60, "\r\n");
    for (const Bytes& input : {der, toBytes(pem), toBytes(base64)}) {
        const auto certificate = Certificate::fromAnyEncoding(input);
        ASSERT_TRUE(certificate.ok());
        EXPECT_EQ(certificate.value(), root.certificate());
    }
}

TEST(CertificateRefused, WhatIsNoCertificate) {
    const auto code = [](ByteView input) {
        const auto certificate = Certificate::fromAnyEncoding(input);
        return certificate.ok() ? FailureCode::Cancelled : certificate.failure().code;
    };
    EXPECT_EQ(code({}), FailureCode::InputEmpty);
    EXPECT_EQ(code(viewOf("hello, world")), FailureCode::CertificateMalformed);
    EXPECT_EQ(code(viewOf("-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n")),
              FailureCode::CertificateMalformed);
    EXPECT_EQ(code(toBytes(toPem("PRIVATE KEY", Parts{}.der()))), FailureCode::CertificateMalformed);
    EXPECT_EQ(code(Bytes(300 * 1024, 'A')), FailureCode::CertificateMalformed);
    EXPECT_EQ(code(der::sequence({der::integer(1)})), FailureCode::CertificateMalformed);
}

TEST(CertificateRefused, EveryTruncation) {
    Authority root = Authority::makeRoot(KeyAlgorithm::Ec, "root");
    const ByteView der = root.certificate().der();
    for (std::size_t size = 1; size < der.size(); ++size)
        EXPECT_FALSE(Certificate::fromDer(der.first(size)).ok()) << size;
    Bytes longer(der.begin(), der.end());
    longer.push_back(0);
    EXPECT_FALSE(Certificate::fromDer(longer).ok());
}

TEST(CertificateParts, TheSampleParses) {
    EXPECT_TRUE(Certificate::fromDer(Parts{}.der()).ok());
}

TEST(CertificateParts, SerialIsShownWithoutItsSignOctet) {
    Parts parts;
    parts.serial = der::element(der::kInteger, Bytes{0x00, 0xFF, 0x01});
    const auto certificate = Certificate::fromDer(parts.der());
    ASSERT_TRUE(certificate.ok());
    EXPECT_EQ(certificate.value().serialHex(), "ff01");
    EXPECT_EQ(toHex(certificate.value().serial()), "00ff01");
    parts.serial = der::element(der::kInteger, Bytes{0x00});
    EXPECT_EQ(Certificate::fromDer(parts.der()).value().serialHex(), "00");
    parts.serial = der::element(der::kInteger, Bytes(65, 1));
    EXPECT_EQ(codeOf(parts), FailureCode::CertificateMalformed);
}

TEST(CertificateParts, VersionsAndTheirParts) {
    Parts parts;
    parts.version = {};
    EXPECT_TRUE(Certificate::fromDer(parts.der()).ok());
    parts.extensions.push_back(Parts::extension("2.5.29.14", der::octetString(Bytes(20, 7))));
    EXPECT_EQ(codeOf(parts), FailureCode::CertificateMalformed);
    parts.version = der::element(der::contextConstructed(0), der::integer(3));
    EXPECT_EQ(codeOf(parts), FailureCode::CertificateMalformed);
    parts.version = der::element(der::contextConstructed(0), der::integer(2));
    EXPECT_EQ(Certificate::fromDer(parts.der()).value().subjectKeyId().size(), 20u);
}

TEST(CertificateParts, ExtensionTwiceIsRefused) {
    Parts parts;
    parts.extensions = {Parts::extension("1.2.3.4", der::null()), Parts::extension("1.2.3.5", der::null())};
    EXPECT_TRUE(Certificate::fromDer(parts.der()).ok());
    parts.extensions.push_back(Parts::extension("1.2.3.4", der::integer(1)));
    EXPECT_EQ(codeOf(parts), FailureCode::CertificateMalformed);
}

TEST(CertificateParts, NumberOfExtensionsIsLimited) {
    Parts parts;
    for (std::size_t number = 0; number < kMaxExtensions; ++number)
        parts.extensions.push_back(Parts::extension("1.2.3." + std::to_string(number), der::null()));
    ASSERT_TRUE(Certificate::fromDer(parts.der()).ok());
    EXPECT_EQ(Certificate::fromDer(parts.der()).value().extensions().size(), kMaxExtensions);
    parts.extensions.push_back(Parts::extension("1.2.3.999", der::null()));
    EXPECT_EQ(codeOf(parts), FailureCode::CertificateMalformed);
}

TEST(CertificateParts, SizeIsLimited) {
    Parts parts;
    const std::size_t room = kMaxCertificateSize - parts.der().size() - 64;
    parts.extensions = {Parts::extension("1.2.3.4", der::octetString(Bytes(room, 0)))};
    ASSERT_LT(parts.der().size(), kMaxCertificateSize);
    EXPECT_TRUE(Certificate::fromDer(parts.der()).ok());
    parts.extensions = {Parts::extension("1.2.3.4", der::octetString(Bytes(room + 100, 0)))};
    ASSERT_GT(parts.der().size(), kMaxCertificateSize);
    EXPECT_EQ(codeOf(parts), FailureCode::CertificateMalformed);
}

TEST(CertificateParts, MalformedExtensionsAreRefused) {
    struct Case {
        const char* oid;
        Bytes value;
    };
    const std::vector<Case> cases{
        {"2.5.29.19", der::integer(1)},
        {"2.5.29.19", der::sequence({der::utf8String("CA")})},
        {"2.5.29.15", der::element(der::kBitString, Bytes{})},
        {"2.5.29.15", der::element(der::kBitString, Bytes{8, 1})},
        {"2.5.29.15", der::element(der::kBitString, Bytes{5})},
        {"2.5.29.15", der::element(der::kBitString, Bytes{0, 1, 2, 3})},
        {"2.5.29.37", der::sequence({})},
        {"2.5.29.37", der::sequence({der::null()})},
        {"2.5.29.14", der::integer(1)},
        {"2.5.29.35", der::octetString(Bytes{1})},
        {"2.5.29.32", der::sequence({})},
    };
    for (const Case& one : cases) {
        Parts parts;
        parts.extensions = {Parts::extension(one.oid, one.value)};
        EXPECT_EQ(codeOf(parts), FailureCode::CertificateMalformed) << one.oid << " " << toHex(one.value);
    }
}

TEST(CertificateParts, KeyUsageBitsByNumber) {
    Parts parts;
    // 110000001: digitalSignature, nonRepudiation, decipherOnly
    parts.extensions = {Parts::extension("2.5.29.15", der::element(der::kBitString, Bytes{7, 0xC0, 0x80}))};
    const Certificate certificate = Certificate::fromDer(parts.der()).value();
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::DigitalSignature), true);
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::NonRepudiation), true);
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::KeyEncipherment), false);
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::EncipherOnly), false);
    EXPECT_EQ(certificate.keyUsage(KeyUsageBit::DecipherOnly), true);
    EXPECT_EQ(Certificate::fromDer(Parts{}.der()).value().keyUsage(KeyUsageBit::DigitalSignature),
              std::nullopt);
}

TEST(CertificateParts, StorageExtensionIsReadAndNeverRefused) {
    Parts parts;
    parts.extensions = {
        Parts::extension("1.2.398.3.3.5", der::sequence({der::oid(Oid("1.2.398.3.3.5.2.2"))}))};
    EXPECT_EQ(Certificate::fromDer(parts.der()).value().keyStorage(), Oid("1.2.398.3.3.5.2.2"));
    parts.extensions = {Parts::extension("1.2.398.3.3.5", Bytes{1, 2, 3})};
    ASSERT_TRUE(Certificate::fromDer(parts.der()).ok());
    EXPECT_TRUE(Certificate::fromDer(parts.der()).value().keyStorage().empty());
}

TEST(CertificateParts, UnusableKeyIsNoReasonToRefuse) {
    Parts parts;
    parts.keyInfo =
        der::sequence({der::sequence({der::oid(Oid("1.2.840.10040.4.1"))}), der::bitString(Bytes(9, 9))});
    const auto certificate = Certificate::fromDer(parts.der());
    ASSERT_TRUE(certificate.ok());
    ASSERT_FALSE(certificate.value().publicKey().ok());
    EXPECT_EQ(certificate.value().publicKey().failure().code, FailureCode::AlgorithmUnsupported);
}

TEST(CertificateSignature, InnerAndOuterAlgorithmMustBeEqual) {
    Authority root = Authority::makeRoot(KeyAlgorithm::Rsa, "root");
    const ByteView der = root.certificate().der();
    const crypto::PublicKey& key = root.certificate().publicKey().value();
    // The same algorithm without its NULL, outside only: an equal meaning, but not what was signed.
    Bytes outer;
    append(outer, root.certificate().toBeSigned());
    append(outer, der::sequence({der::oid(root.certificate().signatureAlgorithmOid())}));
    append(outer, der::bitString(root.certificate().signatureValue()));
    const auto changed = Certificate::fromDer(der::element(der::kSequence, outer));
    ASSERT_TRUE(Certificate::fromDer(der).value().verifySignedBy(key).ok());
    ASSERT_TRUE(changed.ok());
    const Outcome outcome = changed.value().verifySignedBy(key);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().code, FailureCode::SignatureWrong);
}

TEST(CertificateSignature, UnknownAlgorithmsAreUnsupported) {
    Authority root = Authority::makeRoot(KeyAlgorithm::Rsa, "root");
    const crypto::PublicKey& key = root.certificate().publicKey().value();
    for (const char* oid : {"1.3.101.112" /* Ed25519 */, "1.2.840.113549.1.1.10" /* PSS */, "1.2.3.4"}) {
        Parts parts;
        parts.algorithm = parts.outerAlgorithm = der::sequence({der::oid(Oid(oid))});
        const Outcome outcome = Certificate::fromDer(parts.der()).value().verifySignedBy(key);
        ASSERT_FALSE(outcome.ok());
        EXPECT_EQ(outcome.failure().code, FailureCode::AlgorithmUnsupported);
        EXPECT_EQ(outcome.failure().subject, oid);
    }
}

TEST(CertificateSignature, ParametersOtherThanNullAreUnsupported) {
    Parts parts;
    parts.algorithm = parts.outerAlgorithm =
        der::sequence({der::oid(Oid("1.2.840.113549.1.1.11")), der::integer(1)});
    Authority root = Authority::makeRoot(KeyAlgorithm::Rsa, "root");
    const Outcome outcome =
        Certificate::fromDer(parts.der()).value().verifySignedBy(root.certificate().publicKey().value());
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(outcome.failure().code, FailureCode::AlgorithmUnsupported);
}

} // namespace
} // namespace tanba::keys
