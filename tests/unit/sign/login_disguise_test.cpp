#include "core/base/encoding.h"
#include "core/base/progress.h"
#include "core/sign/hidden_login.h"
#include "core/sign/large_content.h"
#include "tests/unit/sign/xml_test_support.h"

#include <chrono>
#include <functional>

namespace tanba::test {
namespace {

using sign::CmsContent;
using sign::ContentClass;

// Logins that a hostile reviewer once got signed as documents.

constexpr std::size_t kMiB = std::size_t{1024} * 1024;
const std::string kLogin =
    "<login><timeTicket>1700000000000</timeTicket><sessionid>abcdef</sessionid></login>";
const std::string kNextLine = "\xC2\x85";
const std::string kLineSeparator = "\xE2\x80\xA8";
const std::string kPadding(4 * kMiB + 100, 'p');

std::string base64(std::string_view text) {
    return toBase64(viewOf(text));
}

std::string signing(std::string_view content) {
    const auto session = sessionFor(rsaPerson());
    MemoryInput input(viewOf(content));
    MemorySink sink;
    const sign::CmsOptions options{CmsContent::Detached, goodTime(), std::nullopt};
    return outcome(sign::signCms(*session, input, options, sink, {}));
}

void expectLogin(const std::string& content) {
    EXPECT_EQ(signing(content), "signing.login_needs_origin") << content.substr(0, 200);
    if (content.size() <= sign::kMaxClassified) {
        EXPECT_EQ(sign::classifyContent(viewOf(content), true).contentClass, ContentClass::Login)
            << content.substr(0, 200);
    }
}

void expectDocument(const std::string& content) {
    EXPECT_EQ(signing(content), "ok") << content.substr(0, 200);
}

std::string lastingLogin(const std::string& blank) {
    return "<login" + blank + "><timeTicket" + blank + ">1</timeTicket></login>";
}

std::string littleEndian(std::u16string_view text) {
    std::string bytes;
    for (const char16_t unit : text) {
        bytes.push_back(static_cast<char>(unit & 0xFF));
        bytes.push_back(static_cast<char>(unit >> 8));
    }
    return bytes;
}

TEST(LoginDisguise, Xml11EndsNamesAtOtherCharacters) {
    const std::string version = "<?xml version=\"1.1\"?>";
    for (const std::string& blank : {kNextLine, kLineSeparator, std::string("\x85"), std::string("\x0C")}) {
        expectLogin(version + lastingLogin(blank));
        expectLogin(version + "<d><p>" + kPadding + "</p>" + lastingLogin(blank) + "</d>");
        expectLogin(version + "<root" + blank + "><key" + blank + ">T</key></root>");
        expectLogin(version + "<body" + blank + " a:b=''><text" + blank + ">10.10.2025</text></body>");
    }
    expectLogin("<?xml version=\"1.1\" encoding=\"ISO-8859-1\"?>" + lastingLogin("\x85"));
    expectLogin("\xFF\xFE" + littleEndian(u"<?xml version=\"1.1\" encoding=\"UTF-16\"?><login\u0085>"
                                          u"<timeTicket\u2028>1</timeTicket></login>"));
    expectLogin(version + "<login a=\"&#1;\"><timeTicket>1</timeTicket></login>");
    // An attribute's prefix behind the character is not the element's.
    expectLogin(version + "<login" + kNextLine + "a:b='c'><timeTicket" + kNextLine +
                "a:b='c'>1</timeTicket></login>");
}

TEST(LoginDisguise, SpaceInFrontIsTakenOff) {
    for (const char* space :
         {"\xC2\xA0", "\xC2\x85", "\xE1\x9A\x80", "\xE2\x80\x83", "\xE2\x80\xA9", "\xE2\x80\xAF",
          "\xE2\x81\x9F", "\xE3\x80\x80", "\xEF\xBB\xBF", " \t\xC2\xA0\n"}) {
        expectLogin(space + kLogin);
        expectLogin(space + ("<d><p>" + kPadding + "</p>" + kLogin + "</d>"));
        expectLogin(space + base64(space + kLogin));
    }
    expectDocument("\xE2\x80\x9C<login><timeTicket>1</timeTicket></login>\xE2\x80\x9D is how a login looks");
}

TEST(LoginDisguise, ReferencesInFrontDoNotHideAnEmptyRoot) {
    expectLogin("<root a=\"&lt;a>\"><!--<b>" + kPadding + "--></root>");
    expectLogin("<root a=\"&lt;a>\"><!--<b>--></root>");
}

TEST(LoginDisguise, PaddingInFrontOfBase64IsPassedOver) {
    for (const char* front : {"=", "\x7F", "==\n"})
        expectLogin(front + base64("<d><p>" + kPadding + "</p>" + kLogin + "</d>"));
}

TEST(LoginDisguise, ArmourUnderAnyLabelIsOpened) {
    const std::string armour = "-----BEGIN TICKET-----\n" + base64(kLogin) + "\n-----END TICKET-----\n";
    expectLogin(armour);
    expectDocument("-----BEGIN TICKET-----\n" + base64("<invoice><sum>1</sum></invoice>") +
                   "\n-----END TICKET-----\n");
}

TEST(LoginDisguise, PrefixesMayHoldAnyLetter) {
    for (const std::string prefix : {"\xD1\x91", "a\xD1\x91", "\xD1\x91z"})
        expectLogin("<d xmlns:" + prefix + "='urn:x'><p>" + kPadding + "</p><" + prefix + ":login><" +
                    prefix + ":timeTicket/></" + prefix + ":login></d>");
    expectDocument("<login\xD1\x91><timeTicket/></login\xD1\x91>"); // another name, in XML 1.0
}

/// A file whose content is not what it was when it was looked at.
class OtherContent : public MemoryInput {
  public:
    OtherContent(std::string_view content, std::uint64_t announced)
        : MemoryInput(viewOf(content)), announced_(announced) {}
    std::uint64_t size() const override { return announced_; }

