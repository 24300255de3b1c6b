#include "app/service/consent/series.h"
#include "core/base/encoding.h"
#include "core/guidance/portals.h"
#include "core/sign/cms_reader.h"
#include "tests/unit/service/page.h"
#include "tests/unit/sign/cms_test_support.h"

#include <gmock/gmock.h>

// What is answered without the person being asked (SECURITY.md, "What may be signed").

namespace tanba::service::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kEgovChallenge =
    R"(<?xml version="1.0" encoding="utf-8"?><login><timeTicket>1790000000000</timeTicket>)"
    R"(<sessionid>6f0c</sessionid></login>)";
constexpr std::string_view kEgov = "https://idp.egov.kz";
constexpr std::string_view kShortText = "0123456789abcdef";

bool isProbable(const ConsentQuestion& question) {
    return sign::isProbableLogin(question.items.at(0).classification, question.caller.origin);
}

std::string signXmlRequest(std::string_view xml, std::string_view element = "",
                           std::string_view parent = "") {
    return common("signXml", R"(["PKCS12","AUTHENTICATION",)" + json(xml) + "," + json(element) + "," +
                                 json(parent) + "]");
}

std::string cmsRequest(std::string_view content) {
    return common("createCAdESFromBase64", R"(["PKCS12","SIGNATURE",)" + base64(content) + ",true]");
}

std::string basicsRequest(std::string_view format, std::string_view content,
                          std::string_view parameters = {}) {
    return basics(R"({"format":")" + std::string(format) + R"(","data":)" + base64(content) +
                  R"(,"signingParams":{"decode":true)" + std::string(parameters) + "}}");
}

std::string basicsFailure(std::string_view details) {
    return R"({"code":"SIGNING_FAILURE","details":")" + std::string(details) +
           R"(","message":"Signing failure.","status":false})";
}

