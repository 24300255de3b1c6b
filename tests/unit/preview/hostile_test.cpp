#include "tests/unit/preview/documents.h"
#include "tests/unit/preview/showing.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

namespace tanba::preview {
namespace {

using namespace test;

#ifndef TANBA_SANITIZED
/// Pages of this process that are in memory, in bytes.
std::size_t ownMemory() {
    std::ifstream file("/proc/self/statm");
    std::size_t whole = 0;
    std::size_t resident = 0;
    file >> whole >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// The most that any ended child had in memory, in bytes.
std::size_t childMemory() {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}
#endif

Bytes bombPdf(std::string_view object, std::string_view content) {
    return pdfOf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents 4 0 R /Resources << "
                  "/XObject << /I 5 0 R >> >> >>",
                  std::string(content), std::string(object)});
}

TEST(Hostile, APictureOfImpossibleSize) {
    EXPECT_EQ(outcome(show(pngOf(100000, 100000, "x"))), "preview.too_costly");
    EXPECT_EQ(outcome(show(pngOf(0x7FFFFFFF, 0x7FFFFFFF, "x"))), "preview.damaged");
}

TEST(Hostile, APdfThatTakesTooLongIsKilledInTime) {
    // 25 GB of drawing in a few hundred kilobytes.
    const std::string line = deflated(std::string(25'000'000, ' '));
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += " 4 0 R";
    const Bytes document =
        pdfOf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Contents [" + many + "] >>",
               pdfStream("/Filter /FlateDecode", line)});
    MemoryInput input(document);
    const auto begin = std::chrono::steady_clock::now();
    const auto result = makePreview(input, requestFor("d"),
                                    {workerBesideThisProgram().value(), std::chrono::milliseconds(1500)});
    EXPECT_EQ(outcome(result), "preview.too_costly");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Hostile, AHugePictureInAPdf) {
    const Bytes document =
        bombPdf(pdfStream("/Type /XObject /Subtype /Image /Width 10000 /Height 10000 /ColorSpace /DeviceRGB "
                          "/BitsPerComponent 8 /Filter /FlateDecode",
                          deflated(std::string(1'000'000, '\0'))),
                pdfStream("", "q 500 0 0 500 0 0 cm /I Do Q"));
    const std::string result = outcome(show(document));
    EXPECT_TRUE(result == "ok" || result == "preview.too_costly") << result;
}

TEST(Hostile, APageOfImpossibleSize) {
    for (const std::string_view box : {"0 0 1e30 1e30", "0 0 0 0", "0 0 1000000 1", "nan", "0 0 -5 -5"}) {
        const Bytes document =
            pdfOf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                   "<< /Type /Page /Parent 2 0 R /MediaBox [" + std::string(box) + "] >>"});
        const auto preview = show(document);
        if (!preview.ok()) {
            EXPECT_NE(outcome(preview), "worker.crashed") << box;
            continue;
        }
        EXPECT_LE(preview.value().bitmap->width, requestFor("d").maxWidth) << box;
        EXPECT_LE(preview.value().bitmap->height, requestFor("d").maxHeight) << box;
    }
}

TEST(Hostile, PagesThatContainThemselves) {
    const Bytes document = pdfOf(
        {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"});
    EXPECT_NE(outcome(show(document)), "worker.crashed");
}

TEST(Hostile, XmlBombs) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<a>";
    EXPECT_EQ(outcome(show(viewOf(deep))), "ok");
    std::string wide = "<a>";
    for (int i = 0; i < 300'000; ++i)
        wide += "<b c='d'/>";
    const auto preview = show(viewOf(wide + "</a>"));
    ASSERT_EQ(outcome(preview), "ok");
    EXPECT_EQ(preview.value().lines.size(), kMaxLines);
    EXPECT_EQ(preview.value().extent, Extent::CutOff);
}

TEST(Hostile, ZipsThatLie) {
    Bytes zip = zipOf({"[Content_Types].xml", "word/vbaProject.bin"});
    for (std::size_t i = 0; i < zip.size(); ++i) {
        Bytes broken = zip;
        broken[i] ^= 0xFF;
        if (i % 9 != 0)
            continue;
        const std::string result = outcome(show(broken));
        EXPECT_NE(result, "worker.crashed") << i;
    }
}

TEST(Hostile, EveryPlaceToCutAFileOff) {
    for (const Bytes& whole : {pngOf(20, 20), movingGif(), simplePdf(1), zipOf({"[Content_Types].xml"})}) {
        for (std::size_t part = 1; part < 12; ++part) {
            const ByteView cut = ByteView(whole).first(whole.size() * part / 12);
            EXPECT_NE(outcome(show(cut)), "worker.crashed") << part;
        }
    }
}

TEST(Hostile, DamagedFilesAreSaidToBe) {
    Bytes png = pngOf(20, 20);
    png.resize(30);
    EXPECT_EQ(outcome(show(png)), "preview.damaged");
    EXPECT_EQ(outcome(show(viewOf("%PDF-1.7 and nothing else"))), "preview.damaged");
    EXPECT_EQ(outcome(show(viewOf("\xFF\xD8\xFF\xE0 no picture"))), "preview.damaged");
}

// A sanitizer keeps freed memory for a while.
#ifndef TANBA_SANITIZED
TEST(Hostile, NeitherSideGrows) {
    const std::size_t before = ownMemory();
    ASSERT_EQ(outcome(show(pngOf(8000, 8000, std::string(8000 * 24001, '\0')))), "ok");
    // One bitmap of the box, and the test's own packed picture.
    EXPECT_LT(ownMemory(), before + 64 * 1024 * 1024);
    EXPECT_GT(childMemory(), std::size_t{8000} * 8000 * 4);
    EXPECT_LT(childMemory(), std::size_t{1024} * 1024 * 1024);
}
#endif

} // namespace
} // namespace tanba::preview
