#include "core/crypto/private_key.h"
#include "tests/unit/sign/xml_test_support.h"

namespace tanba::test {
namespace {

using sign::Integrity;
using sign::ReasonCode;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kOrder = R"(<order n="7"><item>Қағаз</item><sum>100</sum></order>)";
constexpr std::string_view kKazakhUri =
    "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512";

struct KeyCase {
    std::string name;
    const Identity& (*identity)();
    std::string signatureUri;
    std::string digestUri;
};

class EveryKey : public testing::TestWithParam<KeyCase> {};

TEST_P(EveryKey, SignsSoThatOneReaderFindsWhatItWrote) {
    const KeyCase& each = GetParam();
    const std::string document = signedXml(each.identity(), kOrder);
    EXPECT_THAT(document, HasSubstr("SignatureMethod Algorithm=\"" + each.signatureUri + "\""));
    EXPECT_THAT(document, HasSubstr("DigestMethod Algorithm=\"" + each.digestUri + "\""));
    const auto file = verifiedXml(document);
    EXPECT_EQ(file.format, sign::Format::Xml);
    ASSERT_EQ(file.signatures.size(), 1U);
    const auto& evidence = file.signatures.front();
    EXPECT_EQ(evidence.integrity, Integrity::Ok);
    EXPECT_TRUE(evidence.reasons.empty());
    ASSERT_TRUE(evidence.signer.has_value());
    EXPECT_EQ(*evidence.signer, each.identity().certificate);
    EXPECT_EQ(evidence.scheme->key, each.identity().key->algorithm());
    EXPECT_EQ(file.certificates.size(), 1U);
    EXPECT_EQ(file.contentClass, sign::ContentClass::Document);
}

INSTANTIATE_TEST_SUITE_P(
    Keys, EveryKey,
    testing::Values(KeyCase{"Gost", gostPerson, std::string(kKazakhUri),
                            "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512"},
                    KeyCase{"Rsa", rsaPerson, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                            "http://www.w3.org/2001/04/xmlenc#sha256"},
                    KeyCase{"Ec", ecPerson, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                            "http://www.w3.org/2001/04/xmlenc#sha256"}),
    [](const auto& tested) { return tested.param.name; });

TEST(XmlSigner, WritesTheFormThatPortalsKnow) {
    const std::string document = signedXml(gostPerson(), kOrder);
    EXPECT_THAT(document,
                StartsWith(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?><order n="7">)"));
    EXPECT_THAT(document, EndsWith("</ds:KeyInfo></ds:Signature></order>"));
    EXPECT_THAT(document, HasSubstr("<item>Қағаз</item><sum>100</sum><ds:Signature xmlns:ds="
                                    "\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>"));
    EXPECT_THAT(document, HasSubstr("<ds:CanonicalizationMethod "
                                    "Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>"));
    EXPECT_THAT(
        document,
        HasSubstr("<ds:Reference URI=\"\"><ds:Transforms><ds:Transform "
                  "Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/><ds:Transform "
                  "Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments\"/>"));
    EXPECT_THAT(part(document, "<ds:Signature ", "</ds:Signature>"), Not(HasSubstr("\n")));
    EXPECT_THAT(part(document, "<ds:Signature ", "</ds:Signature>"), Not(HasSubstr("&#13;")));
}

TEST(XmlSigner, RemovingWhiteSpaceNodesDoesNotBreakTheSignature) {
    // Portals parse and write again what they get, and drop nodes of white space only.
    const std::string document = signedXml(gostPerson(), "<a><b>1</b></a>");
    EXPECT_EQ(document.find("> <"), std::string::npos);
    EXPECT_EQ(document.find(">\n<"), std::string::npos);
}

TEST(XmlSigner, SignsAnElementByItsId) {
    for (const std::string attribute : {"Id", "ID", "id", "xml:id"}) {
        SCOPED_TRACE(attribute);
        const std::string source = "<root><a " + attribute + "=\"part\"><x>1</x></a><b/></root>";
        const std::string document = signedXml(gostPerson(), source, "part");
        EXPECT_THAT(document, HasSubstr("URI=\"#part\""));
        EXPECT_THAT(
            document,
            HasSubstr("CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\""));
        EXPECT_THAT(document, Not(HasSubstr("enveloped-signature")));
        EXPECT_THAT(document, EndsWith("</ds:Signature></root>"));
        const auto evidence = onlyXmlSignature(document);
        EXPECT_EQ(evidence.integrity, Integrity::Ok);
        ASSERT_EQ(evidence.reasons.size(), 1U);
        EXPECT_EQ(evidence.reasons[0].code, ReasonCode::OnlyPartSigned);
        EXPECT_EQ(evidence.reasons[0].detail, "/root/a");
        EXPECT_EQ(integrities(replaced(document, "<x>1", "<x>2")), "content_changed");
        EXPECT_EQ(integrities(replaced(document, "<b/>", "<b>more</b>")), "ok"); // and said to be a part
    }
}

TEST(XmlSigner, TheRootByItsIdIsTheWholeDocument) {
    const std::string document = signedXml(gostPerson(), R"(<root Id="all"><a>1</a></root>)", "all");
    const auto evidence = onlyXmlSignature(document);
    EXPECT_EQ(evidence.integrity, Integrity::Ok);
    EXPECT_FALSE(hasReason(evidence, ReasonCode::OnlyPartSigned));
    EXPECT_EQ(integrities(replaced(document, "<a>1", "<a>2")), "content_changed");
}

TEST(XmlSigner, RefusesAnIdThatIsNotExactlyOneElement) {
    EXPECT_EQ(signOutcome(R"(<r><a Id="x"/></r>)", "y"), "xml.id_not_found");
    EXPECT_EQ(signOutcome(R"(<r><a Id="x"/></r>)", "xpointer(/)"), "xml.id_not_found");
    EXPECT_EQ(signOutcome(R"(<r><a n="x"/></r>)", "x"), "xml.id_not_found");
    EXPECT_EQ(signOutcome(R"(<r><a Id="x"/><b Id="x"/></r>)", "x"), "xml.duplicate_id");
    EXPECT_EQ(signOutcome(R"(<r><a Id="x"/><b ID="x"/></r>)", "x"), "xml.duplicate_id");
    EXPECT_EQ(signOutcome(R"(<r><a Id="x"/><b xml:id="x"/></r>)", "x"), "xml.duplicate_id");
    EXPECT_EQ(signOutcome(R"(<r xmlns:o="urn:o"><a Id="x"/><b o:iD="x"/></r>)", "x"), "xml.duplicate_id");
}

TEST(XmlSigner, ThreePeopleSignOneAfterTheOther) {
    const std::string one = signedXml(rsaPerson(), kOrder);
    const std::string two = signedXml(gostPerson(), one);
    const std::string three = signedXml(ecPerson(), two);
    const auto file = verifiedXml(three);
    ASSERT_EQ(file.signatures.size(), 3U);
    EXPECT_EQ(*file.signatures[0].signer, ecPerson().certificate); // the last made first
    EXPECT_EQ(*file.signatures[1].signer, gostPerson().certificate);
    EXPECT_EQ(*file.signatures[2].signer, rsaPerson().certificate);
    EXPECT_EQ(integrities(three), "ok ok ok");
    EXPECT_EQ(file.certificates.size(), 3U);
    // The later signatures cover the earlier ones; the earlier ones do not know of the later.
    const std::string first = part(three, "<ds:Signature ", "</ds:Signature>");
    EXPECT_EQ(integrities(replaced(three, first, "")), "content_changed content_changed");
    EXPECT_EQ(integrities(replaced(three, "<sum>100", "<sum>900")),
              "content_changed content_changed content_changed");
    const std::string last = three.substr(three.rfind("<ds:Signature "));
    EXPECT_EQ(integrities(replaced(three, last, "</order>")), "ok ok");
}

TEST(XmlSigner, OneOpenedKeySignsSeveralDocuments) {
    const auto session = sessionFor(gostPerson());
    for (int number = 0; number < 5; ++number) {
        const std::string source = "<doc>" + std::to_string(number) + "</doc>";
        const auto document = sign::signXml(*session, viewOf(source), {});
        ASSERT_TRUE(document.ok());
        EXPECT_EQ(integrities(asText(document.value())), "ok");
    }
}

TEST(XmlSigner, CarriageReturnsAndSpecialCharactersSurvive) {
    const std::string source = "<a at=\"1&#13;&#10;&#9;&quot;&lt;2\">line&#13;\nnext &amp; &lt;b&gt; "
                               "<![CDATA[<x> & ]]><c>&#x42F;</c></a>";
    const std::string document = signedXml(gostPerson(), source);
    EXPECT_EQ(integrities(document), "ok");
    EXPECT_THAT(document, HasSubstr("line&#13;\nnext &amp; &lt;b&gt;"));
    EXPECT_THAT(document, HasSubstr("1&#13;&#10;&#9;"));
    EXPECT_THAT(document, HasSubstr("<![CDATA[<x> & ]]>"));
}

TEST(XmlSigner, CommentsAndInstructionsStayWhereTheyAre) {
    const std::string source =
        "<?xml version=\"1.0\"?><!--before--><?go on?><a><!--in--><?in side?>1</a><!--after-->";
    const std::string document = signedXml(gostPerson(), source);
    EXPECT_THAT(document, HasSubstr("<!--before--><?go on?><a><!--in--><?in side?>1<ds:Signature"));
    EXPECT_THAT(document, EndsWith("</a><!--after-->"));
    EXPECT_EQ(integrities(document), "ok");
    // XMLDSig drops comments from what "" refers to, but not instructions.
    EXPECT_EQ(integrities(replaced(document, "<!--in-->", "<!--other-->")), "ok");
    EXPECT_EQ(integrities(replaced(document, "<?in side?>", "<?in other?>")), "content_changed");
    EXPECT_EQ(integrities(replaced(document, "<?go on?>", "")), "content_changed");
}

TEST(XmlSigner, NamesSpacesOfTheDocumentDoNotDisturb) {
    for (const std::string& source :
         {std::string(R"(<ds:a xmlns:ds="urn:mine"><ds:b/></ds:a>)"),
          std::string(R"(<a xmlns="urn:default"><b xmlns=""><c/></b></a>)"),
          std::string(R"(<p:a xmlns:p="urn:p" xmlns:q="urn:q" q:x="1"><q:b p:x="2"/></p:a>)")}) {
        SCOPED_TRACE(source);
        EXPECT_EQ(integrities(signedXml(gostPerson(), source)), "ok");
    }
}

std::string utf16(std::u16string_view text, bool bigEndian) {
    std::string bytes;
    for (const char16_t unit : text) {
        const auto high = static_cast<char>(unit >> 8);
        const auto low = static_cast<char>(unit & 0xFF);
        bytes.push_back(bigEndian ? high : low);
        bytes.push_back(bigEndian ? low : high);
    }
    return bytes;
}

TEST(XmlSigner, ReadsTheEncodingsThatOccur) {
    const std::string windows =
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>\xD2\xE5\xF1\xF2 \xB9 5</a>";
    const std::u16string wide = u"\uFEFF<?xml version=\"1.0\" encoding=\"utf-16\"?><a>Тест № 5\U0001F600</a>";
    EXPECT_THAT(signedXml(gostPerson(), windows), HasSubstr("<a>Тест № 5<ds:"));
    EXPECT_THAT(signedXml(gostPerson(), utf16(wide, false)), HasSubstr("<a>Тест № 5\U0001F600<ds:"));
    EXPECT_THAT(signedXml(gostPerson(), utf16(wide, true)), HasSubstr("<a>Тест № 5\U0001F600<ds:"));
    EXPECT_THAT(signedXml(gostPerson(), "\xEF\xBB\xBF<a>Тест</a>"), HasSubstr("?><a>Тест<ds:"));
    EXPECT_EQ(integrities(signedXml(gostPerson(), windows)), "ok");
}

TEST(XmlSigner, RefusesEncodingsThatCannotBeTold) {
    for (const std::string& source :
         {std::string("<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>"),
          std::string("<?xml version=\"1.0\" encoding=\"utf-7\"?><a/>"),
          std::string("<?xml version=\"1.0\" encoding=\"nonsense\"?><a/>"),
          std::string("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"windows-1251\"?><a/>"),
          std::string("<?xml version=\"1.1\"?><a/>"), std::string("<a>\xFF</a>"),
          std::string("<?xml version=\"1.0\" encoding=\"us-ascii\"?><a>\xD2</a>"),
          utf16(u"\uFEFF<a>\xD800</a>", false), std::string("\xFF\xFE<", 3)}) {
        SCOPED_TRACE(source);
        EXPECT_EQ(signOutcome(source), "xml.malformed");
    }
}

TEST(XmlSigner, RefusesWhatIsNoDocument) {
    for (const std::string source :
         {"", " ", "text", "<a>", "<a></b>", "<a/><b/>", "<p:a/>", "<a>&other;</a>", "<a b='1' b='2'/>",
          "<?xml version='1.0'?>", "{}", "<a>\x01</a>"}) {
        SCOPED_TRACE(source);
        EXPECT_EQ(signOutcome(source), "xml.malformed");
    }
    EXPECT_EQ(signOutcome(std::string("<a>\0</a>", 8)), "xml.malformed");
    // Canonical XML gives such a document no canonical form.
    EXPECT_EQ(signOutcome(R"(<a xmlns="relative"/>)"), "xml.structure");
    EXPECT_EQ(signOutcome(R"(<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>)"), "xml.structure");
}

/// Gives a wrong value where the token should have signed.
class FaultySession : public keys::KeySession {
  public:
    const keys::Certificate& certificate() const override { return gostPerson().certificate; }
    Result<Bytes> sign(const crypto::Digest&) override { return Bytes(128, 0x5A); }
};

TEST(XmlSigner, AWrongValueNeverLeaves) {
    FaultySession session;
    EXPECT_EQ(outcome(sign::signXml(session, viewOf(kOrder), {})), "signature.self_check_failed");
}

} // namespace
} // namespace tanba::test
