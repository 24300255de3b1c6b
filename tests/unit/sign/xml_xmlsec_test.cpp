#include "core/base/encoding.h"
#include "tests/unit/sign/xml_test_support.h"

namespace tanba::test {
namespace {

using sign::Integrity;
using sign::ReasonCode;

constexpr std::string_view kDsig = "http://www.w3.org/2000/09/xmldsig#";
constexpr std::string_view kInclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
constexpr std::string_view kMore = "http://www.w3.org/2001/04/xmldsig-more#";

TEST(XmlsecJudge, AcceptsOurRsaAndEcdsaSignatures) {
    const std::string source =
        "<?xml version=\"1.0\"?><!--c--><a xmlns:p=\"urn:p\"><p:b at=\"&#13;x\">Қағаз\n</p:b>"
        "<!--in--><?do it?></a>";
    for (const Identity* identity : {&rsaPerson(), &ecPerson()}) {
        const std::string document = signedXml(*identity, source);
        const auto result =
            xmlsecVerify(document, "--trusted-pem ca.crt --verification-time '2026-06-20 12:00:00'");
        EXPECT_EQ(result.exitCode, 0) << result.output;
        EXPECT_NE(xmlsecVerify(replaced(document, "Қағаз", "Кағаз"), "--trusted-pem ca.crt").exitCode, 0);
    }
}

TEST(XmlsecJudge, AcceptsOurSignatureByIdAndSeveralInARow) {
    const std::string byId =
        signedXml(rsaPerson(), R"(<r xmlns="urn:d"><a Id="part"><x/></a><b/></r>)", "part");
    const auto single = xmlsecVerify(byId, "--pubkey-cert-pem rsa.crt --id-attr:Id urn:d:a");
    EXPECT_EQ(single.exitCode, 0) << single.output;
    // xmlsec1 looks at the first signature; made first, it sees the document without the second one.
    const std::string one = signedXml(rsaPerson(), "<r><a/></r>");
    const std::string two = signedXml(ecPerson(), one);
    const auto last = xmlsecVerify(two, "--pubkey-cert-pem ec.crt --node-xpath "
                                        "\"/*/*[local-name()='Signature'][2]\"");
    EXPECT_EQ(last.exitCode, 0) << last.output;
}

struct TemplateRecipe {
    std::string name;
    std::string canonical = std::string(kInclusive);
    std::string method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    std::string uri = {};
    std::string transforms =
        "<Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>";
    std::string digest = "http://www.w3.org/2001/04/xmlenc#sha256";
    std::string key = "rsa";
    std::string options = {};
};

std::string templateOf(const TemplateRecipe& recipe) {
    const std::string transforms =
        recipe.transforms.empty() ? "" : "<Transforms>" + recipe.transforms + "</Transforms>";
    return "<r xmlns:q=\"urn:q\" xml:lang=\"kk\"><!--first--><part Id=\"p\" "
           "q:a=\"1\"><q:x>Test</q:x><!--c--></part>\n"
           "<Signature xmlns=\"" +
           std::string(kDsig) + "\">\n<SignedInfo>\n<CanonicalizationMethod Algorithm=\"" + recipe.canonical +
           "\"/>\n<SignatureMethod Algorithm=\"" + recipe.method + "\"/>\n<Reference URI=\"" + recipe.uri +
           "\">" + transforms + "<DigestMethod Algorithm=\"" + recipe.digest +
           "\"/><DigestValue/></Reference></SignedInfo><SignatureValue/><KeyInfo><X509Data><X509Certificate/>"
           "</X509Data></KeyInfo></Signature></r>";
}

class MadeByXmlsec : public testing::TestWithParam<TemplateRecipe> {};

TEST_P(MadeByXmlsec, IsAccepted) {
    const TemplateRecipe& recipe = GetParam();
    const std::string options =
        "--privkey-pem " + recipe.key + ".key," + recipe.key + ".crt --id-attr:Id part";
    const std::string document = signedByXmlsec(templateOf(recipe), options);
    const auto evidence = onlyXmlSignature(document);
    EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence) << document;
    EXPECT_EQ(hasReason(evidence, ReasonCode::OnlyPartSigned), !recipe.uri.empty());
    EXPECT_EQ(integrities(replaced(document, "Test", "test")), "content_changed");
    EXPECT_EQ(integrities(replaced(document, "<!--c-->", "<!--d-->")), "ok");
}

const std::string kEnvelopedAnd =
    "<Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/><Transform Algorithm=\"";

INSTANTIATE_TEST_SUITE_P(
    Forms, MadeByXmlsec,
    testing::Values(
        TemplateRecipe{"Plain"}, TemplateRecipe{"WithComments", std::string(kInclusive) + "#WithComments"},
        TemplateRecipe{"Exclusive", "http://www.w3.org/2001/10/xml-exc-c14n#"},
        TemplateRecipe{"Canonical11", "http://www.w3.org/2006/12/xml-c14n11"},
        TemplateRecipe{
            .name = "Sha1", .method = std::string(kDsig) + "rsa-sha1", .digest = std::string(kDsig) + "sha1"},
        TemplateRecipe{.name = "Sha512",
                       .method = std::string(kMore) + "rsa-sha512",
                       .digest = "http://www.w3.org/2001/04/xmlenc#sha512"},
        TemplateRecipe{.name = "Sha384",
                       .method = std::string(kMore) + "rsa-sha384",
                       .digest = std::string(kMore) + "sha384"},
        TemplateRecipe{.name = "Ecdsa", .method = std::string(kMore) + "ecdsa-sha256", .key = "ec"},
        TemplateRecipe{.name = "EcdsaSha384", .method = std::string(kMore) + "ecdsa-sha384", .key = "ec"},
        TemplateRecipe{.name = "EnvelopedThenExclusive",
                       .transforms = kEnvelopedAnd + "http://www.w3.org/2001/10/xml-exc-c14n#\"/>"},
        TemplateRecipe{.name = "EnvelopedThenCanonical11",
                       .transforms = kEnvelopedAnd + "http://www.w3.org/2006/12/xml-c14n11\"/>"},
        TemplateRecipe{.name = "ByIdWithoutTransforms", .uri = "#p", .transforms = ""},
        TemplateRecipe{.name = "ByIdWithComments",
                       .uri = "#p",
                       .transforms = "<Transform Algorithm=\"" + std::string(kInclusive) +
                                     "#WithComments\"/>"},
        TemplateRecipe{.name = "ByIdExclusive",
                       .uri = "#p",
                       .transforms = "<Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>"},
        TemplateRecipe{.name = "ByIdCanonical11",
                       .uri = "#p",
                       .transforms = "<Transform Algorithm=\"http://www.w3.org/2006/12/xml-c14n11\"/>"},
        TemplateRecipe{.name = "ByIdWithInclusivePrefixes",
                       .uri = "#p",
                       .transforms = "<Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">"
                                     "<InclusiveNamespaces xmlns=\"http://www.w3.org/2001/10/xml-exc-c14n#\" "
                                     "PrefixList=\"q #default absent\"/></Transform>"}),
    [](const auto& tested) { return tested.param.name; });

TEST(XmlsecJudge, AWeakDigestUnderAStrongSignatureIsNoted) {
    const TemplateRecipe mixed{.name = "Mixed", .digest = std::string(kDsig) + "sha1"};
    const auto evidence =
        onlyXmlSignature(signedByXmlsec(templateOf(mixed), "--privkey-pem rsa.key,rsa.crt"));
    EXPECT_EQ(evidence.integrity, Integrity::Ok);
    EXPECT_EQ(evidence.contentDigests, std::vector{crypto::DigestAlgorithm::Sha1});
    EXPECT_TRUE(onlyXmlSignature(signedXml(rsaPerson(), "<a/>")).contentDigests.empty());
}

// ---- WS-Security, as SmartBridge and others use it ----

constexpr std::string_view kWsse =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
constexpr std::string_view kTokenType =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";

std::string keyIdentifier() {
    return "<wsse:SecurityTokenReference><wsse:KeyIdentifier ValueType=\"" + std::string(kTokenType) + "\">" +
           toBase64(rsaPerson().certificate.der()) + "</wsse:KeyIdentifier></wsse:SecurityTokenReference>";
}

std::string soapTemplate(const std::string& keyInfo, const std::string& moreHeader = {}) {
    const std::string exclusive = "\"http://www.w3.org/2001/10/xml-exc-c14n#\"";
    return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header>"
           "<wsse:Security xmlns:wsse=\"" +
           std::string(kWsse) + "\" soap:mustUnderstand=\"1\">" + moreHeader + "<ds:Signature xmlns:ds=\"" +
           std::string(kDsig) + "\"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm=" + exclusive +
           "><ec:InclusiveNamespaces xmlns:ec=" + exclusive +
           " PrefixList=\"soap\"/></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm=\"" +
           std::string(kMore) +
           "rsa-sha256\"/><ds:Reference URI=\"#id-1\"><ds:Transforms><ds:Transform Algorithm=" + exclusive +
           "/></ds:Transforms><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
           "<ds:DigestValue></ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue></"
           "ds:SignatureValue>"
           "<ds:KeyInfo>" +
           keyInfo +
           "</ds:KeyInfo></ds:Signature></wsse:Security></soap:Header>"
           "<soap:Body "
           "xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\" "
           "wsu:Id=\"id-1\"><order xmlns=\"urn:o\">100</order></soap:Body></soap:Envelope>";
}

std::string signedSoap(const std::string& keyInfo, const std::string& moreHeader = {}) {
    return signedByXmlsec(
        soapTemplate(keyInfo, moreHeader),
        "--privkey-pem rsa.key --id-attr:Id http://schemas.xmlsoap.org/soap/envelope/:Body");
}

TEST(SoapSignature, OverTheBodyWithKeyIdentifier) {
    const std::string document = signedSoap(keyIdentifier());
    const auto evidence = onlyXmlSignature(document);
    EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
    EXPECT_TRUE(evidence.reasons.empty());
    EXPECT_EQ(*evidence.signer, rsaPerson().certificate);
    EXPECT_EQ(integrities(replaced(document, ">100<", ">900<")), "content_changed");
}

TEST(SoapSignature, WithATokenOfTheDocument) {
    const std::string token = "<wsse:BinarySecurityToken Id=\"t\" ValueType=\"" + std::string(kTokenType) +
                              "\">" + toBase64(rsaPerson().certificate.der()) + "</wsse:BinarySecurityToken>";
    const std::string reference = "<wsse:SecurityTokenReference><wsse:Reference URI=\"#t\"/>"
                                  "</wsse:SecurityTokenReference>";
    const std::string document = signedSoap(reference, token);
    EXPECT_EQ(integrities(document), "ok");
    EXPECT_EQ(integrities(replaced(document, "URI=\"#t\"", "URI=\"#u\"")), "xml.id_not_found");
    EXPECT_EQ(integrities(replaced(document, "URI=\"#t\"", "URI=\"http://a/\"")), "xml.external_reference");
}

TEST(SoapSignature, WrappedBodiesAreRefused) {
    const std::string document = signedSoap(keyIdentifier());
    const std::string body = part(document, "<soap:Body", "</soap:Body>");
    const std::string evil = "<soap:Body><order xmlns=\"urn:o\">900</order></soap:Body>";
    // The signed Body goes into the header, another one takes its place.
    const std::string moved =
        replaced(replaced(document, body, evil), "</wsse:Security>", "</wsse:Security><w>" + body + "</w>");
    EXPECT_EQ(integrities(moved), "xml.structure");
    // ... in a header element of the same name as the envelope.
    const std::string nested = replaced(replaced(document, body, evil), "</wsse:Security>",
                                        "</wsse:Security><soap:Envelope>" + body + "</soap:Envelope>");
    EXPECT_EQ(integrities(nested), "xml.structure");
    // Two bodies beside each other.
    EXPECT_EQ(integrities(replaced(document, body, evil + body)), "xml.structure");
    // The same identifier twice, also by another attribute.
    EXPECT_EQ(
        integrities(replaced(document, body, replaced(evil, "<soap:Body", "<soap:Body Id=\"id-1\"") + body)),
        "xml.duplicate_id");
}

} // namespace
} // namespace tanba::test
