#include "core/trust/path.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/keys/certificate_writer.h"
#include "core/keys/certificate_writer_fields.h"
#include "core/sign/cms_reader.h"
#include "core/trust/chain_judge.h"
#include "core/trust/path_finder.h"
#include "tests/unit/trust/trust_test_support.h"

#include <gmock/gmock.h>

#include <array>

namespace tanba::trust {
namespace {

using crypto::KeyAlgorithm;
using test::CertificateProfile;
using test::codesOf;
using test::Identity;
using testing::HasSubstr;

constexpr KeyAlgorithm kKey = KeyAlgorithm::Ec;

JudgingTime now() {
    return {test::goodTime(), false};
}
JudgingTime provedAt(std::string_view text) {
    return {test::at(text), true};
}

/// A root, an authority below it and a person, of the project's own test PKI.
struct Chain {
    explicit Chain(KeyAlgorithm algorithm = kKey, const CertificateProfile& profile = {})
        : root(test::Authority::makeRoot(algorithm, "ROOT")),
          issuing(root.makeIntermediate(algorithm, "ISSUING")), person(issuing.issue(algorithm, profile)) {}
    test::Authority root;
    test::Authority issuing;
    Identity person;
};

PathResult validate(const TrustStore& store, const keys::Certificate& certificate,
                    const std::vector<keys::Certificate>& pool, JudgingTime time) {
    PathResult result = PathValidator(store).validate(certificate, pool, time);
    // The validator is gone when this returns: what is looked at below must not hang on it.
    result.path.anchor = nullptr;
    return result;
}

class ChainsOfEachAlgorithm : public testing::TestWithParam<KeyAlgorithm> {};

TEST_P(ChainsOfEachAlgorithm, AChainToYourRootIsFound) {
    const Chain chain(GetParam());
    const PathValidator validator(test::yourStore({chain.root.certificate()}));
    const PathResult result =
        validator.validate(chain.person.certificate, {chain.issuing.certificate()}, now());
    EXPECT_EQ(result.status, ChainStatus::Ok) << codesOf(result.reasons);
    ASSERT_NE(result.path.anchor, nullptr);
    EXPECT_EQ(result.path.anchor->origin, AnchorOrigin::Yours);
    EXPECT_EQ(result.path.certificates.size(), 2U);
    EXPECT_EQ(result.path.names().size(), 3U);
}

TEST_P(ChainsOfEachAlgorithm, AChainToTheTableIsFound) {
    const Chain chain(GetParam());
    const PathValidator validator(
        test::nationalStore(chain.root.certificate(), {chain.issuing.certificate()}));
    const PathResult result = validator.validate(chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Ok) << codesOf(result.reasons);
    ASSERT_NE(result.path.anchor, nullptr);
    EXPECT_EQ(result.path.anchor->origin, AnchorOrigin::National);
    EXPECT_EQ(result.path.certificates.size(), 1U);
    EXPECT_THAT(result.path.names(),
                testing::ElementsAre(HasSubstr("СЫНАҚ"), HasSubstr("ISSUING"), HasSubstr("ROOT")));
}

INSTANTIATE_TEST_SUITE_P(Path, ChainsOfEachAlgorithm,
                         testing::Values(KeyAlgorithm::Gost2015_512, KeyAlgorithm::Rsa, KeyAlgorithm::Ec));

TEST(Path, WithoutTheIntermediateThereIsNoAnchor) {
    const Chain chain;
    const PathResult result =
        validate(test::yourStore({chain.root.certificate()}), chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::NoAnchor);
    EXPECT_EQ(codesOf(result.reasons), "chain.no_anchor");
}

TEST(Path, AnIntermediateWithoutItsRootInTheTableIsNoAnchor) {
    const Chain chain;
    TrustStore store = test::nationalStore(chain.root.certificate(), {chain.issuing.certificate()});
    store.national.erase(store.national.begin());
    const PathResult result = validate(store, chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::NoAnchor);
}

TEST(Path, ANamesakeWithAnotherKeyIdentifierIsNoAnchor) {
    const Chain chain;
    const Chain namesake;
    const PathResult result =
        validate(test::yourStore({namesake.issuing.certificate(), namesake.root.certificate()}),
                 chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::NoAnchor);
}

TEST(Path, ANamesakeWithTheSameKeyIdentifierBreaksTheChain) {
    const Chain chain;
    const Chain namesake;
    TrustStore store = test::nationalStore(namesake.issuing.certificate());
    const ByteView identifier = chain.issuing.certificate().subjectKeyId();
    store.national[0].subjectKeyId = Bytes(identifier.begin(), identifier.end());
    const PathResult result = validate(store, chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Broken);
    EXPECT_THAT(test::detailOf(result.reasons, sign::ReasonCode::ChainBroken),
                testing::StartsWith("signature: "));
}

TEST(Path, TheRightOneOfManyNamesakesIsFound) {
    const Chain chain;
    std::vector<keys::Certificate> pool;
    for (int i = 0; i < 5; ++i)
        pool.push_back(Chain().issuing.certificate());
    pool.push_back(chain.issuing.certificate());
    const PathResult result =
        validate(test::yourStore({chain.root.certificate()}), chain.person.certificate, pool, now());
    EXPECT_EQ(result.status, ChainStatus::Ok) << codesOf(result.reasons);
}

/// A Name with the attributes of another one, all in one RelativeDistinguishedName.
Bytes inOneRdn(const keys::Name& name) {
    DerReader outer(name.der());
    DerReader rdns = outer.enter(der::kSequence).value();
    Bytes attributes;
    while (!rdns.atEnd())
        append(attributes, rdns.expect(der::kSet).value().content);
    return der::sequence({der::element(der::kSet, attributes)});
}

TEST(Path, ACertificateThatOpenSslPassesOverIsNotPartOfAGoodChain) {
    // Found by a hostile review: names that are the same here and not there put a stranger's key into the
    // chain, and many more namesakes kept the right chain from being found. Its key then signed the lists.
    const Chain chain;
    const keys::Name& subject = chain.issuing.certificate().subject();
    const auto stranger = crypto::PrivateKey::generate(KeyAlgorithm::Ec, 256);
    const auto namesake = [&](ByteView issuer) {
        keys::CertificateDraft draft;
        draft.subject = inOneRdn(subject);
        draft.issuer.assign(issuer.begin(), issuer.end());
        draft.notBefore = test::at("2022-01-01T00:00:00Z");
        draft.notAfter = test::at("2040-01-01T00:00:00Z");
        draft.extensions = {
            keys::authorityConstraints(),
            keys::keyUsageElement({keys::KeyUsageBit::KeyCertSign, keys::KeyUsageBit::CrlSign}),
            keys::subjectKeyIdElement(chain.issuing.certificate().subjectKeyId())};
        return keys::writeCertificate(draft, stranger.value().publicKey(), stranger.value()).value();
    };
    std::vector<keys::Certificate> pool{namesake(subject.der())};
    for (int count = 0; count < 7; ++count)
        pool.push_back(namesake(chain.root.certificate().subject().der()));
    const TrustStore store = test::yourStore({chain.root.certificate()});
    const PathResult result = validate(store, chain.person.certificate, pool, now());
    EXPECT_NE(result.status, ChainStatus::Ok);
    EXPECT_THAT(codesOf(result.reasons), HasSubstr("chain.broken"));
    pool.insert(pool.begin() + 1, chain.issuing.certificate());
    const PathResult right = validate(store, chain.person.certificate, pool, now());
    EXPECT_EQ(right.status, ChainStatus::Ok) << codesOf(right.reasons);
    ASSERT_EQ(right.path.certificates.size(), 2U);
    EXPECT_EQ(right.path.certificates[1], chain.issuing.certificate());
}

/// Certificates of an authority's name and key identifier, for `key` or for keys of their own, signed by
/// nobody who is known.
std::vector<keys::Certificate> forgedNamesakes(const test::Authority& authority, std::size_t count,
                                               const crypto::PublicKey* key = nullptr) {
    const keys::Certificate& copied = authority.certificate();
    const crypto::PublicKey& right = copied.publicKey().value();
    std::vector<keys::Certificate> forged;
    for (std::size_t number = 0; number < count; ++number) {
        const auto stranger =
            crypto::PrivateKey::generate(right.algorithm(), right.algorithm() == KeyAlgorithm::Ec ? 256 : 0);
        keys::CertificateDraft draft;
        const auto copy = [](ByteView name) { return Bytes(name.begin(), name.end()); };
        draft.subject = copy(copied.subject().der());
        draft.issuer = copy(copied.issuer().der());
        draft.notBefore = copied.notBefore();
        draft.notAfter = copied.notAfter();
        draft.extensions = {
            keys::authorityConstraints(),
            keys::keyUsageElement({keys::KeyUsageBit::KeyCertSign, keys::KeyUsageBit::CrlSign}),
            keys::subjectKeyIdElement(copied.subjectKeyId())};
        const crypto::PublicKey own = stranger.value().publicKey();
        forged.push_back(
            keys::writeCertificate(draft, key != nullptr ? *key : own, stranger.value()).value());
    }
    return forged;
}

PathResult amongNamesakes(const Chain& chain, std::vector<keys::Certificate> forged) {
    forged.push_back(chain.issuing.certificate());
    return validate(test::yourStore({chain.root.certificate()}), chain.person.certificate, forged, now());
}

TEST(Path, ForgedNamesakesDoNotHideTheIssuer) {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::Ec, KeyAlgorithm::Gost2015_512}) {
        const Chain chain(algorithm);
        for (const std::size_t count : {9U, 40U, 62U}) {
            const PathResult other = amongNamesakes(chain, forgedNamesakes(chain.issuing, count));
            EXPECT_EQ(other.status, ChainStatus::Ok) << count << ' ' << codesOf(other.reasons);
            const auto& key = chain.issuing.certificate().publicKey().value();
            const PathResult same = amongNamesakes(chain, forgedNamesakes(chain.issuing, count, &key));
            EXPECT_EQ(same.status, ChainStatus::Ok) << count << ' ' << codesOf(same.reasons);
            ASSERT_EQ(same.path.certificates.size(), 2U);
            EXPECT_EQ(same.path.certificates[1], chain.issuing.certificate());
        }
    }
}

