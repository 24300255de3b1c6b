#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "tests/unit/sign/cms_test_support.h"

namespace tanba::test {
namespace {

using sign::Integrity;
using sign::ReasonCode;

/// A file that the authority's own programs made.
struct RealFile {
    std::string path;
    std::string content; ///< hex of the content inside, or of the document beside it
    bool detached = false;
    std::vector<std::string> schemes; ///< of its signers, in order
    std::vector<bool> stamped;        ///< whether a time stamp is on each
};

class RealCms : public testing::TestWithParam<RealFile> {};

std::string schemeName(const sign::SignatureEvidence& evidence) {
    return evidence.scheme ? std::string(crypto::signatureRow(*evidence.scheme)->name) : "none";
}

TEST_P(RealCms, EverySignerIsIntact) {
    TANBA_NEEDS_FIXTURES();
    const RealFile& real = GetParam();
    const Bytes cms = fixture(real.path);
    const Bytes content = fromHex(real.content).value();
    const auto file = verified(cms, real.detached ? &content : nullptr);
    std::vector<std::string> schemes;
    std::vector<bool> stamped;
    for (const auto& evidence : file.signatures) {
        EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
        EXPECT_TRUE(evidence.claimedTime);
        EXPECT_TRUE(hasReason(evidence, ReasonCode::NoSigningCertificateAttribute));
        schemes.push_back(schemeName(evidence));
        stamped.push_back(!evidence.timestampToken.empty());
    }
    EXPECT_EQ(schemes, real.schemes);
    EXPECT_EQ(stamped, real.stamped);

    MemoryInput input(cms);
    MemorySink inside;
    ASSERT_TRUE(sign::readCms(input, &inside, {}).ok());
    EXPECT_EQ(inside.content, real.detached ? Bytes() : content);
}

TEST_P(RealCms, ForeignContentIsNotAccepted) {
    TANBA_NEEDS_FIXTURES();
    const RealFile& real = GetParam();
    if (!real.detached)
        return;
    const Bytes other = toBytes("test124");
    for (const auto& evidence : verified(fixture(real.path), &other).signatures)
        EXPECT_EQ(evidence.integrity, Integrity::ContentChanged);
}

INSTANTIATE_TEST_SUITE_P(
    Fixtures, RealCms,
    testing::Values(
        RealFile{"cms/mitwork_gost512_tsp.der", "b5eb2d", false, {"gost2015-512"}, {true}},
        RealFile{"cms/ncanode_signed_cms_one_signer.der", "74657374313233", false, {"rsa-sha256"}, {false}},
        RealFile{"cms/ncanode_signed_detached_cms.der",
                 "74657374313233",
                 true,
                 {"gost2015-512", "rsa-sha256"},
                 {false, false}},
        RealFile{"cms/sdk2020.organization.active.AUTH_RSA256_d682726b55b3e62600ea8fe1c74e75fc96f47790.cms",
                 "617364617364",
                 false,
                 {"rsa-sha256"},
                 {false}},
        RealFile{"cms/sdk2020.organization.active.GOSTKNCA_13a3741b52d7bf860aab199b56fad1f4652e357b.cms",
                 "617364617364",
                 false,
                 {"gost34310"},
                 {false}},
        RealFile{"cms/sdk2020.personal.active.AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.cms",
                 "617364617364",
                 false,
                 {"rsa-sha256"},
                 {false}},
        RealFile{"cms/sdk2020.personal.active.RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.cms",
                 "617364617364",
                 false,
                 {"rsa-sha256"},
                 {false}}),
    [](const auto& instance) { return "File" + std::to_string(instance.index); });

void expectTokenIntact(ByteView token) {
    MemoryInput input(token);
    const auto cms = sign::readCms(input, nullptr, {});
    ASSERT_TRUE(cms.ok()) << cms.failure().detail;
    EXPECT_EQ(cms.value().contentType.dotted(), kIdTstInfo);
    EXPECT_EQ(cms.value().version, 3);
    ASSERT_EQ(cms.value().signers.size(), 1U);
    const auto evidence = sign::checkSigner(cms.value().signers.front(), cms.value().contentType,
                                            sign::certificatesOf(cms.value()), cms.value().contentDigests);
    EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
    EXPECT_EQ(schemeName(evidence), "gost34310");
    // Time-stamp authorities name their certificate by the older attribute.
    EXPECT_FALSE(hasReason(evidence, ReasonCode::NoSigningCertificateAttribute));
}

TEST(RealTimestamp, TokensAreIntact) {
    TANBA_NEEDS_FIXTURES();
    expectTokenIntact(fixture("tsp/tsp_token.bin"));
    expectTokenIntact(onlySignature(fixture("cms/mitwork_gost512_tsp.der")).timestampToken);
}

/// The only sample with signingCertificateV2: the end of a file that NCALayer made in 2024, from the last
/// octet of the content type on. In front of it belongs what every such file begins with; the content is not
/// known, but the signature over the attributes can be checked.
Bytes rebuiltNcalayerFile() {
    const Bytes fragment = fromBase64(asText(fixture("cms/ncalayer2024_tail.b64"))).value();
    const Bytes signedData = der::sequence({der::integer(1), der::setOf({algorithm("1.2.398.3.10.1.3.3")}),
                                            der::sequence({der::oid(Oid(kIdData))}), ByteView()});
    Bytes inside(signedData.begin() + 2, signedData.end());
    append(inside, ByteView(fragment).subspan(1));
    return der::sequence({der::oid(Oid(kIdSignedData)),
                          der::element(der::contextConstructed(0), der::element(der::kSequence, inside))});
}

sign::SignerInfo firstSigner(ByteView cms) {
    MemoryInput input(cms);
    return sign::readCms(input, nullptr, {}).value().signers.front();
}

/// The signed attributes in their order, with the beginnings of their values: everything but time and hashes.
std::string attributeShape(const sign::SignerInfo& signer) {
    std::string shape;
    DerReader reader{ByteView(signer.signedAttributes)};
    auto attributes = reader.enter(der::kSet).value();
    while (!attributes.atEnd()) {
        auto attribute = attributes.enter(der::kSequence).value();
        const Oid type = attribute.oid().value();
        const auto value = attribute.enter(der::kSet).value().any().value();
        const std::size_t fixedPart = type.dotted() == "1.2.840.113549.1.9.16.2.47" ? 8 : 2;
        shape += type.dotted() + " " + toHex(value.encoded.first(fixedPart)) + " of " +
                 std::to_string(value.encoded.size()) + "\n";
    }
    return shape;
}

TEST(RealNcalayer, EndOfAFileIsIntactAsFarAsItGoes) {
    TANBA_NEEDS_FIXTURES();
    const Bytes cms = rebuiltNcalayerFile();
    const auto evidence = onlySignature(cms);
    EXPECT_EQ(evidence.integrity, Integrity::ContentMissing);
    EXPECT_EQ(objections(evidence), "integrity.content_missing");
    EXPECT_FALSE(hasReason(evidence, ReasonCode::NoSigningCertificateAttribute));
    EXPECT_EQ(evidence.claimedTime, at("2024-07-26T12:29:08Z"));
    const Bytes other = toBytes("not what was signed");
    EXPECT_EQ(onlySignature(cms, &other).integrity, Integrity::ContentChanged);
}

TEST(RealNcalayer, OurAttributesHaveTheSameShape) {
    TANBA_NEEDS_FIXTURES();
    const auto theirs = firstSigner(rebuiltNcalayerFile());
    const auto ours = firstSigner(signWith(gostPerson(), toBytes("x"), sign::CmsContent::Detached));
    EXPECT_EQ(attributeShape(ours), attributeShape(theirs));
    EXPECT_EQ(ours.signatureAlgorithmDer, theirs.signatureAlgorithmDer);
    EXPECT_EQ(ours.digestAlgorithm, theirs.digestAlgorithm);
    EXPECT_EQ(ours.signature.size(), theirs.signature.size());
}

} // namespace
} // namespace tanba::test
