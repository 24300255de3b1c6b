#include "app/documents/extraction.h"

#include "app/documents/safe_name.h"
#include "tests/support/outcome.h"
#include "tests/unit/documents/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::documents {
namespace {

using test::MemoryFileStore;
using test::outcome;
using testing::ElementsAre;

/// An attached CMS of this content.
Bytes signedFile(const Bytes& content) {
    MemoryFileStore disk;
    disk.put("/documents/a", content);
    SigningOrder order;
    order.format = SignFormat::Cms;
    SigningRun run = desk::runOf(disk, desk::listed(disk), order);
    desk::WatchedSession session(desk::person());
    EXPECT_TRUE(run.run(session, {}, {}).ok());
    return *disk.content("/documents/a.cms");
}

class ExtractionTest : public testing::Test {
  protected:
    ExtractionTest() { disk_.putFolder("/out"); }
    Result<std::filesystem::path> extract(const std::string& name, const Bytes& content) {
        disk_.put("/in/" + name, content);
        return extractDocument(disk_, "/in/" + name, "/out", {}, {});
    }
    MemoryFileStore disk_;
};

TEST_F(ExtractionTest, WritesTheDocumentUnderAFreeName) {
    const Bytes letter = signedFile(toBytes("a letter"));
    EXPECT_EQ(extract("letter.txt.cms", letter).value(), "/out/letter.txt");
    EXPECT_EQ(disk_.content("/out/letter.txt"), toBytes("a letter"));
    EXPECT_EQ(extract("letter.txt (2).cms", letter).value(), "/out/letter (2).txt");
    EXPECT_EQ(extract("unknown.bin", letter).value(), "/out/unknown.bin.document");
    EXPECT_EQ(extract("x.cms", signedFile(toBytes("x"))).value(), "/out/x");
}

TEST_F(ExtractionTest, KeepsTheMarkOfTheOrigin) {
    disk_.put("/in/letter.txt.cms", signedFile(toBytes("a letter")));
    std::vector<std::string> kept;
    const auto keep = [&](const std::filesystem::path& from, const std::filesystem::path& to) {
        kept = {from.string(), to.string()};
    };
    ASSERT_EQ(outcome(extractDocument(disk_, "/in/letter.txt.cms", "/out", keep, {})), "ok");
    EXPECT_THAT(kept, ElementsAre("/in/letter.txt.cms", "/out/letter.txt"));
}

TEST_F(ExtractionTest, TakesNoPrograms) {
    const Bytes letter = signedFile(toBytes("a letter"));
    for (const char* name : {"a.exe.cms", "a.EXE.cms", "a.pdf.scr.cms", "a.desktop.cms", "a.lnk.p7s",
                             "a.js (3).cms", "a.exe .cms", "a.exe..cms"})
        EXPECT_EQ(outcome(extract(name, letter)), "document.executable") << name;
    for (const std::string start : {"MZ\x90",
                                    "\x7F"
                                    "ELF\x02\x01\x01",
                                    "#!/bin/sh\nrm x\n", "MZ"})
        EXPECT_EQ(outcome(extract("a.pdf.cms", signedFile(toBytes(start)))), "document.executable") << start;
    EXPECT_THAT(disk_.names("/out"), testing::IsEmpty());
}

TEST_F(ExtractionTest, RefusesWhatHasNoDocumentInside) {
    disk_.put("/documents/a", toBytes("x"));
    SigningRun run = desk::runOf(disk_, desk::listed(disk_));
    desk::WatchedSession session(desk::person());
    ASSERT_TRUE(run.run(session, {}, {}).ok());
    EXPECT_EQ(outcome(extractDocument(disk_, "/documents/a.p7s", "/out", {}, {})), "cms.content_missing");
    EXPECT_NE(outcome(extract("a.txt.cms", toBytes("no CMS"))), "ok");
    EXPECT_EQ(outcome(extract("b.txt.cms", {})), "input.empty");
    Bytes torn = signedFile(Bytes(5000, 'x'));
    torn.resize(torn.size() / 2);
    EXPECT_EQ(outcome(extract("c.txt.cms", torn)), "cms.malformed");
    EXPECT_THAT(disk_.names("/out"), testing::IsEmpty());
}

TEST(SafeName, ShowsNothingThatIsNotThere) {
    EXPECT_EQ(safeFileName("../../etc/passwd"), "passwd");
    EXPECT_EQ(safeFileName("C:\\Windows\\a.txt"), "a.txt");
    EXPECT_EQ(safeFileName("act\xE2\x80\xAEtxt.exe"), "act_txt.exe"); // RIGHT-TO-LEFT OVERRIDE
    EXPECT_EQ(safeFileName("a\nb\x01.txt"), "a_b_.txt");
    EXPECT_EQ(safeFileName("a\xFF.txt"), "a_.txt");
    EXPECT_EQ(safeFileName(".bashrc"), "bashrc");
    EXPECT_EQ(safeFileName("a.txt. . "), "a.txt");
    EXPECT_EQ(safeFileName("a:b|c?.txt"), "a_b_c_.txt");
    for (const char* nothing : {"", ".", "..", "...", " ", "/", "a/"})
        EXPECT_EQ(safeFileName(nothing), "document") << nothing;
    EXPECT_EQ(safeFileName("құжат.pdf"), "құжат.pdf");
    std::string longName;
    for (int count = 0; count < 300; ++count)
        longName += "қ";
    const std::string shortened = safeFileName(longName + ".pdf");
    EXPECT_LE(shortened.size(), 200u);
    EXPECT_TRUE(shortened.ends_with(".pdf"));
    EXPECT_EQ(safeFileName(shortened), shortened);
}

} // namespace
} // namespace tanba::documents