TEST(Path, TheTrialsAreNotSpentOnForgedNamesakesThatStandFirst) {
    // With a root alone, 64 of them once made a chain that could be known one that could not.
    const Chain chain;
    for (const std::size_t count : {kMaxTrials, 3 * kMaxTrials}) {
        const PathResult result = amongNamesakes(chain, forgedNamesakes(chain.issuing, count));
        EXPECT_EQ(result.status, ChainStatus::Ok) << count << ' ' << codesOf(result.reasons);
    }
}

TEST(Path, MoreForgedNamesakesThanAreTriedHideItButNeverPass) {
    const Chain chain;
    const PathResult result = amongNamesakes(chain, forgedNamesakes(chain.issuing, kMaxTrialsInAll));
    EXPECT_EQ(result.status, ChainStatus::Broken) << codesOf(result.reasons);
}

/// A certificate in the authority's name, by a stranger, that points at no key of it.
keys::Certificate forgedPerson(const test::Authority& authority) {
    const auto stranger = crypto::PrivateKey::generate(kKey, 256);
    const ByteView issuer = authority.certificate().subject().der();
    keys::CertificateDraft draft;
    draft.issuer = Bytes(issuer.begin(), issuer.end());
    draft.subject = draft.issuer;
    draft.notBefore = authority.certificate().notBefore();
    draft.notAfter = authority.certificate().notAfter();
    return keys::writeCertificate(draft, stranger.value().publicKey(), stranger.value()).value();
}

