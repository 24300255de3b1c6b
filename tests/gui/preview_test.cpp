// A look at documents of every kind through the worker.
#include "app/gui/pages/preview/pixel_view.h"
#include "app/gui/pages/preview/preview_page.h"
#include "core/base/disk_file_store.h"
#include "tests/gui/sign_world.h"
#include "tests/unit/preview/documents.h"

#include <gtest/gtest.h>

#include <QPlainTextEdit>

namespace tanba::gui::test {
namespace {

/// A document that is looked at before it is signed.
class Look {
  public:
    Look(const std::string& name, ByteView content) {
        world_.putOwnKey();
        world_.open({world_.put(name, asText(content))});
        world_.press(Phrase::SignLook);
        world_.until([this] { return !world_.sees(Phrase::PreviewWorking); });
    }

    SignWorld& world() { return world_; }
    bool sees(Phrase phrase, const text::TextValues& values = {}) { return world_.sees(phrase, values); }
    bool showsPicture() { return shows<PixelView>(); }
    bool showsText() { return shows<QPlainTextEdit>(); }
    QString words() { return world_.visibleText(); }

  private:
    template <typename Widget>
    bool shows() {
        for (const auto* widget : world_.window().findChildren<Widget*>())
            if (widget->isVisible())
                return true;
        return false;
    }

    SignWorld world_;
};

TEST(PreviewPage, OfAPdfIsTurnedPageByPage) {
    Look look("act.pdf", tanba::test::simplePdf(3));
    EXPECT_TRUE(look.showsPicture()) << look.words().toStdString();
    EXPECT_FALSE(look.sees(Phrase::PreviewDifferent)) << "a plain one";
    EXPECT_TRUE(look.sees(Phrase::PreviewPageNumber, {{"page", "1"}, {"pages", "3"}}));
    EXPECT_FALSE(look.world().button(Phrase::PreviewPrevious)->isEnabled());
    for (const char* page : {"2", "3"}) {
        look.world().press(Phrase::PreviewNext);
        EXPECT_TRUE(look.sees(Phrase::PreviewPageNumber, {{"page", page}, {"pages", "3"}}));
    }
    EXPECT_FALSE(look.world().button(Phrase::PreviewNext)->isEnabled()) << "the last one";
    look.world().press(Phrase::PreviewPrevious);
    EXPECT_TRUE(look.sees(Phrase::PreviewPageNumber, {{"page", "2"}, {"pages", "3"}}));
}

TEST(PreviewPage, SaysWhatMayLookDifferentElsewhere) {
    struct FlagCase {
        const char* catalogue;
        Phrase words;
    };
    for (const FlagCase& row :
         {FlagCase{"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", Phrase::PreviewScripts},
          FlagCase{"/OpenAction << /S /Launch /F (calc.exe) >>", Phrase::PreviewLaunches},
          FlagCase{"/AcroForm << /Fields [] >>", Phrase::PreviewForms}}) {
        Look look("act.pdf", tanba::test::simplePdf(1, row.catalogue));
        EXPECT_TRUE(look.sees(Phrase::PreviewDifferent)) << row.catalogue << look.words().toStdString();
        EXPECT_TRUE(look.sees(row.words)) << row.catalogue;
        EXPECT_FALSE(look.sees(Phrase::PreviewPageNumber, {{"page", "1"}, {"pages", "1"}}))
            << "nothing to turn";
    }
}

TEST(PreviewPage, OfAnOfficeDocumentTellsOfMacrosAndShowsNothing) {
    const Bytes document =
        tanba::test::zipOf({"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"});
    Look look("act.docm", document);
    EXPECT_TRUE(look.sees(Phrase::PreviewOffice)) << look.words().toStdString();
    EXPECT_TRUE(look.sees(Phrase::PreviewDifferent));
    EXPECT_TRUE(look.sees(Phrase::PreviewMacros));
    EXPECT_FALSE(look.showsPicture() || look.showsText());
}

TEST(PreviewPage, OfAPictureShowsIt) {
    Look look("scan.png", tanba::test::pngOf(40, 30));
    EXPECT_TRUE(look.showsPicture()) << look.words().toStdString();
    EXPECT_FALSE(look.showsText());
    EXPECT_FALSE(look.sees(Phrase::PreviewDifferent));
}

TEST(PreviewPage, OfAMovingPictureTellsThatItMoves) {
    Look look("moving.gif", tanba::test::movingGif());
    EXPECT_TRUE(look.showsPicture());
    EXPECT_TRUE(look.sees(Phrase::PreviewAnimation)) << "one picture of several is shown";
}

TEST(PreviewPage, OfXmlShowsItsText) {
    Look look("act.xml", viewOf("<act><sum>100</sum></act>"));
    EXPECT_TRUE(look.showsText()) << look.words().toStdString();
    EXPECT_FALSE(look.sees(Phrase::PreviewDifferent));
}

TEST(PreviewPage, CharactersThatHideAreTold) {
    Look look("act.xml", viewOf("<act>pay \u202E001\u202C</act>"));
    EXPECT_TRUE(look.showsText());
    EXPECT_TRUE(look.sees(Phrase::PreviewHidden)) << look.words().toStdString();
}

TEST(PreviewPage, OfADamagedFileSaysSo) {
    Look look("act.pdf", viewOf("%PDF-1.7\nnothing that could be read"));
    const Failure damaged{FailureCode::PreviewDamaged, "act.pdf", {}};
    EXPECT_TRUE(look.world().sees(fromUtf8(look.world().words().sentence(damaged).what)))
        << look.words().toStdString();
    EXPECT_FALSE(look.showsPicture() || look.showsText());
}

} // namespace
} // namespace tanba::gui::test
