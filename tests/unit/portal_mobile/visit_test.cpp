#include "core/base/encoding.h"
#include "core/sign/cms_verifier.h"
#include "core/sign/xml_verifier.h"
#include "tests/unit/portal_mobile/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal::mobile;
using Method = HttpRequest::Method;

TEST(MobileVisit, OpenDocumentsAreFetchedSignedAndReturned) {
    MobileSite site;
    ASSERT_EQ(site.signAll(gostSigner()), "ok");
    ASSERT_EQ(site.requests().size(), 3U);
    const std::vector<Method> methods = {Method::Get, Method::Get, Method::Put};
    for (std::size_t step = 0; step < 3; ++step) {
        const HttpRequest& request = site.requests()[step];
        EXPECT_EQ(request.method, methods[step]);
        EXPECT_EQ(request.url, step == 0 ? site.link().url : site.documentsUri());
        EXPECT_EQ(fieldOf(request, "Accept-Language"), "kk");
        EXPECT_EQ(fieldOf(request, "Authorization"), "");
    }
    EXPECT_EQ(site.requests()[2].contentType, "application/json");
}

TEST(MobileVisit, ATokenGoesToItsSiteOnly) {
    MobileSite site;
    Json invitation = invitationOf(kSite);
    invitation["document"]["auth_type"] = "Token";
    invitation["document"]["auth_token"] = "s3cr3t";
    site.invitation.body = invitation.dump();
    ASSERT_EQ(site.signAll(gostSigner()), "ok");
    EXPECT_EQ(fieldOf(site.requests()[0], "Authorization"), "");
    EXPECT_EQ(fieldOf(site.requests()[1], "Authorization"), "Bearer s3cr3t");
    EXPECT_EQ(fieldOf(site.requests()[2], "Authorization"), "Bearer s3cr3t");
}

TEST(MobileVisit, AListedSiteGetsASignedLogin) {
    MobileSite site(kListedSite);
    Json invitation = invitationOf(kListedSite);
    invitation["document"]["uri"] = kListedSite + "/documents/1";
    invitation["document"]["auth_type"] = "Eds";
    site.invitation.body = invitation.dump();
    const auto session = sessionFor(loginHolder());
    ASSERT_EQ(outcome(site.offer(session.get())), "ok");
    const HttpRequest& post = site.requests()[1];
    EXPECT_EQ(post.method, Method::Post);
    const Json body = Json::parse(post.body);
    ASSERT_EQ(body.size(), 1U);
    const std::string xml = body.at("xml").get<std::string>();
    EXPECT_THAT(xml, testing::HasSubstr("<login><url>" + kListedSite +
                                        "/documents/1</url><timeStamp>2026-06-20T12:00:00Z</timeStamp>"));
    const auto verified = sign::verifyXml(viewOf(xml));
    ASSERT_EQ(outcome(verified), "ok");
    ASSERT_EQ(verified.value().signatures.size(), 1U);
    EXPECT_EQ(verified.value().signatures.front().integrity, sign::Integrity::Ok);
}

TEST(MobileVisit, AnotherSiteGetsNone) {
    MobileSite site;
    Json invitation = invitationOf(kSite);
    invitation["document"]["auth_type"] = "Eds";
    site.invitation.body = invitation.dump();
    const auto refused = site.invite();
    ASSERT_EQ(outcome(refused), "mobile.not_allowed");
    EXPECT_EQ(refused.failure().subject, "sign.example.kz");
    EXPECT_EQ(site.requests().size(), 1U);
}

TEST(MobileVisit, TooLate) {
    MobileSite site;
    Json invitation = invitationOf(kSite);
    invitation["expiry_date"] = "2026-06-20T12:00:00Z";
    site.invitation.body = invitation.dump();
    EXPECT_EQ(outcome(site.invite()), "mobile.expired");
    Invitation early = readInvitation(site.link(), invitationOf(kSite).dump()).value();
    early.expires = goodTime();
    EXPECT_EQ(outcome(fetchOffer(early, site.means(), nullptr, {})), "mobile.expired");
    EXPECT_EQ(outcome(sendSigned(early, toBytes("{}"), site.means(), {})), "mobile.expired");
    EXPECT_EQ(site.requests().size(), 1U);
}

