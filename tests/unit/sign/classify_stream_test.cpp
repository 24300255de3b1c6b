#include "core/base/encoding.h"
#include "core/sign/challenge_search.h"
#include "core/sign/date_text.h"
#include "core/sign/large_content.h"
#include "core/sign/xml_document.h"
#include "core/sign/xml_ids.h"
#include "core/sign/xml_limits.h"
#include "core/sign/xml_text.h"
#include "tests/unit/sign/changing_input.h"
#include "tests/unit/sign/xml_test_support.h"

#include <algorithm>
#include <random>

namespace tanba::test {
namespace {

// Content is classified as it streams by. A tree, which only XML signatures need, must give the same answer.

using sign::Classification;
using sign::ContentClass;

constexpr std::size_t kMiB = std::size_t{1024} * 1024;

std::string described(const Classification& classification) {
    std::vector<std::string> words;
    for (const sign::LoginShape* shape : classification.shapes)
        words.push_back(shape->id);
    for (const std::string& origin : classification.statedOrigins)
        words.push_back(" from " + origin);
    std::ranges::sort(words);
    std::string text = classification.everythingParsed ? "parsed:" : "not parsed:";
    for (const std::string& word : words)
        text += ' ' + word;
    return text;
}

/// Gives its bytes in pieces of uneven size.
class Crumbs : public InputFile {
  public:
    Crumbs(std::string_view content, std::size_t most) : input_(viewOf(content)), most_(most) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        step_ = step_ % most_ + 1;
        return input_.read(buffer.first(std::min(buffer.size(), step_)));
    }
    std::uint64_t size() const override { return input_.size(); }
    Outcome rewind() override { return input_.rewind(); }

