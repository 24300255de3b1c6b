#include "core/trust/signature_judge.h"

#include "core/keys/certificate_writer.h"
#include "core/keys/certificate_writer_fields.h"
#include "core/keys/demo_certificate.h"
#include "core/sign/cms_verifier.h"
#include "tests/unit/trust/trust_test_support.h"

#include <gmock/gmock.h>

namespace tanba::trust {
namespace {

using crypto::KeyAlgorithm;
using sign::ReasonCode;
using test::CertificateProfile;
using test::codesOf;
using testing::HasSubstr;
using testing::Not;

constexpr KeyAlgorithm kKey = KeyAlgorithm::Ec;
const Time kStampedAt = test::at("2026-04-01T12:00:00Z");

/// A root, a person under it and a signature by the person; made once.
struct World {
    test::Authority root = test::Authority::makeRoot(kKey, "ROOT");
    test::Authority other = test::Authority::makeRoot(kKey, "OTHER ROOT");
    test::Identity person = root.issue(kKey);
    test::Identity stamper = root.issue(kKey, CertificateProfile::timestamping());
};
World& world() {
    static World made;
    return made;
}

sign::SignedFile signedBy(const test::Identity& identity) {
    const Bytes cms = test::cmsBy(identity, "Шарт: тараптар былай келісті, және бұл құжат.", kStampedAt);
    MemoryInput input(cms);
    auto file = sign::verifyCms(input, nullptr, WorkControl{});
    EXPECT_TRUE(file.ok());
    EXPECT_EQ(file.value().signatures.size(), 1U);
    return std::move(file).value();
}

const sign::SignedFile& signedByPerson() {
    static const sign::SignedFile file = signedBy(world().person);
    return file;
}

/// The one signature of `file` with a stamp of its own value.
sign::SignedFile stamped(sign::SignedFile file, const test::Identity& stamper, Time time = kStampedAt) {
    sign::SignatureEvidence& signature = file.signatures.front();
    signature.timestampToken =
        test::timestampToken(stamper, signature.signatureValue, time, crypto::DigestAlgorithm::Sha256);
    return file;
}

struct Case {
    TrustStore store = test::nationalStore(world().root.certificate());
    std::vector<Crl> lists{test::freshList(world().root)};
    VerificationTimes times{test::goodTime(), std::nullopt};
};

SignatureReport judge(const sign::SignedFile& file, const Case& in = {}) {
    const ChainJudge chains(in.store, in.lists, std::max(in.times.now, in.times.at.value_or(in.times.now)));
    const FileEvidence carried = FileEvidence::from(file.certificates, file.crls, file.ocspResponses);
    return judgeSignature(file.signatures.front(), file, carried, chains, in.times);
}

Case withLists(std::vector<Crl> lists) {
    Case in;
    in.lists = std::move(lists);
    return in;
}

TEST(SignatureJudge, AGoodSignatureIsValid) {
    const SignatureReport report = judge(signedByPerson());
    EXPECT_EQ(report.verdict, Verdict::Valid) << codesOf(report.reasons);
    EXPECT_EQ(report.integrity, sign::Integrity::Ok);
    EXPECT_EQ(report.chain, ChainStatus::Ok);
    EXPECT_EQ(report.revocation, RevocationStatus::Good);
    EXPECT_EQ(report.anchor, AnchorOrigin::National);
    EXPECT_EQ(report.judgedAt, test::goodTime());
    EXPECT_FALSE(report.judgedAtProved);
    EXPECT_EQ(report.signer.owner.iin, "991231500016");
    EXPECT_EQ(report.certificate, world().person.certificate);
    EXPECT_EQ(report.chainNames.size(), 2U);
    ASSERT_EQ(report.evidence.size(), 1U);
    EXPECT_EQ(report.evidence.front().kind, "crl");
    EXPECT_EQ(codesOf(report.reasons), "notice.no_timestamp");
}

TEST(SignatureJudge, YourAnchorsAreSaid) {
    Case in;
    in.store = test::yourStore({world().root.certificate()});
    const SignatureReport report = judge(signedByPerson(), in);
    EXPECT_EQ(report.verdict, Verdict::Valid);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("notice.your_anchors"));
}

TEST(SignatureJudge, ATestKeyIsNeverValid) {
    Case in;
    in.store = test::testStore(world().root.certificate());
    const SignatureReport report = judge(signedByPerson(), in);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(report.chain, ChainStatus::Ok);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.test_key"));
}

CertificateProfile marked(CertificateProfile profile = {}) {
    profile.moreExtensions.push_back(test::nullExtension(keys::demonstrationOid().dotted(), true));
    return profile;
}

TEST(SignatureJudge, ADemonstrationKeyIsATestKeyUnderAnyAnchor) {
    const sign::SignedFile file = signedBy(world().root.issue(kKey, marked()));
    Case yours;
    yours.store = test::yourStore({world().root.certificate()});
    for (const Case& in : {Case{}, yours}) {
        const SignatureReport report = judge(file, in);
        EXPECT_EQ(report.verdict, Verdict::Indeterminate);
        EXPECT_EQ(report.anchor, AnchorOrigin::Test);
        // The mark is known: nothing is broken about the chain.
        EXPECT_EQ(report.chain, ChainStatus::Ok) << codesOf(report.reasons);
        EXPECT_EQ(codesOf(report.reasons), "notice.no_timestamp chain.test_key");
    }
}

TEST(SignatureJudge, ADemonstrationKeyOfNobodyKnownIsATestKeyAllTheSame) {
    Case in;
    in.store = TrustStore{};
    const SignatureReport report = judge(signedBy(world().root.issue(kKey, marked())), in);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(report.chain, ChainStatus::NoAnchor);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.test_key"));
}

TEST(SignatureJudge, ADemonstrationAuthorityAsYourAnchorMakesTestKeys) {
    const auto authority = keys::DemoAuthority::make(kKey, test::goodTime());
    ASSERT_TRUE(authority.ok());
    test::Identity person = world().person;
    keys::DemoHolder holder;
    holder.owner.commonName = "ДЕМО";
    holder.purposes = {Oid("1.3.6.1.5.5.7.3.4")};
    holder.usage = {keys::KeyUsageBit::DigitalSignature};
    const auto certificate = authority.value().issue(person.key->publicKey(), holder);
    ASSERT_TRUE(certificate.ok());
    person.certificate = certificate.value();
    Case in;
    in.store = test::yourStore({authority.value().certificate()});
    const SignatureReport report = judge(signedBy(person), in);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(report.anchor, AnchorOrigin::Test);
    EXPECT_EQ(report.chain, ChainStatus::Ok) << codesOf(report.reasons);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.test_key"));
    EXPECT_THAT(codesOf(report.reasons), Not(HasSubstr("notice.your_anchors")));
}

TEST(SignatureJudge, APublishedTestAuthorityAsYourAnchorMakesTestKeys) {
    // The published certificate, and another one for the same key and name.
    const keys::Certificate& published = world().root.certificate();
    keys::CertificateDraft draft;
    draft.subject = Bytes(published.subject().der().begin(), published.subject().der().end());
    draft.issuer = draft.subject;
    draft.notBefore = published.notBefore();
    draft.notAfter = published.notAfter();
    draft.extensions = {keys::authorityConstraints(),
                        keys::keyUsageElement({keys::KeyUsageBit::KeyCertSign, keys::KeyUsageBit::CrlSign})};
    const auto stranger = crypto::PrivateKey::generate(kKey, 256);
    ASSERT_TRUE(stranger.ok());
    const auto another = keys::writeCertificate(draft, published.publicKey().value(), stranger.value());
    ASSERT_TRUE(another.ok());
    for (const keys::Certificate& anchor : {published, another.value()}) {
        Case in;
        in.store = test::testStore(published);
        in.store.yours = {anchor};
        const SignatureReport report = judge(signedByPerson(), in);
        EXPECT_EQ(report.verdict, Verdict::Indeterminate);
        EXPECT_EQ(report.anchor, AnchorOrigin::Test);
        EXPECT_EQ(report.chain, ChainStatus::Ok) << codesOf(report.reasons);
        EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.test_key"));
        EXPECT_THAT(codesOf(report.reasons), Not(HasSubstr("notice.your_anchors")));
    }
}

TEST(SignatureJudge, TheMarkOfADemonstrationHidesNoOtherCriticalExtension) {
    CertificateProfile profile = marked();
    profile.moreExtensions.push_back(test::nullExtension("1.2.398.3.3.99", true));
    const SignatureReport report = judge(signedBy(world().root.issue(kKey, profile)));
    EXPECT_EQ(report.chain, ChainStatus::Broken);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.broken"));
}

TEST(SignatureJudge, AStampOfADemonstrationProvesNothingAboutRealKeys) {
    const test::Identity stamper = world().root.issue(kKey, marked(CertificateProfile::timestamping()));
    const SignatureReport report = judge(stamped(signedByPerson(), stamper));
    EXPECT_FALSE(report.judgedAtProved);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("notice.timestamp_untrusted"));
}