/// Signatures verified for so many hostile signers of one file, which carries namesakes of an authority.
std::size_t checksFor(const Chain& chain, std::size_t signers, std::size_t namesakes) {
    const FileEvidence evidence = FileEvidence::from(forgedNamesakes(chain.issuing, namesakes), {}, {});
    const ChainJudge judge(test::yourStore({chain.root.certificate()}), {}, now().at);
    for (std::size_t signer = 0; signer < signers; ++signer)
        EXPECT_NE(judge.judge(forgedPerson(chain.issuing), evidence, now())->chain.status, ChainStatus::Ok);
    return evidence.carried.signatures->made();
}

TEST(Path, TheSignersOfAFileShareOneBudgetOfSignatureChecks) {
    const Chain chain;
    EXPECT_LT(checksFor(chain, 1, 3), 30U); // nobody pays for what others might do
    constexpr std::size_t kOvershoot = kMaxPaths * kMaxPathLength;
    constexpr std::size_t kNamedChain = 4;
    for (const std::size_t namesakes : {std::size_t{60}, std::size_t{120}})
        EXPECT_LE(checksFor(chain, sign::kMaxSigners, namesakes),
                  kMaxTrialsInAll + kOvershoot + sign::kMaxSigners * (kTrialsLeftToEach + kNamedChain))
            << namesakes; // it was about 9,000
}

