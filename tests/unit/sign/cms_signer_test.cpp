#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "tests/unit/sign/cms_test_support.h"

#include <gmock/gmock.h>

namespace tanba::test {
namespace {

using crypto::DigestAlgorithm;
using sign::CmsContent;
using testing::HasSubstr;

const Bytes kText = toBytes("Жалақы туралы анықтама");

struct Signer {
    std::string name;
    const Identity& (*identity)();
    std::string digestOid;
    std::string signatureOid;
    bool signatureNull;
    std::size_t digestSize;
};

class SignedBy : public testing::TestWithParam<Signer> {};

Bytes joined(std::initializer_list<ByteView> parts) {
    Bytes all;
    for (const ByteView part : parts)
        append(all, part);
    return all;
}

/// The whole structure, written down by hand from RFC 5652 and from files of the authority's own program;
/// only the signature value is taken from the file under test.
Bytes expectedFile(const Signer& signer, const std::optional<Bytes>& content, ByteView signature) {
    const keys::Certificate& certificate = signer.identity().certificate;
    const auto digestAlgorithm = [&signer] {
        return der::sequence({der::oid(Oid(signer.digestOid)), der::null()});
    };
    const auto digest = crypto::digestOf(*crypto::digestByOid(Oid(signer.digestOid)), kText).value().bytes;
    const Bytes fingerprint = crypto::digestOf(DigestAlgorithm::Sha256, certificate.der()).value().bytes;

    // 30 18 06 09 2A864886F70D010903 31 0B 06 09 2A864886F70D010701
    const Bytes contentType = fromHex("301806092a864886f70d010903310b06092a864886f70d010701").value();
    // 30 1C 06 09 2A864886F70D010905 31 0F 17 0D "260620120000Z"
    const Bytes signingTime =
        joined({fromHex("301c06092a864886f70d010905310f170d").value(), toBytes("260620120000Z")});
    // 30 37 06 0B 2A864886F70D010910022F 31 28 30 26 30 24 30 22 04 20 <SHA-256 of the certificate>
    const Bytes signingCertificate =
        joined({fromHex("3037060b2a864886f70d010910022f31283026302430220420").value(), fingerprint});
    const Bytes messageDigest = der::sequence(
        {fromHex("06092a864886f70d010904").value(), der::element(der::kSet, der::octetString(digest))});
    // Ascending by encoding: for a digest of 32 bytes messageDigest (30 2F) comes before signingCertificateV2
    // (30 37).
    const Bytes attributes = signer.digestSize == 32
                                 ? joined({contentType, signingTime, messageDigest, signingCertificate})
                                 : joined({contentType, signingTime, signingCertificate, messageDigest});

    const Bytes signatureAlgorithm = signer.signatureNull
                                         ? der::sequence({der::oid(Oid(signer.signatureOid)), der::null()})
                                         : der::sequence({der::oid(Oid(signer.signatureOid))});
    const Bytes signerInfo = der::sequence({
        fromHex("020101").value(),
        der::sequence({certificate.issuer().der(), der::element(der::kInteger, certificate.serial())}),
        digestAlgorithm(),
        der::element(0xA0, attributes),
        signatureAlgorithm,
        der::octetString(signature),
    });
    Bytes encapsulated = fromHex("06092a864886f70d010701").value();
    if (content)
        append(encapsulated, der::element(0xA0, der::octetString(*content)));
    const Bytes signedData = der::sequence({
        fromHex("020101").value(),
        der::element(der::kSet, digestAlgorithm()),
        der::element(der::kSequence, encapsulated),
        der::element(0xA0, certificate.der()),
        der::element(der::kSet, signerInfo),
    });
    return der::sequence({fromHex("06092a864886f70d010702").value(), der::element(0xA0, signedData)});
}

TEST_P(SignedBy, AttachedHasExactlyTheExpectedBytes) {
    const Bytes cms = signWith(GetParam().identity(), kText, CmsContent::Attached);
    const auto evidence = onlySignature(cms);
    EXPECT_EQ(toHex(cms), toHex(expectedFile(GetParam(), kText, evidence.signatureValue)));
}

TEST_P(SignedBy, DetachedHasExactlyTheExpectedBytes) {
    const Bytes cms = signWith(GetParam().identity(), kText, CmsContent::Detached);
    const auto evidence = onlySignature(cms, &kText);
    EXPECT_EQ(toHex(cms), toHex(expectedFile(GetParam(), std::nullopt, evidence.signatureValue)));
}

TEST_P(SignedBy, OwnSignatureIsIntact) {
    const auto attached = onlySignature(signWith(GetParam().identity(), kText, CmsContent::Attached));
    EXPECT_EQ(attached.integrity, sign::Integrity::Ok);
    EXPECT_TRUE(attached.reasons.empty());
    EXPECT_EQ(attached.format, sign::Format::CmsAttached);
    EXPECT_EQ(attached.claimedTime, goodTime());
    EXPECT_EQ(attached.signer, GetParam().identity().certificate);
    const auto detached = onlySignature(signWith(GetParam().identity(), kText, CmsContent::Detached), &kText);
    EXPECT_EQ(detached.integrity, sign::Integrity::Ok);
    EXPECT_EQ(detached.format, sign::Format::CmsDetached);
}

TEST_P(SignedBy, EmptyContentIsContent) {
    const auto evidence = onlySignature(signWith(GetParam().identity(), {}, CmsContent::Attached));
    EXPECT_EQ(evidence.integrity, sign::Integrity::Ok);
    EXPECT_EQ(evidence.format, sign::Format::CmsAttached);
}

INSTANTIATE_TEST_SUITE_P(
    Keys, SignedBy,
    testing::Values(Signer{"Gost512", gostPerson, "1.2.398.3.10.1.3.3", "1.2.398.3.10.1.1.2.3.2", true, 64},
                    Signer{"Rsa", rsaPerson, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11", true, 32},
                    Signer{"Ec", ecPerson, "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2", false, 32}),
    [](const auto& instance) { return instance.param.name; });

class AcceptedByOpenssl : public testing::TestWithParam<Signer> {};

TEST_P(AcceptedByOpenssl, AttachedAndDetached) {
    const auto folder = scratchFolder();
    writeFile(folder / "text", kText);
    writeFile(folder / "ca.crt", viewOf(toPem("CERTIFICATE", signingAuthority().certificate().der())));
    writeFile(folder / "attached.cms", signWith(GetParam().identity(), kText, CmsContent::Attached));
    writeFile(folder / "detached.p7s", signWith(GetParam().identity(), kText, CmsContent::Detached));
    const std::string common = "cms -verify -binary -inform DER -CAfile ca.crt -purpose any -attime " +
                               std::to_string(goodTime().time_since_epoch().count()) + " -out out ";
    const auto attached = openssl(folder, common + "-in attached.cms");
    EXPECT_EQ(attached.exitCode, 0) << attached.output;
    EXPECT_EQ(fileContent(folder / "out"), kText);
    const auto detached = openssl(folder, common + "-in detached.p7s -content text");
    EXPECT_EQ(detached.exitCode, 0) << detached.output;
    writeFile(folder / "text", toBytes("another text"));
    EXPECT_NE(openssl(folder, common + "-in detached.p7s -content text").exitCode, 0);
}

TEST_P(AcceptedByOpenssl, PrintedFieldsAreThoseWeMeant) {
    const auto folder = scratchFolder();
    writeFile(folder / "attached.cms", signWith(GetParam().identity(), kText, CmsContent::Attached));
    const auto printed = openssl(folder, "cms -cmsout -print -noout -inform DER -in attached.cms");
    ASSERT_EQ(printed.exitCode, 0) << printed.output;
    EXPECT_THAT(printed.output, HasSubstr("object: signingTime"));
    EXPECT_THAT(printed.output, HasSubstr("Jun 20 12:00:00 2026 GMT"));
    EXPECT_THAT(printed.output, HasSubstr("object: id-smime-aa-signingCertificateV2"));
    EXPECT_THAT(printed.output, HasSubstr("d.issuerAndSerialNumber"));
    EXPECT_THAT(printed.output, testing::Not(HasSubstr("smimeCapabilities")));
    EXPECT_THAT(printed.output, HasSubstr("crls:\n      <ABSENT>"));
}

INSTANTIATE_TEST_SUITE_P(Keys, AcceptedByOpenssl,
                         testing::Values(Signer{"Rsa", rsaPerson, "", "", true, 0},
                                         Signer{"Ec", ecPerson, "", "", false, 0}),
                         [](const auto& instance) { return instance.param.name; });

struct DigestChoice {
    const Identity& (*identity)();
    DigestAlgorithm digest;
};

std::string signedWithDigest(const DigestChoice& choice) {
    const auto session = sessionFor(choice.identity());
    MemoryInput input(kText);
    MemorySink sink;
    const auto done =
        sign::signCms(*session, input, {CmsContent::Attached, goodTime(), choice.digest}, sink, {});
    if (!done.ok()) {
        EXPECT_TRUE(sink.content.empty());
        return outcome(done);
    }
    const auto evidence = onlySignature(sink.content);
    return evidence.integrity == sign::Integrity::Ok && evidence.scheme->digest == choice.digest ? "ok"
                                                                                                 : "broken";
}

TEST(CmsSigner, DigestIsTheKeysOrOneThatGoesWithIt) {
    EXPECT_EQ(signedWithDigest({rsaPerson, DigestAlgorithm::Sha256}), "ok");
    EXPECT_EQ(signedWithDigest({rsaPerson, DigestAlgorithm::Sha384}), "ok");
    EXPECT_EQ(signedWithDigest({rsaPerson, DigestAlgorithm::Sha512}), "ok");
    EXPECT_EQ(signedWithDigest({ecPerson, DigestAlgorithm::Sha512}), "ok");
    EXPECT_EQ(signedWithDigest({gostPerson, DigestAlgorithm::Streebog512}), "ok");
    EXPECT_EQ(signedWithDigest({rsaPerson, DigestAlgorithm::Sha1}), "algorithm.forbidden");
    EXPECT_EQ(signedWithDigest({rsaPerson, DigestAlgorithm::Streebog512}), "algorithm.unsupported");
    EXPECT_EQ(signedWithDigest({gostPerson, DigestAlgorithm::Sha256}), "algorithm.unsupported");
    EXPECT_EQ(signedWithDigest({gostPerson, DigestAlgorithm::Streebog256}), "algorithm.unsupported");
}

TEST(CmsSigner, SigningTimeAfter2049IsGeneralizedTime) {
    const auto session = sessionFor(rsaPerson());
    MemoryInput input(kText);
    MemorySink sink;
    const Time late = at("2051-02-03T04:05:06Z");
    ASSERT_TRUE(sign::signCms(*session, input, {CmsContent::Attached, late, std::nullopt}, sink, {}).ok());
    EXPECT_EQ(onlySignature(sink.content).claimedTime, late);
    EXPECT_THAT(std::string(asText(sink.content)), HasSubstr("20510203040506Z"));
}

/// Answers with a value that is not this key's signature.
class FaultySession : public keys::KeySession {
  public:
    explicit FaultySession(const Identity& identity) : session_(sessionFor(identity)) {}
    const keys::Certificate& certificate() const override { return session_->certificate(); }
    Result<Bytes> sign(const crypto::Digest& digest) override {
        auto value = session_->sign(digest);
        value.value()[10] ^= 1;
        return value;
    }

  private:
    std::unique_ptr<keys::KeySession> session_;
};

TEST(CmsSigner, NothingIsWrittenWhenTheTokenAnswersWrongly) {
    FaultySession session(gostPerson());
    for (const CmsContent form : {CmsContent::Attached, CmsContent::Detached}) {
        MemoryInput input(kText);
        MemorySink sink;
        EXPECT_EQ(outcome(sign::signCms(session, input, {form, goodTime(), std::nullopt}, sink, {})),
                  "signature.self_check_failed");
        EXPECT_TRUE(sink.content.empty());
    }
}

TEST(CmsOverDigest, IsTheDetachedSignatureOfTheContent) {
    const auto session = sessionFor(gostPerson());
    const auto digest = crypto::digestOf(DigestAlgorithm::Streebog512, kText).value();
    const auto cms = sign::signCmsOverDigest(*session, digest, goodTime());
    ASSERT_TRUE(cms.ok());
    EXPECT_EQ(onlySignature(cms.value(), &kText).integrity, sign::Integrity::Ok);
    const Bytes other = toBytes("another");
    EXPECT_EQ(onlySignature(cms.value(), &other).integrity, sign::Integrity::ContentChanged);
}

TEST(CmsOverDigest, WrongLengthAndForeignDigestAreRefused) {
    const auto session = sessionFor(gostPerson());
    EXPECT_EQ(
        outcome(sign::signCmsOverDigest(*session, {DigestAlgorithm::Streebog512, Bytes(32)}, goodTime())),
        "signing.digest_length_wrong");
    EXPECT_EQ(outcome(sign::signCmsOverDigest(*session, {DigestAlgorithm::Sha256, Bytes(32)}, goodTime())),
              "algorithm.unsupported");
}

} // namespace
} // namespace tanba::test
