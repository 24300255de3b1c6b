#include "core/sign/hidden_login.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/sign/large_content.h"
#include "tests/unit/sign/xml_test_support.h"

namespace tanba::test {
namespace {

using sign::CmsContent;
using sign::ContentClass;
using testing::Contains;

constexpr std::size_t kMiB = std::size_t{1024} * 1024;
const std::string kLogin = "<login><timeTicket>1</timeTicket></login>";
const std::string kEgovOrigin = "https://idp.egov.kz";

// ---- the search alone: every disguise, cut into pieces of every size ----

std::vector<std::string> found(std::string_view content, std::size_t pieceSize) {
    sign::HiddenLoginSearch search;
    while (!content.empty()) {
        const std::string_view piece = content.substr(0, pieceSize);
        EXPECT_TRUE(search.write(viewOf(piece)).ok());
        content.remove_prefix(piece.size());
    }
    std::vector<std::string> ids;
    for (const sign::LoginShape* shape : search.shapes())
        ids.push_back(shape->id);
    return ids;
}

constexpr std::array<std::size_t, 6> kPieces = {1, 2, 3, 7, 64, std::string::npos};

void expectFound(const std::string& content, const std::string& id) {
    for (const std::size_t piece : kPieces)
        EXPECT_THAT(found(content, piece), Contains(id)) << piece << ": " << content.substr(0, 300);
}

void expectNothing(const std::string& content) {
    for (const std::size_t piece : kPieces)
        EXPECT_THAT(found(content, piece), testing::IsEmpty()) << piece << ": " << content.substr(0, 300);
}

std::string base64(std::string_view text) {
    return toBase64(viewOf(text));
}

/// In units of `width` bytes.
std::string wide(std::string_view ascii, std::size_t width, bool bigEndian) {
    std::string bytes;
    for (const char character : ascii) {
        std::string unit(width, '\0');
        unit[bigEndian ? width - 1 : 0] = character;
        bytes += unit;
    }
    return bytes;
}

std::string escaped(std::string text) {
    const std::vector<std::pair<std::string, std::string>> pairs = {{"&", "&amp;"}, {"<", "&lt;"}};
    for (const auto& [what, with] : pairs)
        for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
            text.replace(at, what.size(), with);
    return text;
}

/// SignedData in BER whose content comes in segments of one byte, so that no name stands together.
std::string inSegments(std::string_view content) {
    const auto tagged = [](std::uint8_t tag) { return std::string{static_cast<char>(tag), '\x80'}; };
    std::string bytes = tagged(0x30) + std::string(asText(der::oid(Oid(kIdSignedData)))) + tagged(0xA0) +
                        tagged(0x30) + "\x02\x01\x01" + std::string("\x31\x00", 2) + tagged(0x30) +
                        std::string(asText(der::oid(Oid(kIdData)))) + tagged(0xA0) + tagged(0x24);
    for (const char character : content)
        bytes += std::string("\x04\x01") + character;
    const std::string end(6, '\0'); // of three elements
    return bytes + end + std::string("\x31\x00", 2) + end;
}

TEST(HiddenLogin, IsSeenAsItStands) {
    for (const std::string& content : std::initializer_list<std::string>{
             kLogin, "<x:login xmlns:x='urn:x'><x:timeTicket>1</x:timeTicket></x:login>",
             std::string("<LOGIN\n a='1'><TimeTicket\t/></LOGIN>"), "<a><b/>" + kLogin + "</a>",
             "<!--c--><?p i?><login><![CDATA[ ]]><x/><timeTicket/></login>", "\xEF\xBB\xBF \r\n" + kLogin,
             "\x01\x02" + kLogin, std::string("<login><timeTicket"),
             "<a" + std::string(500, 'b') + ":login><timeTicket/>"})
        expectFound(content, "egov");
}

TEST(HiddenLogin, IsSeenInEveryEncodingThatIsReadLeniently) {
    for (const bool bigEndian : {false, true}) {
        const std::string mark = bigEndian ? "\xFE\xFF" : "\xFF\xFE";
        expectFound(wide(kLogin, 2, bigEndian), "egov");
        expectFound(mark + wide(kLogin, 2, bigEndian), "egov");
        expectFound(wide("  \n" + kLogin, 2, bigEndian), "egov");
        expectFound(wide("<a>" + escaped(kLogin) + "</a>", 2, bigEndian), "egov");
        expectFound(wide("<a>" + base64(kLogin) + "</a>", 2, bigEndian), "egov");
        expectFound(wide(kLogin, 4, bigEndian), "egov");
        expectFound(base64(wide(kLogin, 2, bigEndian)), "egov");
    }
    // In these a name can be written so that only others read it: it may be any login.
    for (const char* encoding : {"utf-7", "IBM037", "ISO-2022-JP", "x"})
        expectFound("<?xml version='1.0' encoding='" + std::string(encoding) + "'?><a/>", "egov");
    expectFound(wide("<?xml version='1.0' encoding='utf-7'?><a/>", 2, true), "egov");
    expectFound("\x4C\x6F\xA7\x94\x93\x6F\x6E\x4C\x81\x61\x6E", "egov"); // <?xml?> in EBCDIC
}

TEST(HiddenLogin, AUtf16CharacterThatLooksLikeMarkupHidesNothing) {
    // U+213C U+2D2D is "<!--" in the bytes of UTF-16 little-endian.
    const std::string decoy = wide("<a>", 2, false) + "\x3C\x21\x2D\x2D";
    expectFound(decoy + wide("</a><b>" + base64(kLogin) + "</b>", 2, false), "egov");
}

TEST(HiddenLogin, IsSeenBehindReferences) {
    const std::string decimal = "&#60;login&#62;&#00000000000000000060;timeTicket/>";
    for (const std::string& text :
         {escaped(kLogin), escaped(escaped(kLogin)), escaped(escaped(escaped(kLogin))), decimal,
          std::string("&#x3C;&#108;ogin>&#x3c;timeTicket/>"), escaped("<!--") + escaped(kLogin),
          std::string("&lt;lo<!-- -->gin&gt;&lt;timeTicket/&gt;"), "&unknown;&lt&" + escaped(kLogin)}) {
        expectFound("<a>" + text + "</a>", "egov");
        expectFound("<a b=\"" + text + "\"/>", "egov");
    }
    expectFound("<a><![CDATA[" + kLogin + "]]></a>", "egov");
}

TEST(HiddenLogin, IsSeenInBase64) {
    const std::string once = base64(kLogin);
    std::string urlSafe = base64("<login><timeTicket>>>>?\?\?</timeTicket></login>");
    std::ranges::replace(urlSafe, '+', '-');
    std::ranges::replace(urlSafe, '/', '_');
    for (const std::string& text :
         {once, base64(once), base64(base64(once)),
          "\n" + once.substr(0, 9) + "\r\n\t " + once.substr(9) + "\n", urlSafe,
          base64("<x>" + base64("<y>" + once + "</y>") + "</x>"), base64("<x>" + escaped(kLogin) + "</x>")}) {
        expectFound(text, "egov");
        expectFound("<a><b>" + text + "</b></a>", "egov");
        expectFound("<a b='" + text + "'/>", "egov");
    }
    expectFound("<a>" + once.substr(0, 9) + "<!-- > -->" + once.substr(9, 8) + "<?p >?>" + once.substr(17) +
                    "</a>",
                "egov");
    expectFound("<a>" + once.substr(0, 9) + "<![CDATA[" + once.substr(9, 8) + "]]>" + once.substr(17) +
                    "</a>",
                "egov");
    expectFound("<a>" + once.substr(0, 9) + "&#13;\n" + once.substr(9) + "</a>", "egov");
    // A comment that is none hides nothing.
    expectFound("<a><![CDATA[<!--]]></a><b>" + once.substr(0, 9) + "<!---->" + once.substr(9) + "</b>",
                "egov");
}

TEST(HiddenLogin, IsSeenInTheContentOfACms) {
    const Bytes attached = signWith(rsaPerson(), viewOf(kLogin), CmsContent::Attached, kEgovOrigin);
    expectFound(std::string(asText(attached)), "egov");
    expectFound(toPem("CMS", attached), "egov");
    expectFound(toBase64(attached), "egov");
    expectFound("<a>" + toBase64(attached) + "</a>", "egov");
    expectFound(std::string(asText(signWith(rsaPerson(), attached, CmsContent::Attached, kEgovOrigin))),
                "egov");
    expectFound(inSegments(kLogin), "egov");
    expectFound(base64(inSegments(wide(kLogin, 2, true))), "egov");
    expectNothing(
        std::string(asText(signWith(rsaPerson(), viewOf(kLogin), CmsContent::Detached, kEgovOrigin))));
    expectNothing(std::string(asText(signWith(rsaPerson(), viewOf("Text"), CmsContent::Attached))));
}

TEST(HiddenLogin, IsSeenInEveryShapeOfTheTable) {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"<login><sessionid>1</sessionid><x/></login>", "login-session"},
        {"<login><url>1</url></login>", "login-url"},
        {"<a><root><key>1</key></root></a>", "goszakup"},
        {"<body><!-- --><text>10.10.2025</text></body>", "kgd"},
        {"<root><!-- --></root>", "zakup-sso"},
        {"<root><ds:Signature><ds:SignedInfo/></ds:Signature></root>", "zakup-sso"},
        {"<sud><authentication/></sud>", "sud"},
        {"<auth><nonce>1</nonce></auth>", "auth-nonce"},
        {"<!DOCTYPE x SYSTEM 'y'><sud>&e;</sud>", "sud"},
        {"<a>" + base64("<root></root>") + "</a>", "zakup-sso"}};
    for (const auto& [content, id] : rows)
        expectFound(content, id);
}

