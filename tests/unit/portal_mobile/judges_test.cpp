#include "core/base/encoding.h"
#include "tests/unit/portal_mobile/site.h"
#include "tests/unit/sign/xml_test_support.h"

namespace tanba::test {
namespace {

using namespace portal::mobile;

/// From the link to what the site has in its hands, judged by programs that know nothing of ours.
class OutsideJudge : public testing::Test {
  protected:
    void offer(const Json& document, const std::string& method, const std::string& site = kSite) {
        MobileSite server(site);
        server.documents.body = offerOf(method, {document}).dump();
        ASSERT_EQ(server.signAll(rsaPerson()), "ok");
        back_ = server.returned()["documentsToSign"][0];
        exportIdentity(folder_, "ca", signingAuthority().identity());
        exportIdentity(folder_, "rsa", rsaPerson());
        writeFile(folder_ / "document", viewOf(contractText()));
    }
    std::string data() const { return back_["document"]["file"]["data"].get<std::string>(); }
    int opensslSays(const std::string& arguments) {
        const auto result = openssl(folder_, arguments);
        if (result.exitCode != 0)
            said_ = result.output;
        return result.exitCode;
    }

    std::filesystem::path folder_ = scratchFolder();
    Json back_;
    std::string said_;
};

constexpr const char* kBelieved = " -CAfile ca.crt -purpose any -attime 1781956800 ";

TEST_F(OutsideJudge, OpensslAcceptsADetachedSignature) {
    ASSERT_NO_FATAL_FAILURE(offer(documentOf(contractText()), "CMS_SIGN_ONLY"));
    writeFile(folder_ / "signed", fromBase64(data()).value());
    EXPECT_EQ(opensslSays("cms -verify -binary -inform DER -in signed -content document -out read" +
                          std::string(kBelieved)),
              0)
        << said_;
    writeFile(folder_ / "document", viewOf("another"));
    EXPECT_NE(opensslSays("cms -verify -binary -inform DER -in signed -content document -out read" +
                          std::string(kBelieved)),
              0);
}

TEST_F(OutsideJudge, OpensslTakesTheDocumentOutOfAnAttachedSignature) {
    ASSERT_NO_FATAL_FAILURE(offer(documentOf(contractText()), "CMS_WITH_DATA"));
    writeFile(folder_ / "signed", fromBase64(data()).value());
    EXPECT_EQ(opensslSays("cms -verify -binary -inform DER -in signed -out read" + std::string(kBelieved)), 0)
        << said_;
    EXPECT_EQ(asText(fileContent(folder_ / "read")), contractText());
}

TEST_F(OutsideJudge, OpensslAcceptsABareValue) {
    ASSERT_NO_FATAL_FAILURE(offer(documentOf(contractText()), "SIGN_BYTES_ARRAY", kListedSite));
    const Json bare = Json::parse(data());
    writeFile(folder_ / "value", fromBase64(bare.at("signature").get<std::string>()).value());
    writeFile(folder_ / "certificate", fromBase64(bare.at("certificate").get<std::string>()).value());
    ASSERT_EQ(opensslSays("x509 -inform DER -in certificate -pubkey -noout -out key.pem"), 0) << said_;
    EXPECT_EQ(opensslSays("dgst -sha256 -verify key.pem -signature value document"), 0) << said_;
}

TEST_F(OutsideJudge, XmlsecAcceptsASignedXml) {
    ASSERT_NO_FATAL_FAILURE(offer(xmlDocumentOf("<contract><sum>100</sum></contract>"), "XML"));
    const auto result = xmlsecVerify(back_["documentXml"].get<std::string>(),
                                     "--trusted-pem ca.crt --verification-time '2026-06-20 12:00:00'");
    EXPECT_EQ(result.exitCode, 0) << result.output;
}

} // namespace
} // namespace tanba::test
