#include "tests/unit/preview/documents.h"
#include "tests/unit/preview/showing.h"

#include <gtest/gtest.h>

namespace tanba::preview {
namespace {

using namespace test;
using Lines = std::vector<std::string>;

Preview shown(ByteView document, const Request& request = requestFor("d")) {
    Result<Preview> preview = show(document, request);
    EXPECT_EQ(outcome(preview), "ok");
    return preview.ok() ? std::move(preview).value() : Preview();
}

Preview shown(std::string_view document) {
    return shown(viewOf(document));
}

TEST(Kinds, TextInUtf8) {
    const Preview preview = shown("Шарт № 1\r\nәғқңөұүһі\n\tекі");
    EXPECT_EQ(preview.kind, Kind::Text);
    EXPECT_EQ(preview.encoding, TextEncoding::Utf8);
    EXPECT_EQ(preview.lines, (Lines{"Шарт № 1", "әғқңөұүһі", "        екі"}));
    EXPECT_EQ(preview.extent, Extent::Whole);
    EXPECT_FALSE(preview.flags.any());
    EXPECT_FALSE(preview.bitmap.has_value());
}

TEST(Kinds, TextInWindows1251) {
    const Preview preview = shown("\xc4\xee\xe3\xee\xe2\xee\xf0 \xb9 5");
    EXPECT_EQ(preview.encoding, TextEncoding::Windows1251);
    EXPECT_EQ(preview.lines, Lines{"Договор № 5"});
}

TEST(Kinds, TextInUtf16WithAndWithoutAMark) {
    using namespace std::string_view_literals;
    for (const std::string_view text :
         {"\xff\xfe\x28\x04\x30\x04\x0a\0\x31\0"sv, "\xfe\xff\x04\x28\x04\x30\0\x0a\0\x31"sv,
          "\x28\x04\x30\x04\x0a\0\x31\0"sv, "\x04\x28\x04\x30\0\x0a\0\x31"sv}) {
        const Preview preview = shown(text);
        EXPECT_EQ(preview.encoding, TextEncoding::Utf16);
        EXPECT_EQ(preview.lines, (Lines{"Ша", "1"}));
    }
}

TEST(Kinds, HiddenCharactersBecomeSigns) {
    const Preview preview = shown("pay \xe2\x80\xae"
                                  "001 to \x1b[0m me and nobody else");
    EXPECT_EQ(preview.lines, Lines{"pay \xef\xbf\xbd"
                                   "001 to \xef\xbf\xbd[0m me and nobody else"});
    EXPECT_TRUE(preview.flags.has(Flag::HiddenCharacters));
}

TEST(Kinds, LongTextsAreCutOffAndSaySo) {
    std::string many;
    for (std::size_t i = 0; i <= kMaxLines; ++i)
        many += "line\n";
    const Preview preview = shown(many);
    EXPECT_EQ(preview.lines.size(), kMaxLines);
    EXPECT_EQ(preview.extent, Extent::CutOff);
    const Preview exact = shown(std::string_view(many).substr(5));
    EXPECT_EQ(exact.lines.size(), kMaxLines);
    EXPECT_EQ(exact.extent, Extent::Whole);
}

TEST(Kinds, ALongLineGoesOnInTheNext) {
    std::string document;
    document.resize(2 * kMaxLineBytes, 'x');
    document += "end";
    const Preview preview = shown(document);
    std::string all;
    for (const std::string& line : preview.lines) {
        EXPECT_LE(line.size(), kMaxLineBytes);
        all += line;
    }
    EXPECT_EQ(all, document);
}

TEST(Kinds, ATextLargerThanTheLimitShowsItsBeginning) {
    std::string text = "first line\n";
    text.resize(kMaxDocument + 1, 'x');
    const Preview preview = shown(text);
    ASSERT_FALSE(preview.lines.empty());
    EXPECT_EQ(preview.lines.front(), "first line");
    EXPECT_EQ(preview.extent, Extent::CutOff);
}

TEST(Kinds, XmlAsATree) {
    const Preview preview = shown("<?xml version=\"1.0\"?><a x=\"1 &amp; 2\"><!--c--><b>t &lt; u</b><p:c "
                                  "xmlns:p=\"urn:p\"/><d>one<e/>two</d></a>");
    EXPECT_EQ(preview.kind, Kind::Xml);
    EXPECT_EQ(preview.lines,
              (Lines{"<a x=\"1 &amp; 2\">", "  <!--c-->", "  <b>t &lt; u</b>", "  <p:c xmlns:p=\"urn:p\"/>",
                     "  <d>", "    one", "    <e/>", "    two", "  </d>", "</a>"}));
}

TEST(Kinds, XmlInTheEncodingsOfTheSystem) {
    const Preview preview = shown("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>\xdf</a>");
    EXPECT_EQ(preview.kind, Kind::Xml);
    EXPECT_EQ(preview.lines, Lines{"<a>Я</a>"});
    EXPECT_EQ(shown("<?xml version=\"1.0\" encoding=\"koi8-u\"?><a>\xf1</a>").lines, Lines{"<a>Я</a>"});
}

TEST(Kinds, XmlThatIsRefusedIsShownAsItStands) {
    constexpr std::string_view kBomb =
        "<!DOCTYPE a [<!ENTITY b \"bbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
    const Preview preview = shown(kBomb);
    EXPECT_EQ(preview.kind, Kind::Text);
    EXPECT_EQ(preview.lines, Lines{std::string(kBomb)});
}

TEST(Kinds, Png) {
    const Preview preview = shown(pngOf(30, 20));
    EXPECT_EQ(preview.kind, Kind::Image);
    ASSERT_TRUE(preview.bitmap.has_value());
    EXPECT_EQ(preview.bitmap->width, 30u);
    EXPECT_EQ(preview.bitmap->height, 20u);
    EXPECT_EQ(preview.bitmap->pixels.size(), 30u * 20u * 4u);
    EXPECT_EQ(pixelAt(*preview.bitmap, 29, 19), 0x102030u);
}

TEST(Kinds, ALargePictureFitsTheBox) {
    Request request = requestFor("d");
    request.maxWidth = 100;
    request.maxHeight = 1000;
    const Preview preview = shown(pngOf(400, 200), request);
    ASSERT_TRUE(preview.bitmap.has_value());
    EXPECT_EQ(preview.bitmap->width, 100u);
    EXPECT_EQ(preview.bitmap->height, 50u);
    EXPECT_EQ(preview.sourceWidth, 400u);
    EXPECT_EQ(preview.sourceHeight, 200u);
}

TEST(Kinds, GifShowsItsFirstFrameAndThatThereAreMore) {
    const Preview preview = shown(movingGif());
    EXPECT_EQ(preview.kind, Kind::Image);
    EXPECT_TRUE(preview.flags.has(Flag::Animation));
}

TEST(Kinds, EveryPageOfAPdf) {
    const Bytes document = simplePdf(3);
    for (std::uint32_t page = 1; page <= 3; ++page) {
        Request request = requestFor("d");
        request.page = page;
        request.dpi = 72;
        const Preview preview = shown(document, request);
        EXPECT_EQ(preview.kind, Kind::Pdf);
        EXPECT_EQ(preview.pages, 3u);
        ASSERT_TRUE(preview.bitmap.has_value());
        EXPECT_EQ(preview.bitmap->width, 200u);
        EXPECT_EQ(preview.bitmap->height, 100u);
        EXPECT_EQ(pixelAt(*preview.bitmap, 10 * page - 2, 98), 0u);
        EXPECT_EQ(pixelAt(*preview.bitmap, 10 * page + 2, 98), kWhite);
    }
    Request beyond = requestFor("d");
    beyond.page = 4;
    EXPECT_EQ(outcome(show(document, beyond)), "preview.damaged");
}

TEST(Kinds, ThePdfHasTheResolutionThatWasAskedFor) {
    Request request = requestFor("d");
    request.dpi = 144;
    const Preview preview = shown(simplePdf(1), request);
    ASSERT_TRUE(preview.bitmap.has_value());
    EXPECT_EQ(preview.bitmap->width, 400u);
    request.maxWidth = 50;
    const Preview small = shown(simplePdf(1), request);
    ASSERT_TRUE(small.bitmap.has_value());
    EXPECT_EQ(small.bitmap->width, 50u);
    EXPECT_EQ(small.bitmap->height, 25u);
}

TEST(Kinds, FontsThatAPdfDoesNotBringAreThere) {
    const Bytes document = pdfOf(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F 5 0 "
         "R /G 6 0 R >> >> >>",
         pdfStream("", "BT /F 60 Tf 5 50 Td (MMMM) Tj /G 40 Tf 0 -45 Td (MMMM) Tj ET"),
         "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
         "<< /Type /Font /Subtype /TrueType /BaseFont /NobodyHasThis,Italic /Encoding /WinAnsiEncoding >>"});
    const Preview preview = shown(document);
    ASSERT_TRUE(preview.bitmap.has_value());
    const auto dark = [&](std::uint32_t from, std::uint32_t to) {
        std::size_t count = 0;
        for (std::uint32_t y = from; y < to; ++y)
            for (std::uint32_t x = 0; x < preview.bitmap->width; ++x)
                count += pixelAt(*preview.bitmap, x, y) == 0 ? 1U : 0U;
        return count;
    };
    EXPECT_GT(dark(0, 66), 500u);
    EXPECT_GT(dark(70, 133), 200u);
}

TEST(Kinds, APdfWithAPassword) {
    const std::string key(64, 'A');
    const Bytes document = pdfOf(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"},
        "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + key + "> /U <" + key + "> >>");
    EXPECT_EQ(outcome(show(document)), "preview.protected");
}

TEST(Kinds, OfficeFilesAreOnlyLookedThrough) {
    const Preview plain = shown(zipOf({"[Content_Types].xml", "word/document.xml"}));
    EXPECT_EQ(plain.kind, Kind::Office);
    EXPECT_FALSE(plain.flags.any());
    EXPECT_TRUE(shown(zipOf({"[Content_Types].xml", "word/VbaProject.BIN"})).flags.has(Flag::Macros));
    EXPECT_EQ(outcome(show(zipOf({"a.txt", "b.txt"}))), "preview.unsupported");
}

TEST(Kinds, NothingThatIsKnown) {
    std::string noise;
    for (unsigned i = 0; i < 5000; ++i)
        noise += static_cast<char>((i * 2654435761U) >> 24U);
    EXPECT_EQ(outcome(show(viewOf(noise))), "preview.unsupported");
    EXPECT_EQ(outcome(show(viewOf("{\\rtf1 text}"))), "preview.unsupported");
    EXPECT_EQ(outcome(show({})), "input.empty");
}

} // namespace
} // namespace tanba::preview