TEST(SignatureJudge, WithoutAnAnchorNothingIsEstablished) {
    Case in;
    in.store = TrustStore{};
    const SignatureReport report = judge(signedByPerson(), in);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(report.chain, ChainStatus::NoAnchor);
    EXPECT_EQ(report.revocation, RevocationStatus::Unknown);
    EXPECT_FALSE(report.anchor);
}

TEST(SignatureJudge, WithoutEvidenceOfRevocationNothingIsEstablished) {
    const SignatureReport report = judge(signedByPerson(), withLists({}));
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("revocation.unknown"));
}

TEST(SignatureJudge, EvidenceInsideTheFileCounts) {
    sign::SignedFile file = signedByPerson();
    file.crls = {world().root.crl({}, test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T00:00:00Z"))};
    EXPECT_EQ(judge(file, withLists({})).verdict, Verdict::Valid);
    file.crls.clear();
    file.ocspResponses = {world().root.ocspResponse(world().person.certificate, test::OcspStatus::Good,
                                                    test::at("2026-06-20T11:45:00Z"))};
    EXPECT_EQ(judge(file, withLists({})).verdict, Verdict::Valid);
    file.ocspResponses = {world().other.ocspResponse(world().person.certificate, test::OcspStatus::Good,
                                                     test::at("2026-06-20T11:45:00Z"))};
    EXPECT_EQ(judge(file, withLists({})).verdict, Verdict::Indeterminate);
}

TEST(SignatureJudge, AListOfAnotherAuthorityIsNoEvidence) {
    EXPECT_EQ(judge(signedByPerson(), withLists({test::freshList(world().other)})).verdict,
              Verdict::Indeterminate);
    test::Authority namesake = test::Authority::makeRoot(kKey, "ROOT");
    EXPECT_EQ(judge(signedByPerson(), withLists({test::freshList(namesake)})).verdict,
              Verdict::Indeterminate);
}

TEST(SignatureJudge, AListFromTheFutureSaysNothing) {
    const auto madeAt = [](std::string_view time) {
        return withLists(
            {test::listFrom(world().root.crl({}, test::at(time), test::at("2026-07-30T00:00:00Z")))});
    };
    // Within the skew of clocks it counts; goodTime() is noon.
    EXPECT_EQ(judge(signedByPerson(), madeAt("2026-06-20T12:04:00Z")).verdict, Verdict::Valid);
    EXPECT_EQ(judge(signedByPerson(), madeAt("2026-06-20T12:06:00Z")).verdict, Verdict::Indeterminate);
}

Case revoked(std::string_view at, int reason = 1) {
    return withLists({test::freshList(world().root,
                                      {{test::serialOf(world().person.certificate), test::at(at), reason}})});
}

TEST(SignatureJudge, ARevokedCertificateIsInvalid) {
    const SignatureReport report = judge(signedByPerson(), revoked("2026-05-01T00:00:00Z"));
    EXPECT_EQ(report.verdict, Verdict::Invalid);
    EXPECT_EQ(report.revocation, RevocationStatus::Revoked);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("revocation.revoked"));
}

TEST(SignatureJudge, AStampProvesThatASignatureIsOlderThanTheRevocation) {
    const sign::SignedFile file = stamped(signedByPerson(), world().stamper);
    SignatureReport report = judge(file, revoked("2026-05-01T00:00:00Z"));
    EXPECT_EQ(report.verdict, Verdict::Valid) << codesOf(report.reasons);
    EXPECT_TRUE(report.judgedAtProved);
    EXPECT_EQ(report.judgedAt, kStampedAt);
    EXPECT_TRUE(report.timestamp->valid);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("notice.revoked_later"));
    report = judge(file, revoked("2026-03-01T00:00:00Z"));
    EXPECT_EQ(report.verdict, Verdict::Invalid);
}