TEST(HiddenLogin, IsNotSeenInOrdinaryDocuments) {
    for (const std::string& content :
         {std::string(), std::string("Text " + kLogin), std::string("%PDF-1.7 ") + kLogin,
          "PK\x03\x04" + kLogin, "\x7F" + std::string("ELF") + kLogin,
          std::string("{\"login\":{\"timeTicket\":1}}"), std::string("<a><login>1</login></a>"),
          std::string("<invoice><root/><text/></invoice>"),
          std::string("<html><body><text>10.10.2025</text></body></html>"),
          std::string("<timeTicket>1</timeTicket>"), std::string("<logins><timeTickets/></logins>"),
          std::string("<root><a/></root>"), std::string("</login></timeTicket>"),
          base64("<login><user/></login>"), "<a>" + base64(std::string(5000, '\x7F')) + "</a>",
          toPem("CERTIFICATE", rsaPerson().certificate.der())})
        expectNothing(content);
}

TEST(HiddenLogin, IsSettledByTheFirstBytesOfAnythingElse) {
    for (const std::string& start :
         {std::string("%PDF-1.7"), std::string("PK\x03\x04 12"), std::string("\x1F\x8B\x08 1234567"),
          std::string("Dear Sir, how are you"), base64("%PDF-1.7")}) {
        sign::HiddenLoginSearch search;
        EXPECT_TRUE(search.write(viewOf(start)).ok());
        EXPECT_TRUE(search.settled()) << start;
    }
    for (const std::string& start :
         {std::string(100, ' '), std::string("<a><b/></a>"), base64("<a><b/></a>")}) {
        sign::HiddenLoginSearch search;
        EXPECT_TRUE(search.write(viewOf(start)).ok());
        EXPECT_FALSE(search.settled()) << start;
    }
}

