#include "app/documents/signing_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanba::documents {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(SigningFormat, NamesItsResults) {
    EXPECT_EQ(signedName("act.pdf", SignFormat::Cms), "act.pdf.cms");
    EXPECT_EQ(signedName("act.pdf", SignFormat::CmsDetached), "act.pdf.p7s");
    EXPECT_EQ(signedName("act.xml", SignFormat::Xml), "act.signed.xml");
    EXPECT_EQ(signedName("act", SignFormat::Xml), "act.signed.xml");
    EXPECT_EQ(signedName(".xml", SignFormat::Xml), ".xml.signed.xml");
    EXPECT_EQ(signedName("act.pdf", SignFormat::Raw), "act.pdf.sig");
    EXPECT_EQ(cosignedName("act.pdf.p7s"), "act.pdf-cosigned.p7s");
}

TEST(SigningFormat, NumbersBeforeTheEnding) {
    EXPECT_EQ(numberedName("act.pdf.p7s", 2), "act.pdf (2).p7s");
    EXPECT_EQ(numberedName("act.signed.xml", 3), "act (3).signed.xml");
    EXPECT_EQ(numberedName("act.pdf", 2), "act (2).pdf");
    EXPECT_EQ(numberedName("act", 12), "act (12)");
}

TEST(SigningFormat, FindsTheDocumentOfEveryNameItGives) {
    for (const SignFormat format :
         {SignFormat::Cms, SignFormat::CmsDetached, SignFormat::Xml, SignFormat::Raw})
        for (const std::string document : {"act.pdf", "act.xml", "act", "акт (2).pdf", "a (1)"}) {
            const std::string result = signedName(document, format);
            EXPECT_THAT(possibleDocuments(result), Contains(document)) << result;
            EXPECT_THAT(possibleDocuments(numberedName(result, 7)), Contains(document)) << result;
            if (format == SignFormat::Xml)
                continue; // only a CMS gets one more signer so
            EXPECT_THAT(possibleDocuments(cosignedName(result)), Contains(document)) << result;
            EXPECT_THAT(possibleDocuments(numberedName(cosignedName(result), 7)), Contains(document))
                << result;
        }
    EXPECT_THAT(possibleDocuments("act.pdf.p7s"), ElementsAre("act.pdf"));
    EXPECT_THAT(possibleDocuments("act.pdf (x).p7s"), ElementsAre("act.pdf (x)"));
    EXPECT_THAT(possibleDocuments("act.pdf ().p7s"), ElementsAre("act.pdf ()"));
    EXPECT_THAT(possibleDocuments(" (2).p7s"), ElementsAre(" (2)"));
    for (const std::string other : {"act.pdf", ".p7s", "", "p7s", ").p7"})
        EXPECT_THAT(possibleDocuments(other), IsEmpty()) << other;
}

TEST(SigningFormat, IsKnownByItsWord) {
    for (const SignFormat format :
         {SignFormat::Cms, SignFormat::CmsDetached, SignFormat::Xml, SignFormat::Raw})
        EXPECT_EQ(formatByName(formatName(format)), format);
    for (const Encoding encoding : {Encoding::Der, Encoding::Pem, Encoding::Base64})
        EXPECT_EQ(encodingByName(encodingName(encoding)), encoding);
    EXPECT_EQ(formatByName("pdf"), std::nullopt);
    EXPECT_EQ(formatByName(""), std::nullopt);
    EXPECT_EQ(encodingByName("ber"), std::nullopt);
}

} // namespace
} // namespace tanba::documents