TEST(SignatureJudge, AnUncheckedStampAloneDoesNotOutweighARevocation) {
    static test::Authority stampRoot = test::Authority::makeRoot(kKey, "STAMP ROOT");
    const test::Identity stamper = stampRoot.issue(kKey, CertificateProfile::timestamping());
    Case in = revoked("2026-05-01T00:00:00Z");
    const TrustStore stamps = test::nationalStore(stampRoot.certificate());
    in.store.national.insert(in.store.national.end(), stamps.national.begin(), stamps.national.end());
    SignatureReport report = judge(stamped(signedByPerson(), stamper), in);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("timestamp.unchecked_decides"));
    in.lists.push_back(test::freshList(stampRoot));
    report = judge(stamped(signedByPerson(), stamper), in);
    EXPECT_EQ(report.verdict, Verdict::Valid) << codesOf(report.reasons);
}

TEST(SignatureJudge, AStampMakesAnExpiredCertificateGood) {
    CertificateProfile profile;
    profile.notAfter = test::at("2026-05-01T00:00:00Z");
    const sign::SignedFile file = signedBy(world().root.issue(kKey, profile));
    SignatureReport report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(report.chain, ChainStatus::Expired);
    // Proof of its state then: a list of that time.
    Case then = withLists({test::listFrom(
        world().root.crl({}, test::at("2026-04-01T00:00:00Z"), test::at("2026-04-02T00:00:00Z")))});
    report = judge(stamped(file, world().stamper), then);
    EXPECT_EQ(report.verdict, Verdict::Valid) << codesOf(report.reasons);
}