// ---- the gate: no size of padding leads past it ----

std::string signLarge(std::string_view content, CmsContent form,
                      const std::optional<std::string>& origin = {}) {
    const auto session = sessionFor(rsaPerson());
    MemoryInput input(viewOf(content));
    MemorySink sink;
    sign::CmsOptions options;
    options.content = form;
    options.signingTime = goodTime();
    options.requester.verifiedOrigin = origin;
    const std::string end = outcome(sign::signCms(*session, input, options, sink, {}));
    EXPECT_EQ(sink.content.empty(), end != "ok");
    return end;
}

struct Padded {
    std::string name;
    std::string content;
};

std::vector<Padded> padded(std::size_t size) {
    const std::string blanks(size, ' ');
    const std::string comment = "<!--" + blanks + "-->";
    return {{"comment in front", comment + kLogin},
            {"white space in front", blanks + kLogin},
            {"comment inside", "<login>" + comment + "<timeTicket>1</timeTicket></login>"},
            {"text inside", "<login>" + blanks + "<timeTicket>1</timeTicket></login>"},
            {"attribute inside", "<login a='" + blanks + "'><timeTicket>1</timeTicket></login>"},
            {"comment behind", kLogin + comment},
            {"elements around", "<a><b>" + blanks + "</b>" + kLogin + "<b>" + blanks + "</b></a>"},
            {"base64", base64("<login>" + comment + "<timeTicket/></login>")},
            {"base64 within", "<a><b>" + blanks + "</b><c>" + base64(kLogin) + "</c></a>"},
            {"references", "<a><b>" + blanks + "</b><c>" + escaped(kLogin) + "</c></a>"}};
}