TEST(LoginGate, BlocksTheChallengeOfAnotherPortal) {
    Hall hall;
    Page page(hall, "https://evil.example");
    const std::string refused = R"({"code":"500","message":"signing.login_for_other_origin"})";
    EXPECT_EQ(page.ask(signXmlRequest(kEgovChallenge)), refused);
    EXPECT_EQ(page.ask(cmsRequest(kEgovChallenge)), refused);
    EXPECT_EQ(page.ask(basicsRequest("cms", kEgovChallenge)),
              basicsFailure("signing.login_for_other_origin"));
    EXPECT_EQ(page.ask(basicsRequest("xml", kEgovChallenge)),
              basicsFailure("signing.login_for_other_origin"));
    EXPECT_EQ(page.ask(basicsRequest("raw", kEgovChallenge)),
              basicsFailure("signing.login_for_other_origin"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    ASSERT_FALSE(hall.desk.refusals.empty());
    EXPECT_EQ(hall.desk.refusals[0].reason.subject, "egov");
    EXPECT_EQ(hall.desk.refusals[0].reason.detail, "https://idp.egov.kz");
    EXPECT_EQ(hall.desk.refusals[0].caller.origin, "https://evil.example");
    EXPECT_EQ(hall.desk.refusals[0].items, 1U);
}

TEST(LoginGate, FindsAChallengeHiddenInADocument) {
    Hall hall;
    Page page(hall, "https://evil.example");
    const std::string hidden = "<form><note>" + toBase64(viewOf(kEgovChallenge)) + "</note></form>";
    EXPECT_THAT(page.ask(signXmlRequest(hidden)), HasSubstr("signing.login_for_other_origin"));
    EXPECT_THAT(
        page.ask(cmsRequest(asText(tanba::test::signWith(tanba::test::rsaPerson(), viewOf(kEgovChallenge),
                                                         sign::CmsContent::Attached, std::string(kEgov))))),
        HasSubstr("signing.login_for_other_origin"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

TEST(LoginGate, BlocksOneChallengeAmongManyDocuments) {
    Hall hall;
    Page page(hall, "https://evil.example");
    EXPECT_THAT(page.ask(common("signXmls", R"(["PKCS12","SIGNATURE",["<a>1</a>",)" + json(kEgovChallenge) +
                                                R"(,"<a>2</a>"],"",""])")),
                HasSubstr("signing.login_for_other_origin"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    EXPECT_EQ(hall.desk.refusals[0].items, 3U);
}

TEST(LoginGate, AsksForTheRightPortal) {
    Hall hall;
    Page page(hall, std::string(kEgov));
    hall.desk.willCancel();
    EXPECT_EQ(page.ask(signXmlRequest(kEgovChallenge)), R"({"code":"500","message":"action.canceled"})");
    ASSERT_EQ(hall.desk.questions.size(), 1U);
    EXPECT_EQ(hall.desk.questions[0]->items[0].classification.contentClass, sign::ContentClass::Login);
    EXPECT_EQ(hall.desk.questions[0]->key.use, KeyWish::Use::Login);
}

TEST(LoginGate, DoesNotBelieveAProgramOrAnUnknownOrigin) {
    Hall hall;
    Caller program;
    program.kind = Caller::Kind::Program;
    program.program = "curl";
    program.origin = std::string(kEgov);
    Page liar(hall, program);
    EXPECT_THAT(liar.ask(signXmlRequest(kEgovChallenge)), HasSubstr("signing.login_needs_origin"));
    Page file(hall, std::nullopt);
    EXPECT_THAT(file.ask(signXmlRequest(kEgovChallenge)), HasSubstr("signing.login_needs_origin"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

TEST(LoginGate, TakesShortTextForANonceButNotWhatCouldBeGuessed) {
    Hall hall;
    Page page(hall);
    hall.desk.willCancel();
    EXPECT_THAT(page.ask(cmsRequest(kShortText)), HasSubstr("action.canceled"));
    EXPECT_EQ(hall.desk.questions.back()->items[0].classification.contentClass, sign::ContentClass::Login);
    hall.desk.willCancel();
    EXPECT_THAT(page.ask(cmsRequest("10\n")), HasSubstr("action.canceled"));
    EXPECT_EQ(hall.desk.questions.back()->items[0].classification.contentClass, sign::ContentClass::Document);
    hall.desk.willCancel();
    EXPECT_THAT(page.ask(cmsRequest(document())), HasSubstr("action.canceled"));
    Page sigex(hall, "https://sigex.kz");
    hall.desk.willCancel();
    EXPECT_THAT(sigex.ask(cmsRequest(kShortText)), HasSubstr("action.canceled"));
    EXPECT_EQ(hall.desk.questions.back()->items[0].classification.contentClass, sign::ContentClass::Login);
    EXPECT_FALSE(isProbable(*hall.desk.questions.back())) << "there it is one";
}

TEST(LoginGate, AsksAboutAShortTextThatAnUnlistedSiteHandsOver) {
    Hall hall;
    Page page(hall);
    const std::string text =
        basics(R"({"format":"cms","data":)" + json(kShortText) + R"(,"signingParams":{"decode":false}})");
    for (const std::string& request : {cmsRequest(kShortText), basicsRequest("cms", kShortText), text}) {
        hall.desk.willSign(tanba::test::rsaPerson());
        EXPECT_THAT(page.ask(request), testing::AnyOf(HasSubstr(R"("code":"200")"), HasSubstr("BEGIN CMS")));
        EXPECT_TRUE(isProbable(*hall.desk.questions.back()));
    }
    EXPECT_THAT(hall.desk.finishes, testing::ElementsAre("1 ok", "2 ok", "3 ok"));
    EXPECT_THAT(hall.desk.refusals, IsEmpty());
    EXPECT_FALSE(seriesBinding(*hall.desk.questions.back(), viewOf("key"), KeyOwner::Myself).has_value());
}

TEST(LoginGate, RefusesAShortTextWhereNobodyCanTellWhoseLoginItWouldBe) {
    Hall hall;
    Caller program;
    program.kind = Caller::Kind::Program;
    program.program = "curl";
    program.origin = std::string(kPortal);
    Page liar(hall, program);
    EXPECT_THAT(liar.ask(cmsRequest(kShortText)), HasSubstr("signing.login_needs_origin"));
    Page file(hall, std::nullopt);
    EXPECT_THAT(file.ask(cmsRequest(kShortText)), HasSubstr("signing.login_needs_origin"));
    Page local(hall, "http://localhost:8080");
    EXPECT_THAT(local.ask(cmsRequest(kShortText)), HasSubstr("signing.login_for_other_origin"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

TEST(LoginGate, RefusesAShortTextInAFileAndAmongOthers) {
    Hall hall;
    hall.files.put("/home/aliya/offered.bin", toBytes(kShortText));
    Page page(hall);
    EXPECT_THAT(page.ask(basics(R"({"format":"cms","data":[)" + base64(kShortText) + "," +
                                base64(document()) + R"(],"signingParams":{"decode":true}})")),
                HasSubstr("signing.login_for_other_origin"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    hall.desk.willChoose("/home/aliya/offered.bin");
    const std::string token = at(page.ask(common("showFileChooser", R"(["ALL",""])")), "/responseObject");
    EXPECT_THAT(page.ask(common("createCAdESFromFile", R"(["PKCS12","SIGNATURE",)" + json(token) + ",true]")),
                HasSubstr("signing.login_for_other_origin"));
    EXPECT_EQ(hall.desk.questions.size(), 1U) << "only the choice of the file";
}

TEST(LoginGate, ANonceStaysOneInsideASignedFile) {
    Hall hall;
    Page page(hall, "https://evil.example");
    const Bytes wrapped = tanba::test::signWith(
        tanba::test::rsaPerson(), viewOf("0123456789abcdef0123456789abcdef"), sign::CmsContent::Attached);
    EXPECT_THAT(page.ask(cmsRequest(asText(wrapped))), HasSubstr("signing.login_for_other_origin"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

TEST(LoginGate, ALoginStandsAlone) {
    Hall hall;
    Page page(hall, std::string(kEgov));
    EXPECT_THAT(page.ask(common("signXmls", R"(["PKCS12","SIGNATURE",["<a>1</a>",)" + json(kEgovChallenge) +
                                                R"(],"",""])")),
                HasSubstr("service.request_wrong"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    EXPECT_EQ(hall.desk.refusalCodes(), "service.request_wrong");
}

TEST(XmlById, ClassifiesTheElementThatIsSigned) {
    Hall hall;
    Page page(hall, "https://evil.example");
    // goszakup's challenge counts as the whole of what is signed: here that is the element.
    const std::string document = R"(<form><root Id="x"><key>123</key></root><a/></form>)";
    EXPECT_THAT(page.ask(signXmlRequest(document, "//*[@Id='x']")), HasSubstr("signing.login"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

class OtherXpath : public testing::TestWithParam<const char*> {};

TEST_P(OtherXpath, IsRefusedWithoutAQuestion) {
    Hall hall;
    Page page(hall);
    const std::string refused = R"({"code":"500","message":"service.request_wrong"})";
    EXPECT_EQ(page.ask(signXmlRequest("<a><b Id='x'/></a>", GetParam())), refused);
    EXPECT_EQ(page.ask(signXmlRequest("<a><b Id='x'/></a>", "//*[@Id='x']", GetParam())), refused);
    EXPECT_EQ(hall.desk.refusalCodes(), "service.request_wrong");
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(XPath, OtherXpath,
                         testing::Values("//b", "/a/b", "//*[@Id='x' or 1=1]", "//*[@name='x']",
                                         "//*[@Id=//c]", "//*[@Id='']", "document('file:///etc/passwd')",
                                         "//*[@Id='x']/..", "//*[@Id=\"x']", "id(//b)", " ",
                                         "//*[@Id='x'][1]"));

TEST(XPath, LongExpressionsAreNotPassedOver) {
    Hall hall;
    Page page(hall);
    EXPECT_THAT(page.ask(signXmlRequest("<a/>", std::string(5000, '/'))), HasSubstr("service.request_wrong"));
}

class IdXpath : public testing::TestWithParam<const char*> {};

TEST_P(IdXpath, IsUnderstood) {
    Hall hall;
    Page page(hall);
    hall.desk.willCancel();
    EXPECT_THAT(page.ask(signXmlRequest("<a><b Id='x'>text</b></a>", GetParam())),
                HasSubstr("action.canceled"));
}

INSTANTIATE_TEST_SUITE_P(XPath, IdXpath,
                         testing::Values("//*[@Id='x']", "//b[@Id=\"x\"]", " //*[ @ID = 'x' ] ", "id('x')",
                                         "/*[@xml:id='x']"));

// ---- raw and digests ----

TEST(RawGate, RefusesWhatWouldForgeAnotherSignature) {
    Hall hall;
    Page page(hall);
    const Bytes cms =
        tanba::test::signWith(tanba::test::rsaPerson(), viewOf(document()), sign::CmsContent::Attached);
    MemoryInput input(cms);
    const Result<sign::CmsSignedData> read = sign::readCms(input, nullptr, {});
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(page.ask(basicsRequest("raw", asText(read.value().signers[0].signedAttributes))),
              basicsFailure("signing.raw_is_structure"));
    EXPECT_EQ(page.ask(basicsRequest("raw", asText(tanba::test::rsaPerson().certificate.toBeSigned()))),
              basicsFailure("signing.raw_is_structure"));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    EXPECT_THAT(hall.desk.refusalCodes(), HasSubstr("signing.raw_is_structure"));
}

TEST(RawGate, RefusesRawTogetherWithDigested) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(page.ask(basicsRequest("raw", std::string(32, 'h'), R"(,"digested":true)")),
              R"({"code":"INVALID_SIGNING_PARAMS","details":"signing.raw_with_digest",)"
              R"("message":"Invalid signing parameters.","status":false})");
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    EXPECT_EQ(hall.desk.refusalCodes(), "signing.raw_with_digest");
}

TEST(RawGate, TellsThePersonThatItIsRaw) {
    Hall hall;
    Page page(hall);
    hall.desk.willCancel();
    page.send(basicsRequest("raw", document()));
    ASSERT_EQ(hall.desk.questions.size(), 1U);
    EXPECT_EQ(hall.desk.questions[0]->items[0].classification.contentClass, sign::ContentClass::Raw);
    EXPECT_EQ(hall.desk.questions[0]->format, ConsentFormat::Raw);
}

TEST(DigestGate, NeedsAListedOrigin) {
    Hall hall(nullptr, {"https://listed.kz"});
    Page page(hall);
    const std::string digest = std::string(32, 'h');
    const std::string cades =
        common("createCAdESFromBase64Hash", R"(["PKCS12","SIGNATURE",)" + base64(digest) + "]");
    EXPECT_EQ(page.ask(cades), R"({"code":"500","message":"signing.hash_needs_origin"})");
    EXPECT_EQ(page.ask(basicsRequest("cms", digest, R"(,"digested":true)")),
              basicsFailure("signing.hash_needs_origin"));
    Caller program;
    program.program = "curl";
    program.origin = "https://listed.kz";
    Page liar(hall, program);
    EXPECT_EQ(liar.ask(cades), R"({"code":"500","message":"signing.hash_needs_origin"})");
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    EXPECT_THAT(hall.desk.refusalCodes(), HasSubstr("signing.hash_needs_origin"));

    Page listed(hall, "https://listed.kz");
    hall.desk.willCancel();
    EXPECT_THAT(listed.ask(cades), HasSubstr("action.canceled"));
    const ConsentItem& item = hall.desk.questions.back()->items[0];
    EXPECT_EQ(item.classification.contentClass, sign::ContentClass::HashOnly);
    EXPECT_EQ(item.content, nullptr);
    EXPECT_EQ(item.digest, toBytes(digest));
    EXPECT_THAT(listed.ask(common("createCAdESFromBase64Hash", R"(["PKCS12","SIGNATURE","MTEK"])")),
                HasSubstr("signing.digest_length_wrong"));
}

TEST(DigestGate, ListsThePortalsOfTheTableAndNoOthers) {
    Hall hall(nullptr, guidance::portalOrigins());
    const std::string digest =
        common("createCAdESFromBase64Hash", R"(["PKCS12","SIGNATURE",)" + base64(std::string(32, 'h')) + "]");
    Page listed(hall, "https://cabinet.stat.gov.kz");
    hall.desk.willSign(tanba::test::rsaPerson());
    EXPECT_THAT(listed.ask(digest), HasSubstr(R"("code":"200")"));
    const ConsentQuestion& asked = *hall.desk.questions.back();
    EXPECT_EQ(asked.items[0].classification.contentClass, sign::ContentClass::HashOnly);
    EXPECT_FALSE(seriesBinding(asked, viewOf("key"), KeyOwner::Myself).has_value());
    hall.desk.willSign(tanba::test::rsaPerson());
    EXPECT_THAT(listed.ask(basicsRequest("cms", std::string(32, 'h'), R"(,"digested":true)")),
                HasSubstr("BEGIN CMS"));
    for (const char* origin : {"https://stat.gov.kz", "https://evil.cabinet.stat.gov.kz",
                               "https://cabinet.stat.gov.kz:444", "http://cabinet.stat.gov.kz"}) {
        Page other(hall, origin);
        EXPECT_THAT(other.ask(digest), HasSubstr("signing.hash_needs_origin")) << origin;
    }
    EXPECT_EQ(hall.desk.questions.size(), 2U);
}

// ---- files ----

TEST(FileGate, TakesTokensOnly) {
    Hall hall;
    hall.files.put("/home/aliya/secret.txt", toBytes(document()));
    Page page(hall);
    for (const char* path : {"/home/aliya/secret.txt", "", "../secret.txt", "tanba:/00/secret.txt"})
        EXPECT_EQ(
            page.ask(common("createCAdESFromFile", R"(["PKCS12","SIGNATURE",)" + json(path) + ",true]")),
            R"({"code":"500","message":"file.not_found"})");
    EXPECT_THAT(hall.desk.questions, IsEmpty());
    EXPECT_EQ(hall.desk.refusalCodes(), "service.file_unknown");
}

TEST(FileGate, BindsATokenToItsConnection) {
    Hall hall;
    hall.files.put("/home/aliya/letter.txt", toBytes(document()));
    Page page(hall);
    Page sameSite(hall);
    hall.desk.willChoose("/home/aliya/letter.txt");
    const std::string token = at(page.ask(common("showFileChooser", R"(["ALL",""])")), "/responseObject");
    const std::string request =
        common("createCAdESFromFile", R"(["PKCS12","SIGNATURE",)" + json(token) + ",true]");
    EXPECT_EQ(sameSite.ask(request), R"({"code":"500","message":"file.not_found"})");
    hall.desk.willCancel();
    EXPECT_THAT(page.ask(request), HasSubstr("action.canceled"));
    EXPECT_EQ(hall.desk.questions.back()->items[0].name, "letter.txt");
}

TEST(FileGate, TellsThatAFileIsGone) {
    Hall hall;
    Page page(hall);
    hall.desk.willChoose("/home/aliya/gone.txt");
    const std::string token = at(page.ask(common("showFileChooser", R"(["ALL",""])")), "/responseObject");
    EXPECT_EQ(page.ask(common("createCAdESFromFile", R"(["PKCS12","SIGNATURE",)" + json(token) + ",true]")),
              R"({"code":"500","message":"file.not_found"})");
    EXPECT_THAT(hall.desk.refusals, IsEmpty()) << "a mistake and no attack";
}

/// Everything that requests of all sites but large ones may hold.
std::vector<WorkRoom::Share> allRoom(Hall& hall) {
    std::vector<WorkRoom::Share> taken;
    for (int site = 0; site < 10; ++site)
        while (auto share =
                   hall.reception.room().take("evil-" + std::to_string(site) + ".kz", WorkRoom::kSmall + 1))
            taken.push_back(std::move(*share));
    return taken;
}

/// The request is refused as long as others hold the room, and asked about when there is some.
void needsRoom(Hall& hall, Page& page, const std::string& request) {
    {
        const std::vector<WorkRoom::Share> taken = allRoom(hall);
        EXPECT_EQ(page.ask(request), R"({"code":"500","message":"service.too_much"})");
    }
    hall.desk.willCancel();
    EXPECT_THAT(page.ask(request), HasSubstr("action.canceled"));
}

TEST(FileGate, CountsWhatAFileHolds) {
    Hall hall;
    const std::size_t size = WorkRoom::kLarge / 2;
    hall.files.put("/home/aliya/letter.txt", Bytes(size, 'a'));
    Page page(hall);
    hall.desk.willChoose("/home/aliya/letter.txt");
    const std::string token = at(page.ask(common("showFileChooser", R"(["ALL",""])")), "/responseObject");
    const std::string request =
        common("createCAdESFromFile", R"(["PKCS12","SIGNATURE",)" + json(token) + ",true]");
    needsRoom(hall, page, request);
}

TEST(CmsGate, CountsWhatIsInside) {
    Hall hall;
    Page page(hall);
    // A message that needs no room of its own, and what is inside does.
    const Bytes content(WorkRoom::kSmall / 2 + 1024, 'a');
    const Bytes first = tanba::test::signWith(tanba::test::gostPerson(), content, sign::CmsContent::Attached);
    const std::string request =
        common("createCAdESFromBase64", R"(["PKCS12","SIGNATURE",)" + json(toBase64(first)) + ",true]");
    ASSERT_LE(request.size(), WorkRoom::kSmall);
    needsRoom(hall, page, request);
}

TEST(Notices, DoNotFloodThePerson) {
    Hall hall;
    Page page(hall, "https://evil.example");
    for (int time = 0; time < 50; ++time)
        page.send(signXmlRequest(kEgovChallenge));
    EXPECT_EQ(hall.desk.refusals.size(), 1U);
    hall.clock.time += Reception::kNoticePause;
    page.send(signXmlRequest(kEgovChallenge));
    EXPECT_EQ(hall.desk.refusals.size(), 2U);
}

} // namespace
} // namespace tanba::service::test