TEST(Path, ManyHonestSignersAreFarFromTheBudget) {
    Chain chain;
    FileEvidence evidence = FileEvidence::from({chain.issuing.certificate()}, {}, {});
    const ChainJudge judge(test::yourStore({chain.root.certificate()}), {}, now().at);
    for (std::size_t signer = 0; signer < sign::kMaxSigners; ++signer)
        EXPECT_EQ(judge.judge(chain.issuing.issue(kKey).certificate, evidence, now())->chain.status,
                  ChainStatus::Ok);
    EXPECT_LT(evidence.carried.signatures->made(), kMaxTrialsInAll / 2);
    EXPECT_GE(evidence.carried.signatures->made(), sign::kMaxSigners);
}

TEST(Path, AnHonestSignerIsFoundBehindHostileOnes) {
    const Chain chain;
    std::vector<keys::Certificate> pool = forgedNamesakes(chain.issuing, 60);
    pool.push_back(chain.issuing.certificate());
    const FileEvidence evidence = FileEvidence::from(pool, {}, {});
    const ChainJudge judge(test::yourStore({chain.root.certificate()}), {}, now().at);
    for (std::size_t signer = 1; signer < sign::kMaxSigners; ++signer)
        EXPECT_NE(judge.judge(forgedPerson(chain.issuing), evidence, now())->chain.status, ChainStatus::Ok);
    EXPECT_TRUE(evidence.carried.signatures->spent());
    EXPECT_EQ(judge.judge(chain.person.certificate, evidence, now())->chain.status, ChainStatus::Ok);
}

TEST(Path, CopiesOfOneCertificateCountOnce) {
    const Chain chain;
    std::vector<keys::Certificate> copies(20, forgedNamesakes(chain.issuing, 1).front());
    EXPECT_EQ(amongNamesakes(chain, std::move(copies)).status, ChainStatus::Ok);
}

TEST(Path, YourAnchorsGoBeforeTheNationalOnesAndThoseBeforeTheTestOnes) {
    const Chain chain;
    TrustStore store = test::testStore(chain.root.certificate());
    const auto originOf = [&](const TrustStore& with) {
        const PathValidator validator(with);
        return validator.validate(chain.person.certificate, {chain.issuing.certificate()}, now())
            .path.anchor->origin;
    };
    EXPECT_EQ(originOf(store), AnchorOrigin::Test);
    store.national.push_back(test::rowOf(chain.root.certificate(), AuthorityRole::Root));
    EXPECT_EQ(originOf(store), AnchorOrigin::National);
    store.yours.push_back(chain.root.certificate());
    EXPECT_EQ(originOf(store), AnchorOrigin::National); // a published test authority is no anchor of yours
    store.test.clear();
    EXPECT_EQ(originOf(store), AnchorOrigin::Yours);
}

TEST(Path, AnAnchorNeedNotBeSelfSigned) {
    const Chain chain;
    const PathResult result =
        validate(test::yourStore({chain.issuing.certificate()}), chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Ok) << codesOf(result.reasons);
}

TEST(Path, ACertificateThatIsAnAnchorItselfStands) {
    const Chain chain;
    const PathValidator validator(test::yourStore({chain.person.certificate}));
    const PathResult result = validator.validate(chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Ok) << codesOf(result.reasons);
    EXPECT_TRUE(result.path.isAnchor(0));
    EXPECT_EQ(result.path.names().size(), 1U);
}

TEST(Path, AnAnchorThatIsNoAuthorityIssuesNothing) {
    const Chain chain;
    const PathResult result = validate(test::yourStore({chain.person.certificate}),
                                       test::issuedBy(chain.person).certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Broken);
}