TEST(SignatureJudge, AProvedTimeOutsideValidityIsInvalid) {
    CertificateProfile profile;
    profile.notBefore = test::at("2026-05-01T00:00:00Z");
    const SignatureReport report =
        judge(stamped(signedBy(world().root.issue(kKey, profile)), world().stamper));
    EXPECT_EQ(report.verdict, Verdict::Invalid);
    EXPECT_EQ(report.chain, ChainStatus::NotYetValid);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.outside_validity_proved"));
}

TEST(SignatureJudge, AnUntrustedStampLeavesNowAsTheTime) {
    const test::Identity foreign = world().other.issue(kKey, CertificateProfile::timestamping());
    const SignatureReport report = judge(stamped(signedByPerson(), foreign));
    EXPECT_EQ(report.verdict, Verdict::Valid) << codesOf(report.reasons);
    EXPECT_FALSE(report.judgedAtProved);
    EXPECT_EQ(report.judgedAt, test::goodTime());
    EXPECT_FALSE(report.timestamp->valid);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("notice.timestamp_untrusted"));
}

TEST(SignatureJudge, AWrongStampIsIndeterminate) {
    sign::SignedFile file = signedByPerson();
    file.signatures.front().timestampToken = test::timestampToken(
        world().stamper, viewOf("another signature"), kStampedAt, crypto::DigestAlgorithm::Sha256);
    const SignatureReport report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("timestamp.wrong"));
}

// Everybody has the keys of the test authorities: their stamps may not make real signatures older than they
// are.
TEST(SignatureJudge, AStampOfATestAuthorityProvesOnlyForTestKeys) {
    const test::Identity testStamper = world().other.issue(kKey, CertificateProfile::timestamping());
    const sign::SignedFile file = stamped(signedByPerson(), testStamper);
    Case in = revoked("2026-05-01T00:00:00Z");
    in.store.test.push_back(test::rowOf(world().other.certificate(), AuthorityRole::Root));
    SignatureReport report = judge(file, in);
    EXPECT_EQ(report.verdict, Verdict::Invalid);
    EXPECT_FALSE(report.judgedAtProved);
    EXPECT_FALSE(report.timestamp->valid);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("notice.timestamp_untrusted"));

    in.store.test.push_back(in.store.national.front());
    in.store.national.clear();
    report = judge(file, in);
    EXPECT_TRUE(report.judgedAtProved);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
}

TEST(SignatureJudge, AMomentMayBeAskedFor) {
    CertificateProfile profile;
    profile.notAfter = test::at("2026-05-01T00:00:00Z");
    const sign::SignedFile file = signedBy(world().root.issue(kKey, profile));
    Case in = withLists({test::listFrom(
        world().root.crl({}, test::at("2026-04-01T00:00:00Z"), test::at("2026-04-02T00:00:00Z")))});
    in.times.at = test::at("2026-04-01T12:00:00Z");
    const SignatureReport report = judge(file, in);
    EXPECT_EQ(report.verdict, Verdict::Valid) << codesOf(report.reasons);
    EXPECT_EQ(report.judgedAt, *in.times.at);
    EXPECT_FALSE(report.judgedAtProved);
}

TEST(SignatureJudge, ALoginKeyMaySignLoginsOnly) {
    sign::SignedFile file = signedBy(world().root.issue(kKey, CertificateProfile::rsaLogin()));
    SignatureReport report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Invalid);
    EXPECT_EQ(report.chain, ChainStatus::WrongUsage);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.login_key_on_document"));
    file.contentClass = sign::ContentClass::Login;
    report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Valid) << codesOf(report.reasons);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("notice.login_challenge"));
}

