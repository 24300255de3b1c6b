#include "core/base/encoding.h"
#include "tests/unit/portal_mobile/site.h"

#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal::mobile;

std::string subjectOf(const Json& offer, const std::string& code = "mobile.answer_wrong") {
    const auto read = Offer::read(offer.dump());
    EXPECT_EQ(outcome(read), code) << offer.dump().substr(0, 200);
    return read.ok() ? "ok" : read.failure().subject;
}

TEST(Offer, ShowsWhatIsToBeSigned) {
    const auto read =
        Offer::read(offerOf("CMS_WITH_DATA", {documentOf(contractText()), documentOf("two")}).dump());
    ASSERT_EQ(outcome(read), "ok");
    ASSERT_EQ(read.value().documents().size(), 2U);
    const OfferedDocument& first = read.value().documents().front();
    EXPECT_EQ(first.method, SignMethod::CmsAttached);
    EXPECT_EQ(first.names.kk, "Шарт");
    EXPECT_EQ(first.mime, "@file/pdf");
    EXPECT_EQ(first.facts.front().name, "Сумма");
    EXPECT_EQ(first.facts.front().value, "100");
    EXPECT_EQ(asText(*first.content), contractText());
}

TEST(Offer, MethodsOfEachKind) {
    const Json cms = documentOf("x");
    const Json xml = xmlDocumentOf("<a/>");
    const auto methodOf = [](const Json& offer) { return Offer::read(offer.dump()).value().documents(); };
    EXPECT_EQ(methodOf(offerOf("XML", {xml})).front().method, SignMethod::Xml);
    EXPECT_EQ(methodOf(offerOf("CMS_SIGN_ONLY", {cms})).front().method, SignMethod::CmsDetached);
    EXPECT_EQ(methodOf(offerOf("SIGN_BYTES_ARRAY", {cms})).front().method, SignMethod::Bytes);
    Json mixedXml = xml;
    mixedXml["signMethod"] = "XML";
    Json mixedCms = cms;
    mixedCms["signMethod"] = "CMS_SIGN_ONLY";
    const auto mixed = methodOf(offerOf("MIX_SIGN", {mixedXml, mixedCms}));
    EXPECT_EQ(mixed.front().method, SignMethod::Xml);
    EXPECT_EQ(mixed.back().method, SignMethod::CmsDetached);
    EXPECT_EQ(subjectOf(offerOf("MIX_SIGN", {cms})), "signMethod");
    EXPECT_EQ(subjectOf(offerOf("CMS_SIGN_ONLY", {mixedXml})), "signMethod");
    for (const char* method : {"", "cms_sign_only", "RAW", "MIX_SIGN "})
        EXPECT_EQ(subjectOf(offerOf(method, {cms})), "signMethod") << method;
    mixedCms["signMethod"] = "MIX_SIGN";
    EXPECT_EQ(subjectOf(offerOf("MIX_SIGN", {mixedCms})), "signMethod");
}

TEST(Offer, WrongMembersAreNamed) {
    const auto spoiled = [](const std::function<void(Json&)>& spoil) {
        Json document = documentOf("content");
        spoil(document);
        return subjectOf(offerOf("CMS_SIGN_ONLY", {document}));
    };
    EXPECT_EQ(subjectOf(offerOf("XML", {})), "documentsToSign");
    EXPECT_EQ(subjectOf(Json{{"signMethod", "XML"}}), "documentsToSign");
    EXPECT_EQ(subjectOf(offerOf("XML", {Json(5)})), "documentsToSign");
    EXPECT_EQ(subjectOf(offerOf("XML", {documentOf("x")})), "documentXml");
    EXPECT_EQ(subjectOf(offerOf("XML", {xmlDocumentOf("")})), "documentXml");
    EXPECT_EQ(subjectOf(offerOf("CMS_SIGN_ONLY", {xmlDocumentOf("<a/>")})), "document.file.data");
    EXPECT_EQ(spoiled([](Json& d) { d["document"]["file"]["data"] = "not base64!"; }), "document.file.data");
    EXPECT_EQ(spoiled([](Json& d) { d["document"]["file"]["data"] = ""; }), "document.file.data");
    EXPECT_EQ(spoiled([](Json& d) { d["document"]["file"]["data"] = 5; }), "document.file.data");
    EXPECT_EQ(spoiled([](Json& d) { d["document"] = Json::array(); }), "document.file.data");
    EXPECT_EQ(spoiled([](Json& d) { d["meta"] = "x"; }), "meta");
    EXPECT_EQ(spoiled([](Json& d) { d["meta"] = std::vector<Json>(kMaxMeta + 1, Json::object()); }), "meta");
    EXPECT_EQ(spoiled([](Json& d) { d["meta"][0]["value"] = 100; }), "value");
    EXPECT_EQ(spoiled([](Json& d) { d["nameKz"] = 1; }), "nameKz");
}

TEST(Offer, SizesAreBounded) {
    EXPECT_EQ(subjectOf(offerOf("XML", {xmlDocumentOf(std::string(kMaxXmlSize + 1, ' '))}), "file.too_large"),
              "documentXml");
    EXPECT_EQ(subjectOf(offerOf("CMS_SIGN_ONLY", {documentOf(std::string(kMaxDocumentSize + 1, 'x'))}),
                        "file.too_large"),
              "document.file.data");
    EXPECT_EQ(subjectOf(offerOf("CMS_SIGN_ONLY", std::vector<Json>(kMaxDocuments + 1, documentOf("x"))),
                        "file.too_large"),
              "documentsToSign");
    EXPECT_EQ(outcome(Offer::read(
                  offerOf("CMS_SIGN_ONLY", {documentOf(std::string(kMaxDocumentSize, 'x'))}).dump())),
              "ok");
}

TEST(Offer, TheSameAnswerGoesBack) {
    Json offer = offerOf("CMS_SIGN_ONLY", {documentOf("one"), documentOf("two")});
    offer["unknown"] = Json::parse(R"({"z":[1,2.5,-3,null,true,"ә\u0000"],"a":18446744073709551615})");
    offer["documentsToSign"][1]["extra"] = "kept";
    offer["documentsToSign"][1]["document"]["file"]["size"] = 3;
    const auto read = Offer::read(offer.dump());
    ASSERT_EQ(outcome(read), "ok");
    const Bytes back = read.value().withSigned({toBytes("S1"), toBytes("S2")});
    offer["documentsToSign"][0]["document"]["file"]["data"] = toBase64(viewOf("S1"));
    offer["documentsToSign"][1]["document"]["file"]["data"] = toBase64(viewOf("S2"));
    EXPECT_EQ(asText(back), offer.dump());
    const auto xml = Offer::read(offerOf("XML", {xmlDocumentOf("<a/>")}).dump());
    EXPECT_EQ(asText(xml.value().withSigned({toBytes("<b/>")})),
              offerOf("XML", {xmlDocumentOf("<b/>")}).dump());
}

} // namespace
} // namespace tanba::test