TEST(Path, AnExpiredCertificateIsIndeterminateUnlessTheTimeIsProved) {
    CertificateProfile profile;
    profile.notAfter = test::at("2026-03-01T00:00:00Z");
    const Chain chain(kKey, profile);
    const TrustStore store = test::nationalStore(chain.root.certificate(), {chain.issuing.certificate()});
    PathResult result = validate(store, chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Expired);
    EXPECT_EQ(codesOf(result.reasons), "chain.expired");
    EXPECT_EQ(test::detailOf(result.reasons, sign::ReasonCode::ExpiredNow), "2026-03-01T00:00:00Z");

    result = validate(store, chain.person.certificate, {}, provedAt("2026-06-01T00:00:00Z"));
    EXPECT_EQ(result.status, ChainStatus::Expired);
    EXPECT_EQ(codesOf(result.reasons), "chain.outside_validity_proved");

    result = validate(store, chain.person.certificate, {}, provedAt("2026-02-01T00:00:00Z"));
    EXPECT_EQ(result.status, ChainStatus::Ok);
}

TEST(Path, TheLastSecondCounts) {
    const Chain chain;
    const TrustStore store = test::yourStore({chain.issuing.certificate()});
    const keys::Certificate& person = chain.person.certificate;
    const auto statusAt = [&](Time time) { return validate(store, person, {}, {time, false}).status; };
    EXPECT_EQ(statusAt(person.notBefore()), ChainStatus::Ok);
    EXPECT_EQ(statusAt(person.notAfter()), ChainStatus::Ok);
    EXPECT_EQ(statusAt(person.notBefore() - std::chrono::seconds(1)), ChainStatus::NotYetValid);
    EXPECT_EQ(statusAt(person.notAfter() + std::chrono::seconds(1)), ChainStatus::Expired);
}

TEST(Path, ExpiryHidesNeitherAForgedNorAnUnknownChain) {
    CertificateProfile profile;
    profile.notAfter = test::at("2026-03-01T00:00:00Z");
    const Chain chain(kKey, profile);
    const Chain namesake(kKey, profile);
    PathResult result = validate(TrustStore{}, chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::NoAnchor);
    EXPECT_EQ(codesOf(result.reasons), "chain.no_anchor chain.expired");

    TrustStore store = test::nationalStore(namesake.issuing.certificate());
    const ByteView identifier = chain.issuing.certificate().subjectKeyId();
    store.national[0].subjectKeyId = Bytes(identifier.begin(), identifier.end());
    result = validate(store, chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Broken);
    EXPECT_THAT(codesOf(result.reasons), HasSubstr("chain.broken"));
    EXPECT_THAT(codesOf(result.reasons), HasSubstr("chain.expired"));
}

TEST(Path, AnAuthorityOutOfItsTimeIsNotAProof) {
    const Chain chain;
    TrustStore store = test::nationalStore(chain.root.certificate(), {chain.issuing.certificate()});
    store.national[0].notAfter = test::at("2026-01-01T00:00:00Z");
    PathResult result = validate(store, chain.person.certificate, {}, provedAt("2026-06-01T00:00:00Z"));
    EXPECT_EQ(result.status, ChainStatus::Expired);
    EXPECT_EQ(codesOf(result.reasons), "chain.expired");
    EXPECT_THAT(test::detailOf(result.reasons, sign::ReasonCode::ExpiredNow), HasSubstr("ROOT"));
}

// A root of 2015-2025 stays good for signatures whose time is proved.
TEST(Path, AnExpiredRootIsFineForAProvedTimeWithinItsLife) {
    CertificateProfile profile;
    profile.notBefore = test::at("2024-01-01T00:00:00Z");
    profile.notAfter = test::at("2025-01-01T00:00:00Z");
    const Chain chain(kKey, profile);
    TrustStore store = test::nationalStore(chain.root.certificate(), {chain.issuing.certificate()});
    store.national[0].notAfter = test::at("2025-07-27T05:20:49Z");
    EXPECT_EQ(validate(store, chain.person.certificate, {}, provedAt("2024-06-01T00:00:00Z")).status,
              ChainStatus::Ok);
}

