#include "core/base/der_reader.h"
#include "core/crypto/public_key.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <string>

// The signatures of the authority's own certificates, with nothing but the keys of this room.
namespace tanba::crypto {
namespace {

using test::outcome;

struct TakenApart {
    Bytes der;
    ByteView toBeSigned;
    SignatureScheme scheme;
    ByteView signature;
    ByteView subjectPublicKeyInfo;
};

Result<TakenApart> takeApart(Bytes der) {
    TakenApart parts;
    parts.der = std::move(der);
    DerReader outer(parts.der);
    TANBA_TRY(DerReader certificate, outer.enter(der::kSequence));
    TANBA_TRY(const DerElement body, certificate.expect(der::kSequence));
    parts.toBeSigned = body.encoded;
    TANBA_TRY(DerReader identifier, certificate.enter(der::kSequence));
    TANBA_TRY(const Oid algorithm, identifier.oid());
    parts.scheme = schemeByOid(algorithm).value();
    TANBA_TRY(parts.signature, certificate.bitStringOctets());
    DerReader fields(body);
    // version, serialNumber, signature, issuer, validity, subject
    for (int field = 0; field < 6; ++field)
        TANBA_CHECK(fields.any());
    TANBA_TRY(const DerElement key, fields.expect(der::kSequence));
    parts.subjectPublicKeyInfo = key.encoded;
    return parts;
}

TakenApart certificate(const std::string& name) {
    return takeApart(test::fixture("ca/" + name + ".der")).value();
}

struct Issued {
    const char* certificate;
    const char* issuer;
    const char* scheme;
};

const Issued kIssued[] = {
    {"prod_root_gost", "prod_root_gost", "gost34310"},
    {"prod_nca_gost", "prod_root_gost", "gost34310"},
    {"prod_root_rsa", "prod_root_rsa", "rsa-sha256"},
    {"prod_nca_rsa", "prod_root_rsa", "rsa-sha256"},
    {"prod_root_gost_2020", "prod_root_gost_2020", "gost34310"},
    {"prod_ucgo_gost", "prod_root_gost_2020", "gost34310"},
    {"prod_btsd_gost", "prod_root_gost_2020", "gost34310"},
    {"prod_root_rsa_2020", "prod_root_rsa_2020", "rsa-sha256"},
    {"prod_nca_rsa_2022", "prod_root_rsa_2020", "rsa-sha256"},
    {"prod_root_gost_2022", "prod_root_gost_2022", "gost2015-512"},
    {"prod_nca_gost_2022", "prod_root_gost_2022", "gost2015-512"},
    {"test_root_gost_2022", "test_root_gost_2022", "gost2015-512"},
    {"test_nca_gost2022", "test_root_gost_2022", "gost2015-512"},
};

TEST(AuthorityCertificates, EveryOneIsVerifiedByItsIssuersKey) {
    TANBA_NEEDS_FIXTURES();
    for (const Issued& issued : kIssued) {
        const TakenApart subject = certificate(issued.certificate);
        const Result<PublicKey> key =
            PublicKey::fromSubjectPublicKeyInfo(certificate(issued.issuer).subjectPublicKeyInfo);
        ASSERT_EQ(outcome(key), "ok") << issued.issuer;
        EXPECT_EQ(signatureRow(subject.scheme)->name, issued.scheme) << issued.certificate;
        EXPECT_EQ(outcome(key.value().verify(subject.scheme, subject.toBeSigned, subject.signature)), "ok")
            << issued.certificate;
        EXPECT_EQ(outcome(key.value().verify(subject.scheme, test::withBitTurned(subject.toBeSigned, 1000),
                                             subject.signature)),
                  "signature.wrong")
            << issued.certificate;
    }
}

TEST(AuthorityCertificates, NoOtherKeyVerifiesThem) {
    TANBA_NEEDS_FIXTURES();
    for (const Issued& issued : kIssued) {
        const TakenApart subject = certificate(issued.certificate);
        for (const Issued& other : kIssued) {
            if (std::string(other.issuer) == issued.issuer)
                continue;
            const PublicKey key =
                PublicKey::fromSubjectPublicKeyInfo(certificate(other.issuer).subjectPublicKeyInfo).value();
            EXPECT_NE(outcome(key.verify(subject.scheme, subject.toBeSigned, subject.signature)), "ok")
                << issued.certificate << " by " << other.issuer;
        }
    }
}

TEST(AuthorityCertificates, KeysWhoseIssuersAreNotPublishedLoad) {
    TANBA_NEEDS_FIXTURES();
    for (const char* name : {"test_nca_gost_test_2012", "test_nca_rsa_test_2012"})
        EXPECT_EQ(outcome(PublicKey::fromSubjectPublicKeyInfo(certificate(name).subjectPublicKeyInfo)), "ok")
            << name;
}

} // namespace
} // namespace tanba::crypto