class LargeLogin : public testing::TestWithParam<std::size_t> {};

TEST_P(LargeLogin, PassesOnlyForItsOrigin) {
    for (const Padded& login : padded(GetParam() * kMiB)) {
        SCOPED_TRACE(login.name);
        EXPECT_EQ(signLarge(login.content, CmsContent::Detached), "signing.login_needs_origin");
        EXPECT_EQ(signLarge(login.content, CmsContent::Detached, "https://evil.example"),
                  "signing.login_for_other_origin");
    }
}

INSTANTIATE_TEST_SUITE_P(MiB, LargeLogin, testing::Values(5, 50));

TEST(LargeContent, IsGatedInEveryForm) {
    const std::string login = padded(5 * kMiB).front().content;
    EXPECT_EQ(signLarge(login, CmsContent::Attached), "signing.login_needs_origin");
    EXPECT_EQ(signLarge(login, CmsContent::Attached, kEgovOrigin), "ok");
    EXPECT_EQ(signLarge(login, CmsContent::Detached, kEgovOrigin), "ok");
    EXPECT_EQ(signLarge(wide(login, 2, true), CmsContent::Attached), "signing.login_needs_origin");
    EXPECT_EQ(signLarge(inSegments("<login>" + std::string(3 * kMiB / 2, ' ') + "<timeTicket/></login>"),
                        CmsContent::Attached),
              "signing.login_needs_origin");
    EXPECT_EQ(signLarge("%PDF" + login, CmsContent::Attached, kEgovOrigin), "signing.login_expected");
    // Beyond what is read whole the names decide.
    EXPECT_EQ(signLarge("<root>" + std::string(65 * kMiB, ' ') + "<a/><key/></root>", CmsContent::Detached),
              "signing.login_needs_origin");
}

TEST(LargeContent, GetsNoSecondSignerEither) {
    const std::string login = padded(5 * kMiB).front().content;
    const auto session = sessionFor(rsaPerson());
    const auto other = sessionFor(otherRsaPerson());
    for (const CmsContent form : {CmsContent::Attached, CmsContent::Detached}) {
        sign::CmsOptions options{form, goodTime(), std::nullopt, {kEgovOrigin, false}};
        MemoryInput document(viewOf(login));
        MemorySink signedOnce;
        ASSERT_TRUE(sign::signCms(*session, document, options, signedOnce, {}).ok());
        const auto add = [&](const std::optional<std::string>& origin) {
            MemoryInput existing(signedOnce.content);
            options.requester.verifiedOrigin = origin;
            MemorySink sink;
            InputFile* beside = form == CmsContent::Detached ? &document : nullptr;
            return outcome(sign::addCmsSigner(*other, existing, beside, options, sink, {}));
        };
        EXPECT_EQ(add(std::nullopt), "signing.login_needs_origin");
        EXPECT_EQ(add("https://evil.example"), "signing.login_for_other_origin");
        EXPECT_EQ(add(kEgovOrigin), "ok");
    }
}