  private:
    MemoryInput input_;
    std::size_t most_;
    std::size_t step_ = 0;
};

std::string ofStream(std::string_view content, std::size_t most) {
    Crumbs crumbs(content, most);
    const auto classification = sign::classifyStream(crumbs, {});
    return classification.ok() ? described(classification.value()) : outcome(classification);
}

/// What the tree of a document gives; what the stream gives where there is no tree.
void expectSame(const std::string& content) {
    const std::string streamed = ofStream(content, 100'000);
    for (const std::size_t most : {1U, 3U, 17U, 1000U})
        ASSERT_EQ(ofStream(content, most), streamed) << most << ": " << content;
    const auto tree = sign::xml::XmlDocument::parse(viewOf(content));
    if (tree.ok()) {
        ASSERT_EQ(streamed, described(sign::classifyElements({tree.value().root()}))) << content;
    } else if (sign::xml::startsLikeXml(viewOf(content))) {
        ASSERT_TRUE(streamed.starts_with("not parsed")) << content;
    }
}

/// Random documents of the words that the table is about.
class Writer {
  public:
    explicit Writer(std::uint32_t seed) : random_(seed) {}

    std::string document() {
        static const std::vector<std::string> kFront = {"",
                                                        "",
                                                        "",
                                                        "<?xml version=\"1.0\"?>",
                                                        "<?xml version='1.0' encoding='windows-1251'?>",
                                                        "<!-- c -->\n",
                                                        "<?p i?>",
                                                        "\xEF\xBB\xBF",
                                                        "\x01",
                                                        "<!DOCTYPE a>"};
        std::string text = pick(kFront) + element(0) + pick({"", "", "\n", "<!-- c -->", "x"});
        if (below(12) == 0)
            text[below(text.size())] = pick({"<", ">", "&", "\"", "]", "\xFF", "-"}).front();
        if (below(10) == 0)
            text = toBase64(viewOf(text));
        else if (below(10) == 0)
            text = wide(text);
        return text;
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }

  private:
    std::string pick(const std::vector<std::string>& of) { return of[below(of.size())]; }

    std::string element(int depth) {
        static const std::vector<std::string> kNames = {
            "login",       "login",       "root",           "body", "text",      "auth",      "nonce", "sud",
            "key",         "timeTicket",  "authentication", "url",  "sessionid", "timeStamp", "LOGIN", "Key",
            "portalLogin", "clientNonce", "expires",        "a",    "b",         "Signature"};
        const std::string name = pick({"", "", "", "p:", "ds:"}) + pick(kNames);
        std::string text = "<" + name + attributes(name, depth) + ">";
        for (std::size_t parts = below(depth < 4 ? 4 : 2); parts > 0; --parts)
            text += below(3) == 0 ? words(depth) : depth < 5 ? element(depth + 1) : "";
        return text + "</" + name + ">";
    }

    std::string attributes(const std::string& name, int depth) {
        std::string text;
        if (depth == 0)
            text += " xmlns:p='urn:eds-portal:1' xmlns:ds='http://www.w3.org/2000/09/xmldsig#'";
        if (below(6) == 0)
            text += " a='" + escaped(below(2) == 0 ? "<login><timeTicket/></login>" : "1 & 2") + "'";
        if (name == "portalLogin" && below(2) == 0)
            text += " p:origin='https://portal.example'";
        return text;
    }

    std::string words(int depth) {
        static const std::vector<std::string> kTexts = {"1",
                                                        "10.10.2025",
                                                        " 2025-10-10T09:05:00Z ",
                                                        "abc",
                                                        "&#65;&amp;&lt;",
                                                        "\n  ",
                                                        "<![CDATA[]]>",
                                                        "<![CDATA[10.10]]>",
                                                        "<!-- c -->",
                                                        "<?p i?>",
                                                        "\xC2\xA0",
                                                        "&#x200b;",
                                                        "(Батыс Қазақстан)",
                                                        "Oct 10 2025",
                                                        "https://sigex.kz/a",
                                                        "2026",
                                                        ".11.22",
                                                        "\"",
                                                        "]]",
                                                        "\xE2\xA0\x80"};
        if (depth < 3 && below(5) == 0) {
            const std::string inner = element(4);
            return below(2) == 0 ? toBase64(viewOf(inner)) : escaped(inner);
        }
        return pick(kTexts);
    }

    static std::string escaped(std::string_view text) {
        std::string result;
        for (const char character : text)
            result += character == '<'    ? "&lt;"
                      : character == '&'  ? "&amp;"
                      : character == '\'' ? "&#39;"
                                          : std::string(1, character);
        return result;
    }

    static std::string wide(std::string_view text) {
        std::string bytes = "\xFF\xFE";
        for (const char character : text)
            bytes += {static_cast<unsigned char>(character) < 0x80 ? character : '?', '\0'};
        return bytes;
    }

    std::mt19937 random_;
};

TEST(ClassifyStream, GivesTheSameAsATree) {
    Writer writer(20261122);
    for (int round = 0; round < 20'000 && !HasFatalFailure(); ++round)
        expectSame(writer.document());
}

TEST(ClassifyStream, GivesTheSameAsATreeForEveryShape) {
    for (const std::string content :
         {"<login><timeTicket>1</timeTicket><sessionid>2</sessionid></login>",
          "<login><sessionid>2</sessionid><x/></login>", "<login><url>https://sigex.kz/x</url></login>",
          "<login><url>https://sigex.kz/<!-- --></url></login>", "<a><root><key>1</key></root></a>",
          "<root><x/><key>1</key></root>", "<root> &#160; </root>", "<root><![CDATA[]]></root>",
          "<body><text>10.10.2025</text></body>", "<body><text>10.10<b>.2025</b></text><x/></body>",
          "<sud><a><authentication/></a></sud>", "<auth><a><nonce>1</nonce></a></auth>",
          "<portalLogin xmlns:p='urn:eds-portal:1' p:origin='https://a.kz'><p:nonce>a</p:nonce>"
          "<p:clientNonce>b</p:clientNonce><p:expires>c</p:expires></portalLogin>",
          "<portalLogin xmlns:p='urn:eds-portal:1' p:origin='https://a.kz'><p:nonce>a</p:nonce>"
          "<![CDATA[]]><p:clientNonce>b</p:clientNonce><p:expires>c</p:expires></portalLogin>",
          "<root/>\0<login>", "<!DOCTYPE login [<!ENTITY e '1'>]><login>&e;</login>"})
        expectSame(content);
}

TEST(ClassifyStream, ADateMayComeInPieces) {
    std::mt19937 random(1);
    static const std::vector<std::string> kParts = {"10.10.2025",
                                                    " ",
                                                    "   \n",
                                                    "\"",
                                                    "(",
                                                    ")",
                                                    "[",
                                                    "]",
                                                    "x",
                                                    "Oct",
                                                    "GMT+0500",
                                                    "1",
                                                    ":",
                                                    std::string(300, ' '),
                                                    std::string(300, '1'),
                                                    std::string(600, 'y'),
                                                    "қ"};
    for (int round = 0; round < 50'000; ++round) {
        std::string whole;
        sign::DateText flat;
        sign::DateText nested;
        for (std::size_t parts = random() % 7; parts > 0; --parts) {
            const std::string& part = kParts[random() % kParts.size()];
            whole += part;
            flat.add(part);
            sign::DateText child;
            child.add(std::string_view(part).substr(0, part.size() / 2));
            child.add(std::string_view(part).substr(part.size() / 2));
            nested.add(child);
        }
        const bool expected = sign::isDateText(sign::xml::trimmed(whole));
        ASSERT_EQ(flat.isDate(), expected) << whole;
        ASSERT_EQ(nested.isDate(), expected) << whole;
    }
}

// ---- limits ----

std::string limitOutcome(std::string_view text, std::size_t piece, sign::xml::XmlReading reading) {
    sign::xml::LimitCheck check(reading);
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        if (const Outcome fed = check.feed(text.substr(0, piece)); !fed.ok())
            return outcome(fed) + ' ' + fed.failure().detail;
    const Outcome finished = check.finish();
    return finished.ok() ? "ok" : outcome(finished) + ' ' + finished.failure().detail;
}

TEST(XmlLimits, AreTheSameForEveryPiece) {
    using sign::xml::XmlReading;
    std::vector<std::string> documents;
    Writer writer(7);
    for (int round = 0; round < 300; ++round)
        documents.push_back(writer.document());
    const auto many = [](const std::string& text, std::size_t count) {
        std::string all;
        while (count-- > 0)
            all += text;
        return all;
    };
    std::string attributes;
    for (int number = 0; number < 300; ++number)
        attributes += " a" + std::to_string(number) + "='1'";
    const std::vector<std::pair<std::string, std::string>> refused = {
        {many("<a>", 257), "xml.too_deep "},
        {"<a" + attributes + "/>", "xml.too_many_parts attributes"},
        {"<a>" + many("<b xmlns:c = 'd'>", 254) + "<b" + attributes.substr(0, 200) + "/>", "ok"},
        {many("<a xmlns:b='c' xmlns:d = 'e'>", 129), "xml.too_many_parts namespaces"},
        {"<a>" + std::string(10'000'001, ' ') + "</a>", "xml.text_too_long "}};
    for (const auto& [document, expected] : refused) {
        EXPECT_EQ(limitOutcome(document, 1 << 20, XmlReading::Tree), expected);
        documents.push_back(document);
    }
    for (const std::string& document : documents)
        for (const std::size_t piece : {1U, 2U, 5U, 4000U})
            ASSERT_EQ(limitOutcome(document, piece, XmlReading::Tree),
                      limitOutcome(document, document.size(), XmlReading::Tree))
                << piece << ' ' << document.substr(0, 300);
}

TEST(XmlLimits, NothingThatTheParserHoldsIsLarge) {
    using sign::xml::XmlReading;
    const std::string long_(sign::xml::kMaxHeldToken, 'x');
    const std::string blanks(sign::xml::kMaxHeldToken + 1, ' ');
    for (const std::string& document :
         {"<a b='" + long_ + "'/>", "<a><!--" + long_ + "--></a>", "<a><![CDATA[" + long_ + "]]></a>",
          "<a><?b " + long_ + "?></a>", "<a" + blanks + "/>", "<a></a" + blanks + ">", blanks + "<a/>",
          "<a/>" + blanks, "<a b='" + long_.substr(0, kMiB) + "' c='" + long_.substr(kMiB) + "'/>"}) {
        EXPECT_EQ(limitOutcome(document, 4000, XmlReading::Events), "xml.too_large token")
            << document.substr(0, 20);
        EXPECT_EQ(limitOutcome(document, 4000, XmlReading::Tree), "ok") << document.substr(0, 20);
    }
    EXPECT_EQ(limitOutcome("<a>" + long_ + "xx</a>", 4000, XmlReading::Events), "ok"); // handed on in pieces
}

// ---- large content that shows names of a login: read once more, never whole ----

std::string rows(std::size_t size) {
    std::string table = "<root>";
    while (table.size() < size)
        table += "<row><key>1</key><login><user>2</user></login><url>3</url></row>";
    return table;
}

std::string classOf(const std::string& content) {
    MemoryInput input(viewOf(content));
    return described(sign::classifyFile(input, true, sign::Look::Whole, {}).value());
}

TEST(ClassifyStream, LargeDocumentsAreClearedOrConfirmedExactly) {
    const std::string table = rows(6 * kMiB);
    EXPECT_EQ(classOf(table + "</root>"), "parsed:");
    EXPECT_EQ(classOf(table + "<login><timeTicket/></login></root>"), "parsed: egov");
    EXPECT_EQ(classOf(toBase64(viewOf(table + "</root>"))), "parsed:");
    // Cut off, it may be whatever its names show.
    EXPECT_EQ(classOf(table), "not parsed: goszakup login-url");
}

TEST(ClassifyStream, WhatHadToBeHeldAndIsTooLargeIsJudgedByItsNames) {
    const std::string table = rows(6 * kMiB) + "</root>";
    const std::string noise(7 * kMiB, '\x7F');
    // A picture in base64 among elements with such names changes nothing.
    EXPECT_EQ(classOf("<root><row><key>1</key></row><b>" + toBase64(viewOf(noise)) + "</b></root>"),
              "parsed:");
    EXPECT_EQ(classOf("<a><login><user/></login><url/><b>" + toBase64(viewOf(table)) + "</b></a>"),
              "parsed: goszakup login-url");
    const std::string comment = "<!--" + std::string(5 * kMiB, ' ') + "-->";
    EXPECT_EQ(classOf("<root>" + comment + "<row><key/></row></root>"), "not parsed: goszakup");
}

/// What was judged must be what was hashed.
TEST(ClassifyStream, AFileThatIsAnotherOneAtTheSecondReadingIsRefused) {
    const std::string login = "<login>" + std::string(5 * kMiB, ' ') + "<timeTicket>1</timeTicket></login>";
    const std::string harmless = "<a>" + std::string(login.size() - 7, ' ') + "</a>";
    const std::string broken = "<a <" + std::string(login.size() - 4, ' ');
    for (const std::string& second : {harmless, broken, login.substr(0, kMiB)}) {
        ChangingInput input(toBytes(login), toBytes(second));
        const auto session = sessionFor(rsaPerson());
        MemorySink sink;
        sign::CmsOptions options;
        options.content = sign::CmsContent::Detached;
        options.signingTime = goodTime();
        EXPECT_EQ(outcome(sign::signCms(*session, input, options, sink, {})), "file.changed_meanwhile");
        EXPECT_TRUE(sink.content.empty());
    }
}

TEST(ClassifyStream, AnAttachedDocumentIsReadFromItsContainer) {
    const std::string table = rows(6 * kMiB) + "</root>";
    const Bytes attached = signWith(rsaPerson(), viewOf(table), sign::CmsContent::Attached);
    const auto other = sessionFor(otherRsaPerson());
    const sign::CmsOptions options{sign::CmsContent::Attached, goodTime(), std::nullopt};
    for (const std::string& container : {std::string(asText(attached)), toPem("CMS", attached)}) {
        MemoryInput existing(viewOf(container));
        MemorySink sink;
        EXPECT_EQ(outcome(sign::addCmsSigner(*other, existing, nullptr, options, sink, {})), "ok");
    }
}

/// What IdIndex and the tree give for this element.
std::string ofTreePart(std::string_view content, const std::string& id) {
    const auto document = sign::xml::XmlDocument::parse(viewOf(content));
    if (!document.ok())
        return outcome(document);
    const auto part = sign::xml::IdIndex(document.value()).find(id);
    return part.ok() ? described(sign::classifyElements({document.value().root(), part.value()}))
                     : outcome(part);
}

std::string ofStreamPart(std::string_view content, const std::string& id) {
    MemoryInput input(viewOf(content));
    const auto streamed = sign::classifyXmlStream(input, id, {});
    return streamed.ok() ? described(streamed.value()) : outcome(streamed);
}

TEST(ClassifyStream, FindsAPartByItsIdAsTheTreeDoes) {
    const std::string kSpaces = " xmlns:ds='http://www.w3.org/2000/09/xmldsig#' xmlns:wsu='http://docs."
                                "oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'";
    for (const std::string_view body :
         {"<body Id='x'><text>10.10.2025</text></body>", "<body ID='x'><text>10.10.2025</text></body>",
          "<body xml:id='x'><text>10.10.2025</text></body>",
          "<body wsu:Id='x'><text>10.10.2025</text></body>", "<body iD='x'><text>10.10.2025</text></body>",
          "<body wsu:id='x'><text>10.10.2025</text></body>", "<body Id='x' id='x'><a/></body>",
          "<body Id='y'><text>10.10.2025</text></body>", "<body Id='x'/><body Id='x'/>",
          "<body Id='x'/><body iD='x'/>", "<ds:Signature><body Id='x'/></ds:Signature>",
          "<ds:Signature Id='x'/>", "<ds:Signature/><body Id='x'><text>10.10.2025</text></body>",
          "<ds:Signature><ds:Signature/><body Id='x'/></ds:Signature>", "<body Id='&#120;'/>",
          "<body Id='x'>"}) {
        const std::string content = "<r" + kSpaces + "><contract>1</contract>" + std::string(body) + "</r>";
        EXPECT_EQ(ofStreamPart(content, "x"), ofTreePart(content, "x")) << content;
    }
    const std::string root = "<root Id='x'" + kSpaces + "><key>1</key></root>";
    EXPECT_EQ(ofStreamPart(root, "x"), ofTreePart(root, "x"));
}

/// A search that was stopped has not seen the end: it says so, and not that the part is missing.
TEST(ClassifyStream, StoppedItSaysNothingOfItsPart) {
    CancelToken stop;
    stop.cancel();
    for (const std::string_view id : {"", "x"}) {
        MemoryInput input(viewOf("<login><timeTicket>1</timeTicket><a Id='x'/></login>"));
        EXPECT_EQ(outcome(sign::classifyXmlStream(input, id, WorkControl{&stop, nullptr})), "cancelled")
            << id;
    }
}

TEST(ClassifyStream, WithoutAPartIsTheWholeDocument) {
    // Such a date counts only as the whole of what is signed, and nobody signs the part whose identifier is
    // empty.
    EXPECT_EQ(ofStreamPart("<r><a/><body Id=''><text>10.10.2025</text></body></r>", ""), "parsed:");
    EXPECT_EQ(ofStreamPart("<root><key>1</key></root>", ""), "parsed: goszakup");
    EXPECT_EQ(ofStreamPart("<root>", ""), "xml.malformed");
}

} // namespace
} // namespace tanba::test
