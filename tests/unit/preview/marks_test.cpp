#include "app/worker/office_marks.h"
#include "app/worker/pdf_marks.h"
#include "tests/unit/preview/documents.h"
#include "tests/unit/preview/showing.h"

#include <gtest/gtest.h>

namespace tanba::worker {
namespace {

using namespace test;
using preview::Flag;
using preview::Flags;

bool onlyFlag(const Flags& flags, Flag flag) {
    Flags only;
    only.set(flag);
    return flags.bits() == only.bits();
}

struct Row {
    std::string_view catalogue;
    Flag flag;
};

TEST(PdfMarks, EachThingByItsName) {
    for (const Row& row : {Row{"/OpenAction << /S /JavaScript /JS (a) >>", Flag::Scripts},
                           {"/OpenAction << /S /J#61vaScript /JS (a) >>", Flag::Scripts},
                           {"/OCProperties << /OCGs [] >>", Flag::Layers},
                           {"/A << /S /URI /URI (http://x) >>", Flag::ExternalLinks},
                           {"/OpenAction << /S /Launch /F (x) >>", Flag::LaunchActions},
                           {"/OpenAction << /S /SubmitForm /F (x) >>", Flag::LaunchActions},
                           {"/AcroForm << /Fields [] >>", Flag::Forms},
                           {"/Names << /EmbeddedFiles << >> >>", Flag::Attachments},
                           {"/A << /Subtype /RichMedia >>", Flag::Animation}})
        EXPECT_TRUE(onlyFlag(pdfMarks(simplePdf(1, row.catalogue)), row.flag)) << row.catalogue;
    EXPECT_FALSE(pdfMarks(simplePdf(1)).any());
    EXPECT_FALSE(pdfMarks(simplePdf(1, "/Title (JavaScript Launch) /Launching 1")).any());
}

TEST(PdfMarks, AlsoInObjectStreams) {
    const std::string hidden = deflated("7 0 << /S /JavaScript /JS (a) >>");
    const auto with = [&](std::string_view dictionary, std::string_view content) {
        return pdfMarks(pdfOf({"<< /Type /Catalog >>", pdfStream(dictionary, content)}));
    };
    EXPECT_TRUE(onlyFlag(with("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", hidden), Flag::Scripts));
    EXPECT_TRUE(onlyFlag(with("/Filter /FlateDecode /Type /ObjStm /N 1 /First 4", hidden), Flag::Scripts));
    EXPECT_FALSE(with("/Filter /FlateDecode", hidden).any()) << "pictures and drawings are no objects";
}

TEST(PdfMarks, WhatCannotBeLookedIntoIsSaid) {
    const auto with = [](std::string_view dictionary, std::string_view content) {
        return pdfMarks(pdfOf({"<< /Type /Catalog >>", pdfStream(dictionary, content)}));
    };
    EXPECT_TRUE(with("/Type /ObjStm /Filter /FlateDecode", "not packed").has(Flag::NotAllExamined));
    EXPECT_TRUE(with("/Type /ObjStm /Filter /LZWDecode", "x").has(Flag::NotAllExamined));
    EXPECT_TRUE(with("/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]", "x").has(Flag::NotAllExamined));
    EXPECT_TRUE(with("/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>", deflated("x"))
                    .has(Flag::NotAllExamined));
    EXPECT_TRUE(with("/Type /ObjStm /Filter /FlateDecode", deflated(std::string(80'000'000, ' ')))
                    .has(Flag::NotAllExamined))
        << "a bomb";
}

TEST(PdfMarks, TheWorkerTellsThem) {
    const auto preview = show(simplePdf(1, "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"));
    ASSERT_EQ(outcome(preview), "ok");
    EXPECT_TRUE(onlyFlag(preview.value().flags, Flag::Scripts));
}

TEST(OfficeMarks, Zip) {
    EXPECT_EQ(zipMarks(zipOf({"a.txt"})).state, OfficeState::NotOffice);
    EXPECT_EQ(zipMarks(zipOf({"mimetype", "META-INF/manifest.xml"})).state, OfficeState::Readable);
    EXPECT_TRUE(zipMarks(zipOf({"META-INF/manifest.xml", "Basic/script-lc.xml"})).flags.has(Flag::Macros));
    EXPECT_TRUE(zipMarks(zipOf({"[Content_Types].xml", "xl/externalLinks/externalLink1.xml"}))
                    .flags.has(Flag::ExternalLinks));
    EXPECT_TRUE(zipMarks(zipOf({"[Content_Types].xml", "word/embeddings/oleObject1.bin"}))
                    .flags.has(Flag::Attachments));
    EXPECT_TRUE(
        zipMarks(zipOf({"[Content_Types].xml", "word/activeX/activeX1.xml"})).flags.has(Flag::Scripts));
}

TEST(OfficeMarks, CompoundFile) {
    const auto compound = [](std::string_view name) {
        std::string file("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
        file += std::string(512, '\0');
        for (const char character : std::string("WordDocument") + std::string(name))
            file += std::string{character, '\0'};
        return toBytes(file);
    };
    EXPECT_EQ(compoundMarks(compound("")).state, OfficeState::Readable);
    EXPECT_FALSE(compoundMarks(compound("")).flags.any());
    EXPECT_TRUE(compoundMarks(compound("_VBA_PROJECT")).flags.has(Flag::Macros));
    EXPECT_EQ(outcome(show(compound("EncryptedPackage"))), "preview.protected");
}

} // namespace
} // namespace tanba::worker