TEST(LargeContent, OfOrdinaryDocumentsIsSigned) {
    const std::string noise = [] {
        std::string bytes;
        std::uint32_t state = 1;
        while (bytes.size() < 20 * kMiB)
            bytes.push_back(static_cast<char>((state = state * 1664525U + 1013904223U) >> 24));
        return bytes;
    }();
    for (const std::string& start :
         {std::string("%PDF-1.7\n"), std::string("PK\x03\x04"), std::string("\xFF\xD8\xFF\xE0")})
        EXPECT_EQ(signLarge(start + noise, CmsContent::Detached), "ok");
    // The names of a shape, but not in its form.
    std::string table = "<root>";
    while (table.size() < 5 * kMiB)
        table += "<row><key>1</key><login><user>2</user></login><url>3</url></row>";
    EXPECT_EQ(signLarge(table + "</root>", CmsContent::Detached), "ok");
    EXPECT_EQ(signLarge(base64(noise), CmsContent::Detached), "ok");
}

/// Another content at each reading.
class ChangingInput : public InputFile {
  public:
    explicit ChangingInput(std::vector<std::string> readings) : readings_(std::move(readings)) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return current_.read(buffer); }
    std::uint64_t size() const override { return readings_.front().size(); }
    Outcome rewind() override {
        current_ = MemoryInput(viewOf(readings_[std::min(reading_++, readings_.size() - 1)]));
        return Done{};
    }

  private:
    std::vector<std::string> readings_;
    std::size_t reading_ = 0;
    MemoryInput current_{ByteView()};
};

TEST(LargeContent, ThatChangesBetweenTheReadingsIsNotSigned) {
    const std::string login = padded(5 * kMiB).front().content;
    ChangingInput input({login, "<a>" + std::string(login.size() - 7, ' ') + "</a>"});
    const auto session = sessionFor(rsaPerson());
    MemorySink sink;
    sign::CmsOptions options;
    options.content = CmsContent::Detached;
    options.signingTime = goodTime();
    EXPECT_EQ(outcome(sign::signCms(*session, input, options, sink, {})), "file.changed_meanwhile");
    EXPECT_TRUE(sink.content.empty());
}

TEST(LargeContent, IsClassifiedLikeSmallContent) {
    const auto classOf = [](std::string_view content, bool named, sign::Look look = sign::Look::Whole) {
        MemoryInput input(viewOf(content));
        return sign::classifyFile(input, named, look, {}).value().contentClass;
    };
    for (const Padded& login : padded(5 * kMiB))
        EXPECT_EQ(classOf(login.content, true), ContentClass::Login) << login.name;
    EXPECT_EQ(classOf(kLogin, true), ContentClass::Login);
    EXPECT_EQ(classOf("nonce", false), ContentClass::Login);
    EXPECT_EQ(classOf("nonce", true), ContentClass::Document);
    EXPECT_EQ(classOf(std::string(5 * kMiB, 'x'), false), ContentClass::Document);
    EXPECT_EQ(classOf(kLogin + std::string(5 * kMiB, ' '), true, sign::Look::Beginning), ContentClass::Login);
    EXPECT_EQ(
        classOf("<a><login>" + std::string(9 * kMiB, ' ') + "</login></a>", true, sign::Look::Beginning),
        ContentClass::Document);
    // A root that is empty so far is no empty root.
    EXPECT_EQ(classOf("<root>" + std::string(66 * kMiB, ' ') + "<a/></root>", true, sign::Look::Beginning),
              ContentClass::Document);
}

} // namespace
} // namespace tanba::test