TEST(SignatureJudge, ServicesAndAuthoritiesSignNoDocuments) {
    for (const CertificateProfile& profile :
         {CertificateProfile::timestamping(), CertificateProfile::ocspResponder()}) {
        const SignatureReport report = judge(signedBy(world().root.issue(kKey, profile)));
        EXPECT_EQ(report.verdict, Verdict::Invalid);
        EXPECT_EQ(report.chain, ChainStatus::WrongUsage);
        EXPECT_THAT(codesOf(report.reasons), HasSubstr("chain.wrong_usage"));
    }
    const SignatureReport report = judge(signedBy(world().root.identity()));
    EXPECT_EQ(report.verdict, Verdict::Invalid);
}

TEST(SignatureJudge, WhereTheOrderIsStricterItIsSaid) {
    sign::SignedFile file = signedByPerson();
    file.signatures.front().reasons.push_back({ReasonCode::NoSigningCertificateAttribute, {}});
    const SignatureReport report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Valid);
    EXPECT_EQ(test::detailOf(report.reasons, ReasonCode::OrderCountsNegative),
              "notice.no_signing_certificate_v2");
}

TEST(SignatureJudge, ASigningTimeInTheFutureIsTold) {
    sign::SignedFile file = signedByPerson();
    file.signatures.front().claimedTime = test::goodTime() + std::chrono::minutes(4);
    EXPECT_THAT(codesOf(judge(file).reasons), Not(HasSubstr("notice.signing_time_in_future")));
    file.signatures.front().claimedTime = test::goodTime() + std::chrono::minutes(6);
    EXPECT_THAT(codesOf(judge(file).reasons), HasSubstr("notice.signing_time_in_future"));
}

TEST(SignatureJudge, AnAlgorithmPastItsDateIsIndeterminate) {
    sign::SignedFile file = signedByPerson();
    file.signatures.front().scheme = crypto::SignatureScheme{kKey, crypto::DigestAlgorithm::Sha1};
    const SignatureReport report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("algorithm.past_its_date"));
}

// XML may hash its parts by other algorithms than the signature's own.
TEST(SignatureJudge, AnOldDigestOfTheContentIsIndeterminate) {
    sign::SignedFile file = signedByPerson();
    file.signatures.front().contentDigests = {crypto::DigestAlgorithm::Sha512};
    EXPECT_EQ(judge(file).verdict, Verdict::Valid);
    file.signatures.front().contentDigests = {crypto::DigestAlgorithm::Sha512, crypto::DigestAlgorithm::Sha1};
    const SignatureReport report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(test::detailOf(report.reasons, ReasonCode::AlgorithmTooOld), "sha1");
}

TEST(SignatureJudge, WithoutASignersCertificateNothingIsEstablished) {
    sign::SignedFile file = signedByPerson();
    file.signatures.front().signer.reset();
    file.signatures.front().integrity = sign::Integrity::SignatureWrong;
    file.signatures.front().reasons = {{ReasonCode::SignerCertificateMissing, {}}};
    const SignatureReport report = judge(file);
    EXPECT_EQ(report.verdict, Verdict::Indeterminate);
    EXPECT_EQ(report.judgedAt, test::goodTime());
}

TEST(SignatureJudge, ARevokedIntermediateMakesItInvalid) {
    test::Authority root = test::Authority::makeRoot(kKey, "ROOT");
    test::Authority issuing = root.makeIntermediate(kKey, "ISSUING");
    sign::SignedFile file = signedBy(issuing.issue(kKey));
    const Crl revoking =
        test::freshList(root, {{test::serialOf(issuing.certificate()), test::at("2026-02-01T00:00:00Z"), 2}});
    // As a row of the table, found by issuer and serial ...
    Case in = withLists({test::freshList(issuing)});
    in.store = test::nationalStore(root.certificate(), {issuing.certificate()});
    EXPECT_EQ(judge(file, in).verdict, Verdict::Valid);
    in.lists.push_back(revoking);
    SignatureReport report = judge(file, in);
    EXPECT_EQ(report.verdict, Verdict::Invalid);
    EXPECT_THAT(test::detailOf(report.reasons, ReasonCode::AuthorityRevoked), HasSubstr("ISSUING"));
    // ... and as a certificate that the file carries.
    file.certificates.push_back(issuing.certificate());
    in.store = test::nationalStore(root.certificate());
    report = judge(file, in);
    EXPECT_EQ(report.verdict, Verdict::Invalid);
    EXPECT_THAT(codesOf(report.reasons), HasSubstr("revocation.authority_revoked"));
    // A carried intermediate of which nothing is known is not enough.
    in.lists = {test::freshList(issuing)};
    EXPECT_EQ(judge(file, in).verdict, Verdict::Indeterminate);
    in.lists.push_back(test::freshList(root));
    EXPECT_EQ(judge(file, in).verdict, Verdict::Valid);
}

} // namespace
} // namespace tanba::trust
