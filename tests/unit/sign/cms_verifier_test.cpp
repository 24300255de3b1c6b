#include "core/base/der_writer.h"
#include "tests/unit/sign/cms_test_support.h"

namespace tanba::test {
namespace {

using crypto::DigestAlgorithm;
using sign::CmsContent;
using sign::Integrity;
using sign::ReasonCode;

const Bytes kText = toBytes("Келісім");
const Bytes kOther = toBytes("Another");

constexpr std::string_view kSigningCertificate = "1.2.840.113549.1.9.16.2.12";
constexpr std::string_view kSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

std::vector<Bytes> usualAttributes() {
    return {contentTypeAttribute(), messageDigestAttribute(DigestAlgorithm::Sha256, kText)};
}

sign::SignatureEvidence checkedWith(std::vector<Bytes> attributes) {
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = std::move(attributes);
    return onlySignature(attachedBy(signer, kText));
}

TEST(CmsVerifier, ChangedContentIsTold) {
    for (const auto* person : {&rsaPerson(), &gostPerson(), &ecPerson()}) {
        const Bytes cms = signWith(*person, kText, CmsContent::Detached);
        const auto changed = onlySignature(cms, &kOther);
        EXPECT_EQ(changed.integrity, Integrity::ContentChanged);
        EXPECT_EQ(objections(changed), "integrity.content_changed");
    }
}

TEST(CmsVerifier, MissingContentIsToldAndTheSignatureIsCheckedAllTheSame) {
    Bytes cms = signWith(gostPerson(), kText, CmsContent::Detached);
    const auto missing = onlySignature(cms);
    EXPECT_EQ(missing.integrity, Integrity::ContentMissing);
    EXPECT_EQ(objections(missing), "integrity.content_missing");
    cms.back() ^= 1;
    const auto wrong = onlySignature(cms);
    EXPECT_EQ(wrong.integrity, Integrity::SignatureWrong);
    EXPECT_EQ(objections(wrong), "integrity.content_missing integrity.signature_wrong");
    EXPECT_EQ(onlySignature(cms, &kText).integrity, Integrity::SignatureWrong);
}

TEST(CmsVerifier, ContentInsideAndBesideIsRefused) {
    const Bytes cms = signWith(rsaPerson(), kText, CmsContent::Attached);
    MemoryInput input(cms);
    MemoryInput document(kText);
    EXPECT_EQ(outcome(sign::verifyCms(input, &document, {})), "cms.content_twice");
}

TEST(CmsVerifier, SignerByKeyIdentifierIsFound) {
    SignerRecipe signer{&rsaPerson()};
    signer.bySubjectKeyId = true;
    const auto evidence = onlySignature(attachedBy(signer, kText));
    EXPECT_EQ(evidence.integrity, Integrity::Ok);
    EXPECT_EQ(evidence.signer, rsaPerson().certificate);
}

TEST(CmsVerifier, WithoutTheCertificateNothingIsEstablished) {
    FileRecipe file;
    file.content = kText;
    file.digestAlgorithms = {algorithm("2.16.840.1.101.3.4.2.1")};
    file.certificates = {certificateOf(otherRsaPerson())};
    file.signers = {signerInfo({&rsaPerson()}, kText)};
    const auto evidence = onlySignature(signedData(file));
    EXPECT_NE(evidence.integrity, Integrity::Ok);
    EXPECT_EQ(objections(evidence), "integrity.signer_certificate_missing");
    EXPECT_FALSE(evidence.signer);
}

TEST(CmsVerifier, SignatureOfAnotherKeyIsWrong) {
    FileRecipe file;
    file.content = kText;
    SignerRecipe liar{&rsaPerson()};
    const Identity mixed{rsaPerson().certificate, otherRsaPerson().key};
    liar.identity = &mixed;
    file.certificates = {certificateOf(rsaPerson())};
    file.signers = {signerInfo(liar, kText)};
    const auto evidence = onlySignature(signedData(file));
    EXPECT_EQ(evidence.integrity, Integrity::SignatureWrong);
    EXPECT_EQ(objections(evidence), "integrity.signature_wrong");
}

// ---- signed attributes ----

TEST(CmsAttributes, AnyOrderIsAccepted) {
    std::vector<Bytes> attributes = usualAttributes();
    attributes.push_back(signingTimeAttribute());
    for (int turn = 0; turn < 3; ++turn) {
        std::rotate(attributes.begin(), attributes.begin() + 1, attributes.end());
        const auto evidence = checkedWith(attributes);
        EXPECT_EQ(evidence.integrity, Integrity::Ok);
        EXPECT_EQ(evidence.claimedTime, goodTime());
    }
}

TEST(CmsAttributes, RequiredOnesMustBeThereOnceWithOneValue) {
    const Bytes type = contentTypeAttribute();
    const Bytes digest = messageDigestAttribute(DigestAlgorithm::Sha256, kText);
    const Bytes idData = der::oid(Oid(kIdData));
    const Bytes twoTypes = attribute("1.2.840.113549.1.9.3", {idData, idData});
    const Bytes noType = attribute("1.2.840.113549.1.9.3", {});
    const Bytes digestAsText = attribute("1.2.840.113549.1.9.4", {der::utf8String("abc")});
    const Bytes twoTimes = attribute("1.2.840.113549.1.9.5", {der::time(goodTime()), der::time(goodTime())});
    const Bytes notAnAttribute = der::sequence({der::null()});
    const std::vector<std::vector<Bytes>> wrong = {
        {type},
        {digest},
        {type, type, digest},
        {type, digest, digest},
        {type, digest, messageDigestAttribute(DigestAlgorithm::Sha256, kOther)},
        {twoTypes, digest},
        {noType, digest},
        {type, digestAsText},
        {type, digest, twoTimes},
        {type, digest, signingTimeAttribute(), signingTimeAttribute()},
        {type, digest, notAnAttribute},
        {type, digest, attribute("1.2.3", {der::null()}), attribute("1.2.3", {der::null()})},
    };
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        const auto evidence = checkedWith(wrong[i]);
        EXPECT_EQ(evidence.integrity, Integrity::SignatureWrong) << i;
        EXPECT_TRUE(hasReason(evidence, ReasonCode::SignedAttributesWrong)) << i;
    }
    EXPECT_EQ(checkedWith({type, digest}).integrity, Integrity::Ok);
}

TEST(CmsAttributes, UnknownOnesDoNoHarmUpToALimit) {
    std::vector<Bytes> attributes = usualAttributes();
    for (int i = 0; attributes.size() < sign::kMaxCmsAttributes; ++i)
        attributes.push_back(attribute("1.2.3." + std::to_string(i), {der::null(), der::null()}));
    EXPECT_EQ(checkedWith(attributes).integrity, Integrity::Ok);
    attributes.push_back(attribute("1.2.4", {der::null()}));
    EXPECT_TRUE(hasReason(checkedWith(attributes), ReasonCode::SignedAttributesWrong));
}

TEST(CmsAttributes, ContentTypeMustBeTheFilesOwn) {
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = usualAttributes();
    const auto evidence = onlySignature(attachedBy(signer, kText, kIdTstInfo));
    EXPECT_EQ(evidence.integrity, Integrity::SignatureWrong);
    EXPECT_EQ(objections(evidence), "integrity.content_type_mismatch");
    signer.attributes->front() = contentTypeAttribute(kIdTstInfo);
    EXPECT_EQ(onlySignature(attachedBy(signer, kText, kIdTstInfo)).integrity, Integrity::Ok);
    EXPECT_EQ(objections(onlySignature(attachedBy(signer, kText))), "integrity.content_type_mismatch");
}

TEST(CmsAttributes, UnreadableSigningTimeClaimsNothing) {
    std::vector<Bytes> attributes = usualAttributes();
    attributes.push_back(attribute("1.2.840.113549.1.9.5", {der::utf8String("yesterday")}));
    const auto evidence = checkedWith(attributes);
    EXPECT_EQ(evidence.integrity, Integrity::Ok);
    EXPECT_FALSE(evidence.claimedTime);
}

// ---- signingCertificate ----

Bytes hashOf(DigestAlgorithm digest, const Identity& identity) {
    return crypto::digestOf(digest, identity.certificate.der()).value().bytes;
}

Bytes issuerSerial(const Identity& issuerOf, const Identity& serialOf) {
    const Bytes names =
        der::sequence({der::element(der::contextConstructed(4), issuerOf.certificate.issuer().der())});
    return der::sequence({names, der::element(der::kInteger, serialOf.certificate.serial())});
}

/// A value of either attribute with one entry of these fields.
Bytes signingCertificate(std::string_view type, std::initializer_list<ByteView> fields) {
    return attribute(type, {der::sequence({der::sequence({der::sequence(fields)})})});
}

sign::SignatureEvidence checkedWithMore(const Bytes& attribute) {
    std::vector<Bytes> attributes = usualAttributes();
    attributes.push_back(attribute);
    return checkedWith(attributes);
}

TEST(CmsSigningCertificate, AbsentIsANotice) {
    const auto evidence = checkedWith(usualAttributes());
    EXPECT_EQ(evidence.integrity, Integrity::Ok);
    EXPECT_TRUE(hasReason(evidence, ReasonCode::NoSigningCertificateAttribute));
}

TEST(CmsSigningCertificate, MatchingOnesAreAccepted) {
    const Bytes sha1 = der::octetString(hashOf(DigestAlgorithm::Sha1, rsaPerson()));
    const Bytes sha256 = der::octetString(hashOf(DigestAlgorithm::Sha256, rsaPerson()));
    const Bytes sha512 = der::octetString(hashOf(DigestAlgorithm::Sha512, rsaPerson()));
    const Bytes streebog = der::octetString(hashOf(DigestAlgorithm::Streebog512, rsaPerson()));
    const Bytes serial = issuerSerial(rsaPerson(), rsaPerson());
    for (const Bytes& good : {
             signingCertificate(kSigningCertificate, {sha1}),
             signingCertificate(kSigningCertificate, {sha1, serial}),
             signingCertificate(kSigningCertificateV2, {sha256}),
             signingCertificate(kSigningCertificateV2, {sha256, serial}),
             signingCertificate(kSigningCertificateV2, {algorithm("2.16.840.1.101.3.4.2.3"), sha512}),
             signingCertificate(kSigningCertificateV2, {algorithm("1.2.398.3.10.1.3.3"), streebog, serial}),
         }) {
        const auto evidence = checkedWithMore(good);
        EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
        EXPECT_FALSE(hasReason(evidence, ReasonCode::NoSigningCertificateAttribute));
    }
}

TEST(CmsSigningCertificate, OthersAreRefused) {
    const Bytes sha1 = der::octetString(hashOf(DigestAlgorithm::Sha1, rsaPerson()));
    const Bytes sha256 = der::octetString(hashOf(DigestAlgorithm::Sha256, rsaPerson()));
    const Bytes otherSha256 = der::octetString(hashOf(DigestAlgorithm::Sha256, otherRsaPerson()));
    for (const Bytes& bad : {
             signingCertificate(kSigningCertificate,
                                {der::octetString(hashOf(DigestAlgorithm::Sha1, gostPerson()))}),
             signingCertificate(kSigningCertificate, {sha256}),
             signingCertificate(kSigningCertificateV2, {sha1}),
             signingCertificate(kSigningCertificateV2, {otherSha256}),
             signingCertificate(kSigningCertificateV2, {sha256, issuerSerial(rsaPerson(), otherRsaPerson())}),
             signingCertificate(kSigningCertificateV2, {sha256, der::sequence({der::null()})}),
             signingCertificate(kSigningCertificateV2, {algorithm("2.16.840.1.101.3.4.2.3"), sha256}),
             attribute(kSigningCertificateV2, {der::sequence({der::sequence({})})}),
             attribute(kSigningCertificateV2, {der::null()}),
         }) {
        const auto evidence = checkedWithMore(bad);
        EXPECT_EQ(evidence.integrity, Integrity::SignatureWrong);
        EXPECT_EQ(objections(evidence), "integrity.signing_certificate_other");
    }
}

TEST(CmsSigningCertificate, UnknownHashIsNotEstablished) {
    const auto evidence = checkedWithMore(
        signingCertificate(kSigningCertificateV2, {algorithm("1.2.3"), der::octetString(kText)}));
    EXPECT_NE(evidence.integrity, Integrity::Ok);
    EXPECT_EQ(objections(evidence), "integrity.algorithm_unknown");
}

TEST(CmsSigningCertificate, ChoosesAmongCertificatesWithOneKeyIdentifier) {
    // The same key certified twice: key identifiers are equal, certificates are not.
    FileRecipe file;
    file.content = kText;
    SignerRecipe signer{&rsaPerson()};
    signer.bySubjectKeyId = true;
    signer.attributes = usualAttributes();
    signer.attributes->push_back(signingCertificate(
        kSigningCertificateV2, {der::octetString(hashOf(DigestAlgorithm::Sha256, rsaPerson()))}));
    file.signers = {signerInfo(signer, kText)};
    Bytes twin = certificateOf(rsaPerson());
    twin.back() ^= 1; // only the authority's signature differs
    file.certificates = {twin, certificateOf(rsaPerson())};
    EXPECT_EQ(onlySignature(signedData(file)).signer, rsaPerson().certificate);
    std::ranges::reverse(file.certificates);
    EXPECT_EQ(onlySignature(signedData(file)).signer, rsaPerson().certificate);
}

// ---- signatures without attributes ----

sign::SignatureEvidence bare(const Bytes& content, std::string_view type = kIdData) {
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = std::vector<Bytes>{};
    return onlySignature(attachedBy(signer, content, type));
}

sign::SignatureEvidence bareDetached(const Bytes& content) {
    FileRecipe file;
    file.certificates = {certificateOf(rsaPerson())};
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = std::vector<Bytes>{};
    file.signers = {signerInfo(signer, content)};
    return onlySignature(signedData(file), &content);
}

TEST(CmsBare, OrdinaryContentIsAccepted) {
    const auto evidence = bare(kText);
    EXPECT_EQ(evidence.integrity, Integrity::Ok);
    EXPECT_TRUE(hasReason(evidence, ReasonCode::NoSigningCertificateAttribute));
    EXPECT_EQ(bareDetached(kText).integrity, Integrity::Ok);
    EXPECT_EQ(bare({}).integrity, Integrity::Ok);
    EXPECT_EQ(objections(bare(kText, kIdTstInfo)), "integrity.signed_attributes_wrong");
}

TEST(CmsBare, ChangedContentIsNotOk) {
    FileRecipe file;
    file.content = kOther;
    file.certificates = {certificateOf(rsaPerson())};
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = std::vector<Bytes>{};
    file.signers = {signerInfo(signer, kText)};
    EXPECT_EQ(onlySignature(signedData(file)).integrity, Integrity::SignatureWrong);
    file.content = std::nullopt;
    EXPECT_EQ(onlySignature(signedData(file)).integrity, Integrity::ContentMissing);
}

/// The forgery that the rule is about: attributes of a true signature, passed off as a document that was
/// signed.
TEST(CmsBare, AttributesOfAnotherSignaturePassedOffAsContentAreForged) {
    for (const auto* person : {&rsaPerson(), &gostPerson(), &ecPerson()}) {
        const Bytes genuine = signWith(*person, kText, CmsContent::Attached);
        MemoryInput input(genuine);
        const auto read = sign::readCms(input, nullptr, {});
        ASSERT_TRUE(read.ok());
        const sign::SignerInfo& info = read.value().signers.front();
        FileRecipe file;
        file.content = info.signedAttributes;
        file.certificates = read.value().certificates;
        file.digestAlgorithms = read.value().digestAlgorithms;
        file.signers = {der::sequence(
            {der::integer(1), der::sequence({info.issuerName, der::element(der::kInteger, info.serial)}),
             algorithm(info.digestAlgorithm.dotted()), info.signatureAlgorithmDer,
             der::octetString(info.signature)})};
        const auto evidence = onlySignature(signedData(file));
        EXPECT_EQ(evidence.integrity, Integrity::SignatureWrong);
        // The value itself would verify: nothing else stands against it.
        EXPECT_EQ(objections(evidence), "integrity.forged_structure");
        file.content = std::nullopt;
        const auto detached = onlySignature(signedData(file), &info.signedAttributes);
        EXPECT_EQ(objections(detached), "integrity.forged_structure");
    }
}

Bytes attributeSet(std::size_t padding) {
    return der::setOf({contentTypeAttribute(), messageDigestAttribute(DigestAlgorithm::Sha256, kText),
                       attribute("1.2.3", {der::octetString(Bytes(padding))})});
}

TEST(CmsBare, AttributeSetsOfAnySizeAreForged) {
    for (const std::size_t padding :
         {std::size_t{0}, std::size_t{60'000}, std::size_t{64 * 1024}, std::size_t{300'000}}) {
        EXPECT_EQ(objections(bare(attributeSet(padding))), "integrity.forged_structure") << padding;
        EXPECT_EQ(objections(bareDetached(attributeSet(padding))), "integrity.forged_structure") << padding;
    }
}

TEST(CmsBare, AttributeSetsInLooserEncodingsAreForged) {
    const Bytes set = attributeSet(0);
    ASSERT_LT(set[1], 0x80); // one length octet
    Bytes longLength = set;
    longLength[1] = 0x82;
    longLength.insert(longLength.begin() + 2, {0x00, set[1]});
    Bytes indefinite = set;
    indefinite[1] = 0x80;
    append(indefinite, Bytes{0, 0});
    Bytes trailing = set;
    trailing.push_back('x');
    for (const Bytes& each : {longLength, indefinite, trailing})
        EXPECT_EQ(objections(bare(each)), "integrity.forged_structure");
}

TEST(CmsBare, WhatOnlyResemblesAnAttributeSetIsContent) {
    // A relative distinguished name: a SET too, but of other things.
    EXPECT_EQ(bare(der::setOf({der::sequence({der::oid(Oid("2.5.4.3")), der::utf8String("x")})})).integrity,
              Integrity::Ok);
    Bytes large = toBytes("1, 0: ");
    large.resize(200'000, 'x');
    EXPECT_EQ(bare(large).integrity, Integrity::Ok);
}

TEST(CmsBare, ContentThatIsNotAtHandIsNotJudged) {
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = std::vector<Bytes>{};
    const Bytes file = attachedBy(signer, kText);
    MemoryInput input(file);
    const auto cms = sign::readCms(input, nullptr, {}).value();
    const auto evidence = sign::checkSigner(cms.signers.front(), cms.contentType, sign::certificatesOf(cms),
                                            cms.contentDigests);
    EXPECT_EQ(evidence.integrity, Integrity::SignatureWrong);
    EXPECT_EQ(objections(evidence), "integrity.signed_attributes_wrong");
}

// ---- algorithms ----

sign::SignatureEvidence named(const Identity& identity, DigestAlgorithm digest,
                              std::string_view signatureOid) {
    SignerRecipe signer{&identity, digest};
    signer.signatureOid = signatureOid;
    return onlySignature(attachedBy(signer, kText));
}

TEST(CmsAlgorithms, KeyNamesStandForKeyAndDigest) {
    EXPECT_EQ(named(rsaPerson(), DigestAlgorithm::Sha256, "1.2.840.113549.1.1.1").integrity, Integrity::Ok);
    EXPECT_EQ(named(rsaPerson(), DigestAlgorithm::Sha512, "1.2.840.113549.1.1.1").integrity, Integrity::Ok);
    EXPECT_EQ(named(ecPerson(), DigestAlgorithm::Sha384, "1.2.840.10045.2.1").integrity, Integrity::Ok);
    EXPECT_EQ(named(gostPerson(), DigestAlgorithm::Streebog512, "1.2.398.3.10.1.1.2.2").integrity,
              Integrity::Ok);
}

TEST(CmsAlgorithms, UnknownOnesAreNotEstablished) {
    const auto signature = named(rsaPerson(), DigestAlgorithm::Sha256, "1.2.3.4");
    EXPECT_NE(signature.integrity, Integrity::Ok);
    EXPECT_EQ(objections(signature), "integrity.algorithm_unknown");
    SignerRecipe signer{&rsaPerson()};
    signer.digestOid = "1.2.3.5";
    const auto digest = onlySignature(attachedBy(signer, kText));
    EXPECT_NE(digest.integrity, Integrity::Ok);
    EXPECT_EQ(objections(digest), "integrity.algorithm_unknown");
}

TEST(CmsAlgorithms, DigestAndSchemeMustAgree) {
    // Signed with SHA-512; the signature algorithm says SHA-256.
    const auto evidence = named(rsaPerson(), DigestAlgorithm::Sha512, "1.2.840.113549.1.1.11");
    EXPECT_EQ(evidence.integrity, Integrity::SignatureWrong);
    EXPECT_TRUE(hasReason(evidence, ReasonCode::SignatureValueWrong));
    // The attributes are right by SHA-512 and the value by SHA-256: each alone is correct, together they are
    // not.
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = {contentTypeAttribute(), messageDigestAttribute(DigestAlgorithm::Sha512, kText)};
    signer.digestOid = "2.16.840.1.101.3.4.2.3";
    EXPECT_EQ(objections(onlySignature(attachedBy(signer, kText))), "integrity.signature_wrong");
}

TEST(CmsAlgorithms, AlgorithmOfAnotherKindOfKeyIsWrong) {
    for (const std::string_view oid : {"1.2.840.10045.4.3.2", "1.2.398.3.10.1.1.2.3.2", "1.2.840.10045.2.1"})
        EXPECT_EQ(named(rsaPerson(), DigestAlgorithm::Sha256, oid).integrity, Integrity::SignatureWrong)
            << oid;
    SignerRecipe signer{&rsaPerson()};
    signer.attributes = std::vector<Bytes>{};
    signer.signatureOid = "1.2.840.10045.4.3.2";
    EXPECT_EQ(onlySignature(attachedBy(signer, kText)).integrity, Integrity::SignatureWrong);
}

/// The digest algorithm of a signer does not stand at the start of the file: its content is read twice.
TEST(CmsAlgorithms, DigestThatWasNotAnnouncedIsComputedBySecondReading) {
    SignerRecipe signer{&gostPerson(), DigestAlgorithm::Streebog512};
    FileRecipe file;
    file.content = kText;
    file.certificates = {certificateOf(gostPerson())};
    file.signers = {signerInfo(signer, kText)};
    for (const auto& announced :
         {std::vector<Bytes>{}, std::vector<Bytes>{algorithm("1.2.3")},
          std::vector<Bytes>{algorithm("2.16.840.1.101.3.4.2.2"), Bytes{0x30, 0x00}}}) {
        file.digestAlgorithms = announced;
        EXPECT_EQ(onlySignature(signedData(file)).integrity, Integrity::Ok);
    }
    file.content = kOther;
    EXPECT_EQ(onlySignature(signedData(file)).integrity, Integrity::ContentChanged);
}

TEST(CmsVerifier, SeveralSignersAreJudgedEachByItself) {
    FileRecipe file;
    file.content = kText;
    file.digestAlgorithms = {algorithm("2.16.840.1.101.3.4.2.1"), algorithm("1.2.398.3.10.1.3.3")};
    file.certificates = {certificateOf(rsaPerson()), certificateOf(gostPerson()), certificateOf(ecPerson())};
    file.signers = {signerInfo({&rsaPerson()}, kText), signerInfo({&ecPerson()}, kOther),
                    signerInfo({&gostPerson(), DigestAlgorithm::Streebog512}, kText)};
    const auto signatures = verified(signedData(file)).signatures;
    ASSERT_EQ(signatures.size(), 3U);
    EXPECT_EQ(signatures[0].integrity, Integrity::Ok);
    EXPECT_EQ(signatures[1].integrity, Integrity::ContentChanged);
    EXPECT_EQ(signatures[2].integrity, Integrity::Ok);
    EXPECT_EQ(signatures[2].signer, gostPerson().certificate);
}

TEST(CmsVerifier, LoginChallengeInsideIsClassified) {
    const Bytes challenge =
        toBytes("<login><timeTicket>1750420800000</timeTicket><sessionid>x</sessionid></login>");
    EXPECT_EQ(
        verified(signWith(rsaPerson(), challenge, CmsContent::Attached, "https://idp.egov.kz")).contentClass,
        sign::ContentClass::Login);
    EXPECT_EQ(verified(signWith(rsaPerson(), kText, CmsContent::Attached)).contentClass,
              sign::ContentClass::Document);
}

} // namespace
} // namespace tanba::test