  private:
    std::uint64_t announced_;
};

TEST(LoginDisguise, AFileThatShrinksToALoginIsNotSigned) {
    const auto session = sessionFor(rsaPerson());
    for (const CmsContent form : {CmsContent::Detached, CmsContent::Attached}) {
        OtherContent login(kLogin, 4'300'000);
        MemorySink sink;
        const sign::CmsOptions options{form, goodTime(), std::nullopt};
        EXPECT_EQ(outcome(sign::signCms(*session, login, options, sink, {})), "file.changed_meanwhile");
        MemoryInput small(viewOf(kLogin)); // the same when nobody announced anything else
        EXPECT_EQ(outcome(sign::signCms(*session, small, options, sink, {})), "signing.login_needs_origin");
        EXPECT_TRUE(sink.content.empty());
    }
}

TEST(LoginDisguise, ASmallLoginInALargeContainerGetsNoSecondSigner) {
    const std::string origin = "https://idp.egov.kz";
    const auto other = sessionFor(otherRsaPerson());
    const Bytes attached = signWith(rsaPerson(), viewOf(kLogin), CmsContent::Attached, origin);
    const Bytes detached = signWith(rsaPerson(), viewOf(kLogin), CmsContent::Detached, origin);
    const sign::CmsOptions options{CmsContent::Attached, goodTime(), std::nullopt};
    MemorySink sink;
    MemoryInput inside(attached);
    EXPECT_EQ(outcome(sign::addCmsSigner(*other, inside, nullptr, options, sink, {})),
              "signing.login_needs_origin");
    for (const std::uint64_t announced : {std::uint64_t{kLogin.size()}, std::uint64_t{4'300'000}}) {
        MemoryInput around(detached);
        OtherContent beside(kLogin, announced);
        EXPECT_EQ(outcome(sign::addCmsSigner(*other, around, &beside, options, sink, {})),
                  announced == kLogin.size() ? "signing.login_needs_origin" : "file.changed_meanwhile");
    }
    EXPECT_TRUE(sink.content.empty());
}

TEST(LoginDisguise, ATokenMayStandDeeper) {
    for (const std::string content :
         {"<login><sessionid><b>TOKEN</b></sessionid></login>", "<root><key><b>TOKEN</b></key></root>",
          "<auth><nonce><b>TOKEN</b></nonce></auth>", "<login><url><b>https://a.kz/x</b></url></login>",
          "<body><text><b>2026-11-22 10:00</b></text></body>",
          "<login><sessionid><b><i/><i>T</i></b></sessionid></login>",
          "<body><text><b>2026-</b><i>11-22</i> 10:00</text></body>", "<root>&#160;</root>",
          "<root>&#x200b;&#xFEFF;</root>"})
        expectLogin(content);
    for (const std::string content :
         {"<root><key><b/></key></root>", "<body><text><b>Hello 2026</b></text></body>", "<root>x</root>"})
        expectDocument(content);
}

TEST(LoginDisguise, OnlyWhatWasParsedClearsASuspicion) {
    const std::string padded = base64("<d><p>" + kPadding + "</p>" + kLogin + "</d>");
    const std::string mark = "\xEF\xBB\xBF";
    for (const std::string& content : {mark + padded, "\xFF" + padded, "\xFE" + padded, padded + "!",
                                       padded.substr(0, 4'000'000) + "*" + padded.substr(4'000'000)})
        expectLogin(content);
    expectLogin(std::string(kPadding.size(), '\xFE') + kLogin);
    expectLogin("\xFF" + std::string(kPadding.size(), ' ') + kLogin);
    // A CMS that breaks off.
    Bytes broken = signWith(rsaPerson(), viewOf("<d><p>" + kPadding + "</p>" + kLogin + "</d>"),
                            CmsContent::Attached, "https://idp.egov.kz");
    broken.resize(broken.size() - 10);
    expectLogin(std::string(asText(broken)));
}

TEST(LoginDisguise, Base64MayBeWrittenLeniently) {
    const std::string plain = base64(kLogin);
    std::u16string wide(plain.begin(), plain.end());
    for (const std::string& content :
         {"\xEF\xBB\xBF" + plain, std::string(1, '\0') + plain, "\xFF\xFE" + littleEndian(wide),
          littleEndian(wide), plain.substr(0, 8) + "*" + plain.substr(8), plain + "!",
          "<d>" + plain.substr(0, 8) + "&#x200b;" + plain.substr(8) + "</d>",
          "<d>" + plain.substr(0, 8) + "*" + plain.substr(8) + "</d>",
          "<d><p>" + kPadding + "</p><a>" + plain.substr(0, 8) + "&#x200b;" + plain.substr(8) + "</a></d>"})
        expectLogin(content);
}

TEST(LoginDisguise, WithADoctypeACommentMayBeNone) {
    const std::string doctype = "<!DOCTYPE d [<!ENTITY x \"<!--\">]>";
    expectLogin(doctype + "<d><p>" + kPadding + "</p><a>" + base64(kLogin) + "</a></d>");
    expectLogin(doctype + "<d><a>" + base64(kLogin) + "</a></d>");
}

TEST(LoginDisguise, OrdinaryDocumentsAreStillSigned) {
    for (const std::string& content :
         {std::string("%PDF-1.7 ") + kLogin, "PK\x03\x04" + kPadding,
          std::string("Dear Sir, your login is 1."),
          std::string("\xD0\x9A\xD0\xB5\xD0\xBB\xD1\x96\xD1\x81\xD1\x96\xD0\xBC"), base64(kPadding),
          std::string("<a>Dear Sir, one * two</a>"), "<a><p>" + kPadding + "</p><login>user</login></a>",
          std::string(asText(signWith(rsaPerson(), viewOf("Text"), CmsContent::Attached)))})
        expectDocument(content);
}

// ---- bounded work ----

double secondsFor(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string times(const std::string& text, std::size_t count) {
    std::string result;
    while (count-- > 0)
        result += text;
    return result;
}

std::string nested() {
    constexpr std::size_t kDepth = 250;
    return times("<login>", kDepth) + times("<x/>", 1'000'000) + times("</login>", kDepth);
}

TEST(LoginDisguise, NestingCostsNoMoreThanItsSize) {
    const std::string content = nested();
    EXPECT_LT(secondsFor([&] {
                  EXPECT_EQ(sign::classifyContent(viewOf(content), true).contentClass,
                            ContentClass::Document);
              }),
              15); // it took 31
}

TEST(LoginDisguise, ClassifyingCanBeCancelled) {
    CancelToken cancel;
    cancel.cancel();
    const std::string content = nested();
    const auto stopped = sign::classifyContent(viewOf(content), true, WorkControl{&cancel, nullptr});
    EXPECT_EQ(outcome(sign::authoriseSigning(stopped, {})), "signing.login_needs_origin");
    EXPECT_EQ(outcome(sign::authoriseSigning(stopped, {"https://idp.egov.kz", false})),
              "signing.login_for_other_origin");
}

TEST(LoginDisguise, LayersShareOneBudget) {
    const std::string openers = "<d>&amp;<![CDATA[&amp;]]>&lt;!-- --&gt;&amp;lt;!-- "
                                "--&amp;gt;&amp;amp;lt;x&amp;amp;amp;amp;lt;y +AGE-";
    std::string content =
        openers + times("<a b=\"+AGEAYQBi\">&lt;a&gt;PGE+PGE+PGE+</a><!-- --> ", 3 * kMiB / 50);
    for (int level = 0; level < 3; ++level)
        content = openers + "<q>" + base64(content) + "</q>";
    sign::HiddenLoginSearch search;
    EXPECT_LT(secondsFor([&] { EXPECT_TRUE(search.write(viewOf(content)).ok()); }), 12); // it took 30
    EXPECT_TRUE(search.suspects());
    EXPECT_EQ(search.shapes().size(), sign::loginShapes().size());
}

} // namespace
} // namespace tanba::test
