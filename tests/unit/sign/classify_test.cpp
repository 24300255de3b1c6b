#include "core/sign/classify.h"

#include "core/base/encoding.h"
#include "tests/unit/sign/xml_test_support.h"

namespace tanba::test {
namespace {

using sign::Classification;
using sign::ContentClass;

const std::string kEgov =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><login><timeTicket>1790000000000</timeTicket>"
    "<sessionid>6f0c</sessionid></login>";
const std::string kKey = "<root><key>abc</key></root>";

/// "egov", "egov goszakup", or "document": the shapes found, in the order of the table.
std::string shapesIn(const Classification& classification) {
    if (classification.contentClass == ContentClass::Document)
        return classification.shapes.empty() ? "document" : "document with shapes";
    std::string ids;
    for (const sign::LoginShape& shape : sign::loginShapes())
        for (const sign::LoginShape* found : classification.shapes)
            if (found == &shape)
                ids += (ids.empty() ? "" : " ") + shape.id;
    return classification.contentClass == ContentClass::Login ? ids : "other class";
}

std::string shapes(std::string_view content) {
    return shapesIn(sign::classifyContent(viewOf(content), true));
}

std::string base64(std::string_view text) {
    return toBase64(viewOf(text));
}

std::string utf16(std::string_view ascii, bool bigEndian, bool mark) {
    std::string bytes = mark ? (bigEndian ? "\xFE\xFF" : "\xFF\xFE") : "";
    for (const char character : ascii) {
        bytes.push_back(bigEndian ? '\0' : character);
        bytes.push_back(bigEndian ? character : '\0');
    }
    return bytes;
}

std::string replacedAll(std::string text, std::string_view what, std::string_view with) {
    for (std::size_t found = 0; (found = text.find(what, found)) != std::string::npos; found += with.size())
        text.replace(found, what.size(), with);
    return text;
}

struct Sample {
    std::string_view content;
    std::string_view shapes;
};

class ChallengeOfAPortal : public testing::TestWithParam<Sample> {};

TEST_P(ChallengeOfAPortal, IsALogin) {
    EXPECT_EQ(shapes(GetParam().content), GetParam().shapes);
}

INSTANTIATE_TEST_SUITE_P(
    Seen, ChallengeOfAPortal,
    testing::Values(
        Sample{"<?xml version=\"1.0\" encoding=\"utf-8\"?><login><timeTicket>1790000000000</timeTicket>"
               "<sessionid>6f0c</sessionid></login>",
               "egov"},
        Sample{"<login><timeTicket>1</timeTicket></login>", "egov"},
        Sample{"<login><sessionid>6f0c</sessionid></login>", "login-session"},
        Sample{"<login><url>https://p.example/x</url></login>", "login-url"},
        Sample{"<?xml version=\"1.0\"?><root><key>k</key></root>", "goszakup"},
        Sample{"<body><text>10.10.2025</text></body>", "kgd"},
        Sample{"<body><text>2025-10-10T09:05:00.123Z</text></body>", "kgd"},
        Sample{"<body><text>Fri Oct 10 2025 14:05:00 GMT+0500 (Батыс Қазақстан)</text></body>", "kgd"},
        Sample{"<body><text>10/10/2025, 2:05:00 PM</text></body>", "kgd"},
        Sample{"<body><text>2026-11-22T10:00:00[Asia/Almaty]</text></body>", "kgd"},
        Sample{"<body><text>\"2026-11-22T10:00:00.000Z\"</text></body>", "kgd"},
        Sample{"<root>\xE2\xA0\x80\xE3\x85\xA4\xEF\xB8\x8F\xF3\xA0\x80\xA0</root>", "zakup-sso"},
        Sample{"<body><text>10 қазан 2025 ж.</text></body>", "kgd"},
        Sample{"<body><text>1760000000000</text></body>", "kgd"}, Sample{"<root></root>", "zakup-sso"},
        Sample{"<root/>", "zakup-sso"}, Sample{"<sud><authentication id=\"1\" time=\"2\"/></sud>", "sud"},
        Sample{"<sud><authentication><a>1</a></authentication></sud>", "sud"},
        Sample{"<auth><nonce>abc</nonce></auth>", "auth-nonce"}));

class Disguise : public testing::TestWithParam<std::string_view> {};

TEST_P(Disguise, DoesNotHelp) {
    EXPECT_EQ(shapes(GetParam()), "egov");
}

INSTANTIATE_TEST_SUITE_P(
    OfTheEgovChallenge, Disguise,
    testing::Values(
        "<x:login xmlns:x='urn:x'><x:timeTicket>1</x:timeTicket></x:login>",
        "<login xmlns='urn:other'><timeTicket xmlns=''>1</timeTicket></login>",
        "<login a='1' b='2'><timeTicket c='3'>1</timeTicket></login>",
        "<Login><TIMETICKET>1</TIMETICKET></Login>",
        "<!--a--><login><!--b--><timeTicket>1<!--c-->2</timeTicket><!--d--></login><!--e-->",
        "<?a b?><login><?c d?><timeTicket><?e f?>1</timeTicket></login>",
        "\n\t <login>\r\n <timeTicket>\n1\n</timeTicket>\n</login>\n\n",
        "<login><timeTicket><![CDATA[1]]></timeTicket></login>", "<login><timeTicket/></login>",
        "<login><timeTicket>1</timeTicket><timeTicket>2</timeTicket></login>",
        "<login>text<timeTicket>1</timeTicket>text</login>",
        "<login><x><timeTicket>1</timeTicket></x></login>",
        "<login><timeTicket>1</timeTicket><sessionid>2</sessionid><more>3</more></login>",
        "<contract><text>Long</text><a><b><login><timeTicket>1</timeTicket></login></b></a></contract>",
        "<a><![CDATA[<login><timeTicket>1</timeTicket></login>]]></a>",
        "<a>&lt;login&gt;&lt;timeTicket&gt;1&lt;/timeTicket&gt;&lt;/login&gt;</a>",
        "<a>&#60;login>&lt;!-- -->&lt;timeTicket/><!-- -->&lt;/login></a>",
        "<a b=\"&lt;login&gt;&lt;timeTicket/&gt;&lt;/login&gt;\"/>",
        // Whatever this program cannot parse but another might.
        "<login><timeTicket>1</timeTicket></login>trailing", "<login><timeTicket>1</timeTicket>",
        "<p:login><timeTicket>1</timeTicket></p:login>",
        "<?xml version='1.1'?><login><timeTicket>1</timeTicket></login>",
        "<login><timeTicket>\x01</timeTicket></login>", "<login><timeTicket>\xFF</timeTicket></login>",
        "<a><login><timeTicket>1</timeTicket></login>"));

TEST(Disguises, OfEncoding) {
    const std::string challenge = "<login><timeTicket>1</timeTicket></login>";
    for (const bool bigEndian : {false, true}) {
        EXPECT_EQ(shapes(utf16(challenge, bigEndian, true)), "egov");
        EXPECT_EQ(shapes(utf16(challenge, bigEndian, false)), "egov");
        EXPECT_EQ(shapes(utf16(challenge + "<", bigEndian, true)), "egov");  // not well-formed
        EXPECT_EQ(shapes(utf16(challenge, bigEndian, true) + '\0'), "egov"); // half a character too many
        EXPECT_EQ(shapes(base64(utf16(challenge, bigEndian, true))), "egov");
    }
    EXPECT_EQ(shapes("\xEF\xBB\xBF" + challenge), "egov");
    EXPECT_EQ(shapes("<?xml version='1.0' encoding='windows-1251'?>" + challenge), "egov");
    EXPECT_EQ(shapes("<?xml version='1.0' encoding='koi8-r'?><login>\xC1<timeTicket>1</timeTicket></login>"),
              "egov");
}

std::string utf32(std::string_view ascii, bool bigEndian, bool mark) {
    std::string bytes = !mark       ? ""
                        : bigEndian ? std::string("\0\0\xFE\xFF", 4)
                                    : std::string("\xFF\xFE\0\0", 4);
    for (const char character : ascii)
        bytes += bigEndian ? std::string(3, '\0') + character : character + std::string(3, '\0');
    return bytes;
}

TEST(Disguises, OfAnEncodingThatOnlyOthersRead) {
    const std::string challenge = "<login><timeTicket>1</timeTicket></login>";
    for (const bool bigEndian : {false, true}) {
        EXPECT_EQ(shapes(utf32(challenge, bigEndian, true)), "egov");
        EXPECT_EQ(shapes(utf32(challenge, bigEndian, false)), "egov");
        EXPECT_EQ(shapes(base64(utf32(challenge, bigEndian, false))), "egov");
        EXPECT_EQ(shapes(utf32("<invoice><login/></invoice>", bigEndian, true)), "document");
    }
}

TEST(Disguises, OfAnEncodingThatWritesNamesInAnotherWay) {
    // It may be any login, whatever its bytes look like to those who do not know the encoding.
    const auto isRefused = [](const std::string& content) {
        return sign::classifyContent(viewOf(content), true).shapes.size() > 5;
    };
    const std::string shifted = "<lo\x1B(Bgin><time\x1B(BTicket>1</time\x1B(BTicket></lo\x1B(Bgin>";
    const std::string declaration = "<?xml version=\"1.0\" encoding=\"";
    for (const char* encoding : {"ISO-2022-JP", "iso-2022-kr", "UTF-7", "IBM290", "x-IBM930", "Cp037", ""})
        EXPECT_TRUE(isRefused(declaration + encoding + "\"?>" + shifted)) << encoding;
    EXPECT_TRUE(isRefused("<?xml version='1.0' standalone='encoding=\"utf-8\"' encoding='UTF-7'?><a/>"));
    EXPECT_TRUE(isRefused(declaration + "UTF-8" + std::string(2000, ' ') + "\"?><a><b></a>"));
    EXPECT_TRUE(isRefused("<a>" + base64(declaration + "UTF-7\"?>+ADw-login/+AD4-") + "</a>"));
    EXPECT_TRUE(isRefused("\x4C\x6F\xA7\x94\x93\x6F\x6E\x4C\x81\x61\x6E")); // <?xml?> in EBCDIC
    for (const char* encoding : {"UTF-8", "windows-1251", "KOI8-R", "utf-16"})
        EXPECT_EQ(shapes(declaration + encoding + "\"?><a><b></a>"), "document") << encoding;
}

TEST(Disguises, OfControlCharactersInFront) {
    const std::string challenge = "<login><timeTicket>1</timeTicket></login>";
    EXPECT_EQ(shapes("\x01\x0B" + challenge), "egov");
    EXPECT_EQ(shapes('\0' + challenge), "egov");
    EXPECT_EQ(shapes("\xEF\xBB\xBF\xEF\xBB\xBF " + challenge), "egov");
    EXPECT_EQ(shapes("\x01 Text <login>"), "document");
}

TEST(Disguises, OfBase64) {
    EXPECT_EQ(shapes(base64(kEgov)), "egov");
    EXPECT_EQ(shapes(base64(base64(kEgov))), "egov");
    EXPECT_EQ(shapes(base64(base64(base64(kEgov)))), "egov");
    EXPECT_EQ(shapes("\n" + base64(kEgov) + "\r\n"), "egov");
    EXPECT_EQ(shapes(replacedAll(base64(kEgov), "P", "P\n")), "egov");
    EXPECT_EQ(shapes(replacedAll(base64(kEgov), "=", "")), "egov");
    EXPECT_EQ(
        shapes(replacedAll(replacedAll(base64("<login><timeTicket>>>>?\?\?</timeTicket></login>"), "+", "-"),
                           "/", "_")),
        "egov");
    EXPECT_EQ(shapes("<a><b>" + base64(kEgov) + "</b></a>"), "egov");
    EXPECT_EQ(shapes("<a><b>" + base64(base64(kEgov)) + "</b></a>"), "egov");
    EXPECT_EQ(shapes("<a b=\"" + base64(kEgov) + "\"/>"), "egov");
    const std::string half = base64(kEgov);
    EXPECT_EQ(shapes("<a><b>" + half.substr(0, 20) + "<!--x-->" + half.substr(20) + "</b></a>"), "egov");
    EXPECT_EQ(shapes("<a>" + base64("<root/>") + "</a>"), "zakup-sso");
    EXPECT_EQ(shapes("<a>" + base64("<x>" + base64("<y>" + base64(kEgov) + "</y>") + "</x>") + "</a>"),
              "egov");
}

TEST(Disguises, OfACms) {
    const std::string idp = "https://idp.egov.kz";
    const Bytes attached = signWith(rsaPerson(), viewOf(kEgov), sign::CmsContent::Attached, idp);
    EXPECT_EQ(shapes(asText(attached)), "egov");
    EXPECT_EQ(shapes(toPem("CMS", attached)), "egov");
    EXPECT_EQ(shapes(toBase64(attached)), "egov");
    EXPECT_EQ(shapes("<a>" + toBase64(attached) + "</a>"), "egov");
    const std::string padded =
        "<!--" + std::string(100'000, ' ') + "-->" + kEgov.substr(kEgov.find("<login"));
    EXPECT_EQ(shapes(asText(signWith(rsaPerson(), viewOf(padded), sign::CmsContent::Attached, idp))), "egov");
    EXPECT_EQ(shapes(asText(signWith(rsaPerson(), viewOf("Text"), sign::CmsContent::Attached))), "document");
    EXPECT_EQ(shapes(asText(signWith(rsaPerson(), viewOf(kEgov), sign::CmsContent::Detached, idp))),
              "document");
}

TEST(Disguises, OfASignatureThatIsThereAlready) {
    EXPECT_EQ(shapes(signedXml(rsaPerson(), kKey)), "goszakup");
    EXPECT_EQ(shapes(signedXml(rsaPerson(), "<root></root>")), "zakup-sso");
    EXPECT_EQ(shapes(signedXml(rsaPerson(), kEgov)), "egov");
    EXPECT_EQ(verifiedXml(signedXml(rsaPerson(), kKey)).contentClass, ContentClass::Login);
}

TEST(Disguises, OfASignatureByIdOverAPart) {
    const std::string document = "<r><contract>1</contract><body Id=\"x\"><text>10.10.2025</text></body></r>";
    EXPECT_EQ(shapes(document), "document"); // such a date counts only as the whole of what is signed
    const auto byId = sign::classifyForXml(viewOf(document), {"x"});
    ASSERT_TRUE(byId.ok());
    EXPECT_EQ(shapesIn(byId.value()), "kgd");
    EXPECT_EQ(shapesIn(sign::classifyForXml(viewOf(document), {}).value()), "document");
    EXPECT_EQ(outcome(sign::classifyForXml(viewOf(document), {"y"})), "xml.id_not_found");
    EXPECT_EQ(outcome(sign::classifyForXml(viewOf("<a"), {})), "xml.malformed");
    const auto empty = sign::classifyForXml(viewOf("<r><root id='x'/><a>1</a></r>"), {"x"});
    EXPECT_EQ(shapesIn(empty.value()), "zakup-sso");
    EXPECT_EQ(verifiedXml(signedXml(rsaPerson(), document, "x")).contentClass, ContentClass::Login);
}

TEST(Disguises, OfADoctype) {
    // Entities may hide everything but the name of the root, wherever that stands: every shape of it is
    // meant.
    const std::string all = "egov login-session login-url";
    const std::string hidden = "<login>&t;</login>";
    EXPECT_EQ(shapes("<!DOCTYPE login SYSTEM \"x.dtd\">" + hidden), all);
    EXPECT_EQ(shapes("<!DOCTYPE login SYSTEM \"x.dtd\" [<!ENTITY z \"<zz/>\">]>" + hidden), all);
    EXPECT_EQ(shapes("<!DOCTYPE login PUBLIC \"a>b\" \"x.dtd\">" + hidden), all);
    EXPECT_EQ(shapes("<!DOCTYPE login PUBLIC \"http://www.w3.org/TR/\" 'x.dtd'>" + hidden), all);
    EXPECT_EQ(shapes("<!DOCTYPE login SYSTEM 'x\"http://www.w3.org/TR/\"'>" + hidden), all);
    EXPECT_EQ(shapes("<!DOCTYPE login" + std::string(400, ' ') + ">" + hidden), all);
    EXPECT_EQ(shapes("<!DOCTYPE login"), "document");
    EXPECT_EQ(shapes("<!DOCTYPE login><login><timeTicket>1</timeTicket></login>"), "egov");
    EXPECT_EQ(shapes("<!DOCTYPE x [<!ENTITY e '&#60;timeTicket>1&#60;/timeTicket>'>]><p:login>&e;</p:login>"),
              all);
    EXPECT_EQ(shapes("<!DOCTYPE x [<!ENTITY e '<timeTicket/>'>]><a><login>&e;</login></a>"), all);
    EXPECT_EQ(shapes("<!DOCTYPE root SYSTEM 'a'><root><name>1</name></root>"), "goszakup zakup-sso");
    EXPECT_EQ(shapes(utf16("<!DOCTYPE sud []><sud>1</sud>", true, true)), "sud");
}

TEST(Disguises, OfManyEmbeddedDocuments) {
    std::string document = "<a>";
    for (int number = 0; number < 30'000; ++number)
        document += "<b>&lt;harmless/&gt;     </b>";
    EXPECT_EQ(shapes(document + "</a>"), "document");
    EXPECT_EQ(shapes(document + "<b>&lt;login&gt;&lt;timeTicket/&gt;&lt;/login&gt;</b></a>"), "egov");
}

class OrdinaryDocument : public testing::TestWithParam<std::string_view> {};

TEST_P(OrdinaryDocument, IsADocument) {
    EXPECT_EQ(shapes(GetParam()), "document");
}

INSTANTIATE_TEST_SUITE_P(
    Samples, OrdinaryDocument,
    testing::Values("", " ", "Text", "12345", "%PDF-1.7 ...",
                    "<a><root><key>1</key><value>2</value></root></a>", "<root><a><key>1</key></a></root>",
                    "<root><key><a/></key></root>", "<root>text</root>", "<root><name>NCANode</name></root>",
                    "<invoice><root/><login/></invoice>", "<a><root></root></a>", "<login/>",
                    "<login>text</login>", "<login><user>a</user></login>",
                    "<login><sessionid><a/></sessionid><time>2</time></login>",
                    "<log><login><url>/a</url><time>1</time></login></log>",
                    "<auth><nonces>1</nonces><user>2</user></auth>", "<sud><claim>1</claim></sud>",
                    "<body><text>Хат мәтіні 2025</text><sign>1</sign></body>",
                    "<body><text>Invoice 12345 of 10.10.2025</text></body>", "<body><text>ten</text></body>",
                    "<body><text/></body>", "<letter><body><text>10.10.2025</text></body></letter>",
                    "<timeTicket>1</timeTicket>", "<a><login>1</login><timeTicket>2</timeTicket></a>",
                    "<!DOCTYPE html>\n<body>A contract<br></body>", "<!DOCTYPE root><root><name>1<br></root>",
                    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
                    "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\"><body>A contract</body>",
                    "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><body>A contract<br></body>",
                    "<?xml version='1.0' encoding='windows-1251'?><!DOCTYPE html><body>1</body>",
                    "<body><text>2026</text><p>An act</p></body>",
                    "<!DOCTYPE html><html><body><svg><text>10.10.2025</text></svg></body></html>",
                    "<html><body><p>not XML<br></body></html>",
                    "<!DOCTYPE plist><plist><dict><key>a</key></dict></plist>",
                    "<rooting><key>1</key></rooting>", "{\"login\":{\"timeTicket\":1}}"));

TEST(OrdinaryDocuments, WithBase64AndTextsInThem) {
    EXPECT_EQ(shapes("<a>" + base64("<invoice><sum>1</sum></invoice>") + "</a>"), "document");
    EXPECT_EQ(shapes("<a>" + base64(std::string(5000, '\x7F')) + "</a>"), "document");
    EXPECT_EQ(shapes(base64("just text of some length, in base64")), "document");
    EXPECT_EQ(shapes(toBase64(gostPerson().certificate.der())), "document");
    EXPECT_EQ(shapes("<a>" + base64("<login><user>1</user></login>") + "</a>"), "document");
}

// ---- a row's wider form: with other elements beside ----

INSTANTIATE_TEST_SUITE_P(
    WithMoreInIt, ChallengeOfAPortal,
    testing::Values(Sample{"<login><sessionid>6f0c</sessionid><x/></login>", "login-session"},
                    Sample{"<login><x/><y><sessionid>6f0c</sessionid></y></login>", "login-session"},
                    Sample{"<login><sessionid>6f0c<x/></sessionid></login>", "login-session"},
                    Sample{"<a><login><sessionid>6f0c</sessionid><x/></login></a>", "login-session"},
                    Sample{"<login><url>https://p.example/x</url><timeStamp>1</timeStamp></login>",
                           "login-url"},
                    Sample{"<login><url>1</url><sessionid>2</sessionid></login>", "login-session login-url"},
                    Sample{"<root><key>k</key><x/></root>", "goszakup"},
                    Sample{"<root><x/><key>k<y/></key></root>", "goszakup"},
                    Sample{"<body><x/><text>10.10.2025</text></body>", "kgd"},
                    Sample{"<auth><nonce>abc</nonce><user>u</user></auth>", "auth-nonce"},
                    Sample{"<a><auth><b><nonce>abc</nonce></b></auth></a>", "auth-nonce"},
                    // What eGov asks for holds what others ask for: the row that describes it decides.
                    Sample{"<login><timeTicket>1</timeTicket><sessionid>2</sessionid><x/></login>", "egov"},
                    Sample{"<login><timeTicket>1</timeTicket><url>2</url></login>", "egov"},
                    Sample{"<login><sessionid>2</sessionid></login>", "login-session"},
                    // Unless there are two challenges.
                    Sample{"<login><timeTicket>1</timeTicket><auth><nonce>2</nonce><x/></auth></login>",
                           "egov auth-nonce"}));

TEST(WiderForms, OfAGenericNameCountOnlyAsAWhole) {
    for (const std::string_view content : {"<log><login><url>/a</url><time>1</time></login></log>",
                                           "<a><root><key>1</key><value>2</value></root></a>",
                                           "<a><body><text>10.10.2025</text><x/></body></a>"})
        EXPECT_EQ(shapes(content), "document") << content;
    EXPECT_EQ(shapes("<a>" + base64("<root><key>1</key><x/></root>") + "</a>"), "goszakup");
    const auto byId = sign::classifyForXml(viewOf("<r><root Id=\"x\"><key>1</key><y/></root></r>"), {"x"});
    EXPECT_EQ(shapesIn(byId.value()), "goszakup");
}

TEST(Nonces, AreShortBytesWithoutAName) {
    const auto unnamed = [](std::string_view content) {
        return shapesIn(sign::classifyContent(viewOf(content), false));
    };
    for (const std::string& content :
         {std::string(), std::string("a"), std::string(256, 'x'), std::string(32, '\0'),
          std::string("<not xml"), std::string("\x30\x03\x02\x01\x01")}) {
        EXPECT_EQ(unnamed(content), "nonce");
        EXPECT_EQ(shapes(content), "document");
    }
    EXPECT_EQ(unnamed(std::string(257, 'x')), "document");
    EXPECT_EQ(unnamed("<invoice>1</invoice>"), "document");
    EXPECT_EQ(unnamed(kKey), "goszakup");
}

// ---- the portal profile: a challenge that names its own origin ----

std::string profile(std::string_view origin, std::string_view more = {}) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<portalLogin xmlns:p=\"urn:eds-portal:1\" "
           "p:origin=\"" +
           std::string(origin) +
           "\">\n  "
           "<p:nonce>a</p:nonce><p:clientNonce>b</p:clientNonce><p:expires>2025-10-10T09:05:00Z</p:expires>" +
           std::string(more) + "\n</portalLogin>";
}

TEST(PortalProfile, IsRecognisedOnlyWhenExact) {
    const std::string exact = profile("https://portal.example");
    EXPECT_EQ(shapes(exact), "profile");
    const auto found = sign::classifyContent(viewOf(exact), true);
    EXPECT_EQ(found.statedOrigins, std::vector<std::string>{"https://portal.example"});
    for (const std::string& other :
         {profile("https://portal.example", "<more/>"), profile("https://portal.example", "text"),
          profile("https://portal.example", "<!--c-->"),
          profile("https://portal.example", "<p:nonce>c</p:nonce>"),
          replaced(exact, "<p:nonce>a</p:nonce>", ""),
          replaced(exact, "<p:nonce>a</p:nonce>", "<nonce>a</nonce>"),
          replaced(exact, "<p:nonce>", "<p:nonce a=\"1\">"), replaced(exact, "urn:eds-portal:1", "urn:other"),
          replaced(exact, " p:origin=", " origin="), replaced(exact, " p:origin=", " a=\"1\" p:origin="),
          replaced(exact, ">b<", "><a/><"), "<a>" + exact.substr(exact.find("<portalLogin")) + "</a>",
          "<a>" + base64(exact) + "</a>", base64(exact)}) {
        SCOPED_TRACE(other);
        EXPECT_EQ(shapes(other), "profile-inexact"); // a login all the same, and for nobody
    }
    // A ticket of another portal is not passed on in the profile's name.
    EXPECT_EQ(shapes(profile("https://portal.example", "<login><timeTicket>1</timeTicket></login>")),
              "profile-inexact egov");
}

} // namespace
} // namespace tanba::test
