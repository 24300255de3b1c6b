#include "core/trust/ocsp.h"

#include "core/trust/revocation.h"
#include "tests/unit/trust/trust_test_support.h"

#include <array>

namespace tanba::trust {
namespace {

using crypto::KeyAlgorithm;
using test::outcome;

constexpr KeyAlgorithm kKey = KeyAlgorithm::Ec;
const Time kProducedAt = test::at("2026-06-20T11:30:00Z");

/// A root, a person and a responder of the project's own PKI; made once.
struct World {
    test::Authority root = test::Authority::makeRoot(kKey, "ROOT");
    test::Authority other = test::Authority::makeRoot(kKey, "OTHER");
    test::Identity person = root.issue(kKey);
    test::Identity responder = root.issue(kKey, test::CertificateProfile::ocspResponder());
};
World& world() {
    static World made;
    return made;
}

OcspResponse read(ByteView der) {
    auto response = OcspResponse::read(der);
    EXPECT_TRUE(response.ok()) << response.failure().detail;
    return response.ok() ? std::move(response).value() : OcspResponse{};
}

/// What a chain check makes of an answer that the file carries.
ChainRevocation judged(const Bytes& response, std::vector<Crl> lists = {}) {
    const TrustStore store = test::yourStore({world().root.certificate()});
    const PathValidator validator(store);
    const RevocationChecker checker(validator, std::move(lists), test::goodTime());
    const JudgingTime time{test::goodTime(), false};
    CarriedEvidence carried;
    carried.ocspResponses.push_back(read(response));
    return checker.check(validator.validate(world().person.certificate, {}, time).path, carried, time);
}

TEST(Ocsp, AnAnswerIsReadAndNamesItsCertificate) {
    World& w = world();
    const OcspResponse response =
        read(w.root.ocspResponse(w.person.certificate, test::OcspStatus::Good, kProducedAt, &w.responder));
    EXPECT_EQ(response.producedAt, kProducedAt);
    ASSERT_EQ(response.answers.size(), 1U);
    const OcspAnswer& answer = response.answers.front();
    EXPECT_EQ(answer.status, StatusAnswer::Good);
    EXPECT_EQ(response.certificates.size(), 1U);
    const keys::Certificate& root = w.root.certificate();
    const keys::Certificate& other = w.other.certificate();
    const ByteView serial = w.person.certificate.serial();
    EXPECT_TRUE(answer.isAbout(serial, root.subject().der(), root.subjectPublicKeyInfo()));
    EXPECT_FALSE(answer.isAbout(serial, other.subject().der(), root.subjectPublicKeyInfo()));
    EXPECT_FALSE(answer.isAbout(serial, root.subject().der(), other.subjectPublicKeyInfo()));
    EXPECT_FALSE(answer.isAbout(root.serial(), root.subject().der(), root.subjectPublicKeyInfo()));
}

TEST(Ocsp, GoodRevokedAndNotKnownAreThreeAnswers) {
    World& w = world();
    const auto answerFor = [&](test::OcspStatus status) {
        return judged(w.root.ocspResponse(w.person.certificate, status, kProducedAt, &w.responder,
                                          test::at("2026-05-01T00:00:00Z")));
    };
    EXPECT_EQ(answerFor(test::OcspStatus::Good).status, RevocationStatus::Good);
    EXPECT_EQ(answerFor(test::OcspStatus::Revoked).status, RevocationStatus::Revoked);
    const ChainRevocation notKnown = answerFor(test::OcspStatus::NotKnown);
    EXPECT_EQ(notKnown.status, RevocationStatus::Unknown);
    EXPECT_EQ(test::codesOf(notKnown.reasons),
              "revocation.not_known_to_authority notice.order_counts_negative");
}

TEST(Ocsp, TheAuthorityItselfMayAnswer) {
    World& w = world();
    EXPECT_EQ(judged(w.root.ocspResponse(w.person.certificate, test::OcspStatus::Good, kProducedAt)).status,
              RevocationStatus::Good);
}

TEST(Ocsp, NobodyElseMayAnswer) {
    World& w = world();
    const test::Identity foreign = w.other.issue(kKey, test::CertificateProfile::ocspResponder());
    test::CertificateProfile expired = test::CertificateProfile::ocspResponder();
    expired.notAfter = test::at("2026-06-20T11:00:00Z");
    const test::Identity late = w.root.issue(kKey, expired);
    for (const test::Identity* impostor : std::array<const test::Identity*, 3>{&w.person, &foreign, &late})
        EXPECT_EQ(
            judged(w.root.ocspResponse(w.person.certificate, test::OcspStatus::Good, kProducedAt, impostor))
                .status,
            RevocationStatus::Unknown);
}

TEST(Ocsp, ARevokedRespondersAnswersAreNotBelieved) {
    World& w = world();
    const Bytes response =
        w.root.ocspResponse(w.person.certificate, test::OcspStatus::Good, kProducedAt, &w.responder);
    // A list that is no proof for the person, but names the responder.
    std::vector<Crl> lists{test::listFrom(
        w.root.crl({{test::serialOf(w.responder.certificate), test::at("2026-06-01T00:00:00Z"), 1}},
                   test::at("2026-06-02T00:00:00Z"), test::at("2026-06-03T00:00:00Z")))};
    EXPECT_EQ(judged(response, std::move(lists)).status, RevocationStatus::Unknown);
}

TEST(Ocsp, AnAnswerAboutAnotherCertificateSaysNothing) {
    World& w = world();
    const test::Identity neighbour = w.root.issue(kKey);
    EXPECT_EQ(
        judged(w.root.ocspResponse(neighbour.certificate, test::OcspStatus::Good, kProducedAt, &w.responder))
            .status,
        RevocationStatus::Unknown);
}

TEST(Ocsp, AnOldAnswerIsStale) {
    World& w = world();
    const ChainRevocation old = judged(w.root.ocspResponse(w.person.certificate, test::OcspStatus::Good,
                                                           test::at("2026-06-19T12:00:00Z"), &w.responder));
    EXPECT_EQ(old.status, RevocationStatus::Unknown);
    EXPECT_EQ(test::codesOf(old.reasons), "revocation.stale notice.order_counts_negative");
}

TEST(Ocsp, NoChangedBitIsBelieved) {
    World& w = world();
    const Bytes original =
        w.root.ocspResponse(w.person.certificate, test::OcspStatus::Revoked, kProducedAt, &w.responder);
    const auto& key = w.responder.certificate.publicKey().value();
    const OcspResponse unchanged = read(original);
    ASSERT_EQ(outcome(unchanged.verifySignedBy(key)), "ok");
    // One bit of every octet.
    for (std::size_t bit = 0; bit < original.size() * 8; bit += bit % 8 == 7 ? 1 : 9) {
        Bytes changed = original;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        auto response = OcspResponse::read(changed);
        if (!response.ok() || !response.value().verifySignedBy(key).ok())
            continue;
        // Outside of what is signed a bit may flip; the statement stays the same.
        ASSERT_EQ(response.value().answers.size(), 1U) << "bit " << bit;
        EXPECT_EQ(response.value().toBeSigned, unchanged.toBeSigned) << "bit " << bit;
    }
}

TEST(Ocsp, EveryTruncationIsMalformed) {
    World& w = world();
    const Bytes whole =
        w.root.ocspResponse(w.person.certificate, test::OcspStatus::Revoked, kProducedAt, &w.responder);
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(outcome(OcspResponse::read(ByteView(whole).first(size))), "ocsp.malformed") << size;
}

TEST(Ocsp, ErrorsAndOtherThingsAreMalformed) {
    constexpr std::array<std::uint8_t, 5> kTryLater{0x30, 0x03, 0x0A, 0x01, 0x03};
    EXPECT_EQ(outcome(OcspResponse::read(kTryLater)), "ocsp.malformed");
    EXPECT_EQ(outcome(OcspResponse::read(viewOf("HTTP/1.1 303"))), "ocsp.malformed");
    EXPECT_EQ(outcome(OcspResponse::read(world().root.certificate().der())), "ocsp.malformed");
    EXPECT_EQ(outcome(OcspResponse::read(Bytes(kMaxOcspSize + 1))), "ocsp.malformed");
}

struct FixtureRow {
    std::string_view file;
    std::string_view authority;
    StatusAnswer status;
    std::string_view producedAt;
};
TEST(OcspFixtures, TheAuthoritysAnswersVerify) {
    TANBA_NEEDS_FIXTURES();
    constexpr std::array<FixtureRow, 2> rows{{
        {"ocsp_response_individual_2015", "test_nca_gost2022", StatusAnswer::NotKnown,
         "2022-09-02T16:58:34Z"},
        {"ocsp_response_ceo_sign_2004_revoked", "test_nca_gost_test_2012", StatusAnswer::Revoked,
         "2022-09-02T16:57:04Z"},
    }};
    for (const FixtureRow& row : rows) {
        const OcspResponse response = read(test::fixture("ocsp/" + std::string(row.file) + ".bin"));
        EXPECT_EQ(formatRfc3339(response.producedAt), row.producedAt) << row.file;
        ASSERT_EQ(response.answers.size(), 1U) << row.file;
        const OcspAnswer& answer = response.answers.front();
        EXPECT_EQ(answer.status, row.status) << row.file;
        const auto authority =
            keys::Certificate::fromDer(test::fixture("ca/" + std::string(row.authority) + ".der"));
        ASSERT_TRUE(authority.ok());
        EXPECT_TRUE(answer.isAbout(answer.serial, authority.value().subject().der(),
                                   authority.value().subjectPublicKeyInfo()))
            << row.file;
        ASSERT_FALSE(response.certificates.empty()) << row.file;
        const keys::Certificate& responder = response.certificates.front();
        EXPECT_EQ(outcome(response.verifySignedBy(responder.publicKey().value())), "ok") << row.file;
        EXPECT_EQ(outcome(responder.verifySignedBy(authority.value().publicKey().value())), "ok") << row.file;
    }
}

} // namespace
} // namespace tanba::trust
