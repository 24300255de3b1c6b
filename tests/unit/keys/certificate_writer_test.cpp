#include "core/keys/certificate_writer.h"

#include "core/base/encoding.h"
#include "core/keys/certificate_writer_fields.h"
#include "core/keys/demo_certificate.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

namespace tanba::keys {
namespace {

using test::at;
using test::outcome;

crypto::PrivateKey newKey(crypto::KeyAlgorithm algorithm) {
    return makeDemoKey(algorithm).value();
}

CertificateDraft draftOf(Owner owner) {
    CertificateDraft draft;
    draft.issuer = authorityName("ISSUER");
    draft.subject = holderName(owner);
    draft.notBefore = at("2026-01-01T00:00:00Z");
    draft.notAfter = at("2051-01-01T00:00:00Z");
    return draft;
}

TEST(CertificateWriter, SaysWhatItWasTold) {
    for (const auto algorithm :
         {crypto::KeyAlgorithm::Ec, crypto::KeyAlgorithm::Rsa, crypto::KeyAlgorithm::Gost2015_512}) {
        const crypto::PrivateKey key = newKey(algorithm);
        Owner owner;
        owner.commonName = "СЫНАҚОВ СЫНАҚ";
        owner.iin = "991231500016";
        owner.bin = "601240000014";
        CertificateDraft draft = draftOf(owner);
        draft.extensions = {keyUsageElement({KeyUsageBit::DigitalSignature, KeyUsageBit::DecipherOnly}),
                            extendedKeyUsageElement({Oid("1.3.6.1.5.5.7.3.4")}, true),
                            subjectKeyIdElement(fromHex("0102").value()),
                            authorityKeyIdElement(fromHex("0304").value()),
                            keyStorageElement(Oid("1.2.398.3.3.5.1.1"))};
        const auto written = writeCertificate(draft, key.publicKey(), key);
        ASSERT_TRUE(written.ok()) << written.failure().detail;
        const Certificate& certificate = written.value();
        EXPECT_EQ(outcome(certificate.verifySignedBy(key.publicKey())), "ok");
        EXPECT_EQ(certificate.notBefore(), draft.notBefore);
        EXPECT_EQ(certificate.notAfter(), draft.notAfter);
        EXPECT_TRUE(sameBytes(certificate.issuer().der(), draft.issuer));
        const KzProfile profile = kzProfile(certificate);
        EXPECT_EQ(profile.owner.commonName, owner.commonName);
        EXPECT_EQ(profile.owner.iin, owner.iin);
        EXPECT_EQ(profile.owner.bin, owner.bin);
        EXPECT_EQ(certificate.keyUsage(KeyUsageBit::DigitalSignature), true);
        EXPECT_EQ(certificate.keyUsage(KeyUsageBit::NonRepudiation), false);
        EXPECT_EQ(certificate.keyUsage(KeyUsageBit::DecipherOnly), true);
        EXPECT_TRUE(certificate.extendedKeyUsageCritical());
        EXPECT_EQ(toHex(certificate.subjectKeyId()), "0102");
        EXPECT_EQ(toHex(certificate.authorityKeyId()), "0304");
        EXPECT_EQ(certificate.keyStorage().dotted(), "1.2.398.3.3.5.1.1");
        EXPECT_FALSE(certificate.basicConstraints());
    }
}

TEST(CertificateWriter, AuthoritiesMayBeLimitedInLength) {
    const crypto::PrivateKey key = newKey(crypto::KeyAlgorithm::Ec);
    CertificateDraft draft = draftOf({});
    draft.extensions = {authorityConstraints(0)};
    auto certificate = writeCertificate(draft, key.publicKey(), key);
    ASSERT_TRUE(certificate.ok());
    ASSERT_TRUE(certificate.value().basicConstraints());
    EXPECT_TRUE(certificate.value().basicConstraints()->authority);
    EXPECT_EQ(certificate.value().basicConstraints()->pathLength, 0);
    draft.extensions = {authorityConstraints()};
    certificate = writeCertificate(draft, key.publicKey(), key);
    ASSERT_TRUE(certificate.ok());
    EXPECT_FALSE(certificate.value().basicConstraints()->pathLength);
}

TEST(CertificateWriter, SerialNumbersArePositiveAndTwentyOctets) {
    const Bytes first = randomSerial().value();
    const Bytes second = randomSerial().value();
    EXPECT_NE(first, second);
    for (const Bytes& serial : {first, second}) {
        EXPECT_EQ(serial.size(), 20U);
        EXPECT_GT(serial.front(), 0);
        EXPECT_LT(serial.front(), 0x80);
    }
}

TEST(CertificateWriter, WhatWouldNotBeReadIsNotWritten) {
    const crypto::PrivateKey key = newKey(crypto::KeyAlgorithm::Ec);
    CertificateDraft draft = draftOf({});
    draft.extensions = {authorityConstraints(), authorityConstraints()};
    EXPECT_EQ(outcome(writeCertificate(draft, key.publicKey(), key)), "certificate.malformed");
}

TEST(DemoCertificate, CarriesTheMarkAndTheNamesOfItsHolder) {
    const auto authority = DemoAuthority::make(crypto::KeyAlgorithm::Ec, test::goodTime());
    ASSERT_TRUE(authority.ok());
    EXPECT_TRUE(isDemonstration(authority.value().certificate()));
    EXPECT_EQ(authority.value().certificate().basicConstraints()->pathLength, 0);
    const crypto::PrivateKey key = newKey(crypto::KeyAlgorithm::Gost2015_512);
    DemoHolder holder;
    holder.owner.commonName = "ДЕМО";
    holder.purposes = {Oid("1.3.6.1.5.5.7.3.4")};
    holder.usage = {KeyUsageBit::DigitalSignature};
    const auto certificate = authority.value().issue(key.publicKey(), holder);
    ASSERT_TRUE(certificate.ok());
    EXPECT_TRUE(isDemonstration(certificate.value()));
    EXPECT_TRUE(certificate.value().extension(demonstrationOid())->critical);
    EXPECT_EQ(
        outcome(certificate.value().verifySignedBy(authority.value().certificate().publicKey().value())),
        "ok");
    EXPECT_EQ(purposeOf(certificate.value()), Purpose::Both);
    EXPECT_FALSE(isDemonstration(test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT").certificate()));
}

} // namespace
} // namespace tanba::keys