TEST(Path, AnUnknownCriticalExtensionBreaksTheChain) {
    CertificateProfile profile;
    profile.moreExtensions = {test::nullExtension("1.2.3.4", true)};
    const Chain chain(kKey, profile);
    const PathResult result =
        validate(test::yourStore({chain.issuing.certificate()}), chain.person.certificate, {}, now());
    EXPECT_EQ(result.status, ChainStatus::Broken);
    EXPECT_THAT(test::detailOf(result.reasons, sign::ReasonCode::ChainBroken),
                testing::StartsWith("critical_extension: "));
}

TEST(Path, AnUnknownExtensionThatIsNotCriticalIsFine) {
    CertificateProfile profile;
    profile.moreExtensions = {test::nullExtension("1.2.3.4", false)};
    profile.extendedKeyUsageCritical = true;
    const Chain chain(kKey, profile);
    EXPECT_EQ(
        validate(test::yourStore({chain.issuing.certificate()}), chain.person.certificate, {}, now()).status,
        ChainStatus::Ok);
}

TEST(Path, APersonsKeyIssuesNothing) {
    Chain chain;
    CertificateProfile asAuthority;
    asAuthority.keyUsage = {keys::KeyUsageBit::KeyCertSign};
    const Identity person = chain.issuing.issue(kKey, asAuthority);
    const Identity victim = test::issuedBy(person);
    const PathResult result = validate(test::yourStore({chain.issuing.certificate()}), victim.certificate,
                                       {person.certificate}, now());
    EXPECT_EQ(result.status, ChainStatus::Broken);
    EXPECT_THAT(test::detailOf(result.reasons, sign::ReasonCode::ChainBroken), HasSubstr("not_an_authority"));
}

TEST(Path, AHostileNumberOfNamesakesCostsLittle) {
    const Chain chain;
    std::vector<keys::Certificate> pool;
    // Every namesake is issued by another namesake: without a bound the search would not end.
    test::Authority above = test::Authority::makeRoot(kKey, "ISSUING");
    for (int i = 0; i < 100; ++i) {
        above = above.makeIntermediate(kKey, "ISSUING");
        pool.push_back(above.certificate());
    }
    const PathResult result =
        validate(test::yourStore({chain.root.certificate()}), chain.person.certificate, pool, now());
    EXPECT_NE(result.status, ChainStatus::Ok);
}

TEST(Path, TheAuthoritysPublishedChainsAreRight) {
    TANBA_NEEDS_FIXTURES();
    auto store = builtInTrust();
    ASSERT_TRUE(store.ok());
    const PathValidator validator(store.value());
    struct Row {
        std::string_view file;
        std::string_view at;
        AnchorOrigin origin;
    };
    constexpr std::array<Row, 7> rows{{
        {"prod_nca_gost_2022", "2026-06-20T12:00:00Z", AnchorOrigin::National},
        {"prod_nca_rsa_2022", "2026-06-20T12:00:00Z", AnchorOrigin::National},
        {"prod_nca_gost", "2020-06-20T12:00:00Z", AnchorOrigin::National},
        {"prod_nca_rsa", "2020-06-20T12:00:00Z", AnchorOrigin::National},
        {"prod_btsd_gost", "2026-06-20T12:00:00Z", AnchorOrigin::National},
        {"prod_ucgo_gost", "2026-06-20T12:00:00Z", AnchorOrigin::National},
        {"test_nca_gost2022", "2026-06-20T12:00:00Z", AnchorOrigin::Test},
    }};
    for (const Row& row : rows) {
        const auto certificate =
            keys::Certificate::fromDer(test::fixture("ca/" + std::string(row.file) + ".der"));
        ASSERT_TRUE(certificate.ok());
        const PathResult result = validator.validate(certificate.value(), {}, {test::at(row.at), false});
        EXPECT_EQ(result.status, ChainStatus::Ok) << row.file << ": " << codesOf(result.reasons);
        ASSERT_NE(result.path.anchor, nullptr) << row.file;
        EXPECT_EQ(result.path.anchor->origin, row.origin) << row.file;
    }
}

} // namespace
} // namespace tanba::trust