struct StatusCase {
    std::size_t step;
    int status;
    std::string code;
};

class SiteThatRefuses : public testing::TestWithParam<StatusCase> {};

TEST_P(SiteThatRefuses, IsSaidPlainly) {
    MobileSite site;
    MobileSite::Says* const says[] = {&site.invitation, &site.documents, &site.receipt};
    says[GetParam().step]->status = GetParam().status;
    EXPECT_EQ(site.signAll(gostSigner()), GetParam().code);
    EXPECT_EQ(site.requests().size(), GetParam().step + 1);
}

INSTANTIATE_TEST_SUITE_P(
    Statuses, SiteThatRefuses,
    testing::Values(StatusCase{0, 404, "mobile.expired"}, StatusCase{0, 410, "mobile.expired"},
                    StatusCase{0, 500, "mobile.answer_wrong"}, StatusCase{0, 204, "mobile.answer_wrong"},
                    StatusCase{0, 403, "mobile.answer_wrong"}, StatusCase{1, 401, "mobile.answer_wrong"},
                    StatusCase{1, 404, "mobile.expired"}, StatusCase{1, 409, "mobile.already_signed"},
                    StatusCase{1, 503, "mobile.answer_wrong"}, StatusCase{2, 403, "mobile.refused"},
                    StatusCase{2, 422, "mobile.refused"}, StatusCase{2, 409, "mobile.already_signed"},
                    StatusCase{2, 404, "mobile.expired"}, StatusCase{2, 500, "mobile.answer_wrong"}));

TEST(MobileVisit, EveryGoodStatusOfAReturnIsGood) {
    for (const int status : {200, 201, 202, 204}) {
        MobileSite site;
        site.receipt = {status, "text/html", "<html>thank you</html>"};
        EXPECT_EQ(site.signAll(gostSigner()), "ok") << status;
    }
}

TEST(MobileVisit, FailuresOfTheNetworkAreHandedOnAtEachStep) {
    for (const FailureCode code :
         {FailureCode::NetworkUnavailable, FailureCode::NetworkTimeout, FailureCode::NetworkUntrusted,
          FailureCode::NetworkAddressRefused, FailureCode::NetworkAnswerWrong, FailureCode::Cancelled})
        for (std::size_t step = 0; step < 3; ++step) {
            MobileSite site;
            site.failures = {{step, fail(code, "host")}};
            EXPECT_EQ(site.signAll(gostSigner()), codeText(code)) << step;
            EXPECT_EQ(site.requests().size(), step + 1);
        }
}

TEST(MobileVisit, AnswersAreBoundedBeforeTheyAreRead) {
    MobileSite site;
    ASSERT_EQ(site.signAll(gostSigner()), "ok");
    EXPECT_EQ(site.requests()[0].maxAnswer, kMaxInvitation);
    EXPECT_EQ(site.requests()[1].maxAnswer, kMaxOffer);
    EXPECT_LE(site.requests()[2].maxAnswer, 64U * 1024);
    site.invitation.body = std::string(kMaxInvitation + 1, ' ');
    EXPECT_EQ(site.signAll(gostSigner()), "network.answer_too_large");
}

TEST(MobileVisit, OnlyJsonIsRead) {
    for (const char* type : {"text/html", "", "application/jsonx", "application/pdf", "text/plain"}) {
        MobileSite first;
        first.invitation.contentType = type;
        EXPECT_EQ(first.signAll(gostSigner()), "mobile.answer_wrong") << type;
        MobileSite second;
        second.documents.contentType = type;
        EXPECT_EQ(second.signAll(gostSigner()), "mobile.answer_wrong") << type;
    }
    MobileSite site;
    site.invitation.contentType = "Application/JSON ; charset=utf-8";
    EXPECT_EQ(site.signAll(gostSigner()), "ok");
}

TEST(MobileVisit, DocumentsElsewhereAreNotAskedFor) {
    MobileSite site;
    Json invitation = invitationOf(kSite);
    invitation["document"]["uri"] = "https://other.example/documents/1";
    site.invitation.body = invitation.dump();
    EXPECT_EQ(site.signAll(gostSigner()), "mobile.origin_other");
    EXPECT_EQ(site.requests().size(), 1U);
}

TEST(MobileVisit, ACancelEndsSigning) {
    const auto read = Offer::read(offerOf("CMS_SIGN_ONLY", {documentOf(contractText())}).dump());
    const MobileSite site;
    CancelToken cancel;
    cancel.cancel();
    const auto session = sessionFor(gostSigner());
    EXPECT_EQ(outcome(signOffer(read.value(), site.link(), SigningHosts::builtIn(), *session, goodTime(),
                                {&cancel, nullptr})),
              "cancelled");
}

TEST(MobileVisit, ProgressIsToldInBytes) {
    class Watch : public ProgressSink {
      public:
        void progress(std::uint64_t done, std::uint64_t total) override { seen.emplace_back(done, total); }
        std::vector<std::pair<std::uint64_t, std::uint64_t>> seen;
    } watch;
    const auto read = Offer::read(
        offerOf("CMS_SIGN_ONLY", {documentOf(contractText()), documentOf(contractText())}).dump());
    const MobileSite site;
    const auto session = sessionFor(gostSigner());
    ASSERT_EQ(outcome(signOffer(read.value(), site.link(), SigningHosts::builtIn(), *session, goodTime(),
                                {nullptr, &watch})),
              "ok");
    const std::uint64_t size = contractText().size();
    EXPECT_EQ(watch.seen,
              (std::vector<std::pair<std::uint64_t, std::uint64_t>>{{size, 2 * size}, {2 * size, 2 * size}}));
}

TEST(MobileVisit, EveryMethodVerifiesWithGost) {
    MobileSite site(kListedSite);
    Json xml = xmlDocumentOf("<contract><sum>100</sum></contract>");
    xml["signMethod"] = "XML";
    std::vector<Json> documents{xml};
    for (const char* method : {"CMS_SIGN_ONLY", "CMS_WITH_DATA", "SIGN_BYTES_ARRAY"}) {
        documents.push_back(documentOf(contractText()));
        documents.back()["signMethod"] = method;
    }
    site.documents.body = offerOf("MIX_SIGN", documents).dump();
    ASSERT_EQ(site.signAll(gostSigner()), "ok");
    const Json back = site.returned();
    const auto verifiedXml =
        sign::verifyXml(viewOf(back["documentsToSign"][0]["documentXml"].get_ref<const std::string&>()));
    ASSERT_EQ(outcome(verifiedXml), "ok");
    EXPECT_EQ(verifiedXml.value().signatures.front().integrity, sign::Integrity::Ok);
    const Bytes content = toBytes(contractText());
    const auto dataOf = [&back](std::size_t index) {
        return back["documentsToSign"][index]["document"]["file"]["data"].get<std::string>();
    };
    for (const std::size_t index : {1U, 2U}) {
        const Bytes cms = fromBase64(dataOf(index)).value();
        MemoryInput input(cms);
        MemoryInput beside(content);
        const auto verified = sign::verifyCms(input, index == 1 ? &beside : nullptr, {});
        ASSERT_EQ(outcome(verified), "ok") << index;
        EXPECT_EQ(verified.value().signatures.front().integrity, sign::Integrity::Ok);
        EXPECT_EQ(verified.value().signatures.front().claimedTime, goodTime());
    }
    const Json bare = Json::parse(dataOf(3));
    const Bytes certificate = fromBase64(bare.at("certificate").get<std::string>()).value();
    EXPECT_TRUE(sameBytes(certificate, gostSigner().certificate.der()));
    const auto key = gostSigner().certificate.publicKey();
    const auto digest = crypto::digestOf(crypto::naturalDigest(key.value().algorithm()), content);
    const auto good =
        key.value().verifyDigest(digest.value(), fromBase64(bare.at("signature").get<std::string>()).value());
    EXPECT_TRUE(good.ok());
}

} // namespace
} // namespace tanba::test
