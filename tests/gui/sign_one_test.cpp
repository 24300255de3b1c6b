#include "app/text/certificate_view.h"
#include "core/crypto/digest.h"
#include "core/keys/kz_profile.h"
#include "tests/gui/sign_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QPlainTextEdit>

namespace tanba::gui::test {
namespace {

using documents::RowState;
using documents::SignFormat;
using Stage = SigningDesk::Stage;
using tanba::test::CertificateProfile;
using tanba::test::fileContent;

/// Whole, without scrolling.
bool inSight(const QWidget& widget) {
    return widget.visibleRegion().boundingRect() == widget.rect();
}

TEST(SignOne, ADroppedFileIsSignedInTwoSteps) {
    SignWorld world;
    world.putOwnKey();
    const auto document = world.put("Documents/шарт.txt");
    const Bytes before = fileContent(document);
    world.open({document});
    EXPECT_TRUE(world.sees(Phrase::SignOneTitle)) << "no list for a single file";
    EXPECT_TRUE(world.sees(QStringLiteral("шарт.txt")));
    EXPECT_TRUE(world.sees(QStringLiteral("шарт.txt.p7s"))) << "what will appear";
    EXPECT_EQ(QApplication::focusWidget(), world.field(Phrase::KeyPassword));
    EXPECT_TRUE(inSight(*world.field(Phrase::KeyPassword)) && inSight(*world.signButton()))
        << "nobody has to scroll for the main action";
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
    EXPECT_EQ(signersOf(world.home() / "Documents/шарт.txt.p7s"), 1U);
    EXPECT_EQ(fileContent(document), before);
    EXPECT_EQ(QApplication::focusWidget(), world.button(Phrase::SignOpenFolder));
    EXPECT_FALSE(world.sees(Phrase::DefaultTitle)) << "nobody knows this password";
    EXPECT_EQ(world.records(), 0U) << "nothing is left to go on with";
    const auto journal = world.journal();
    ASSERT_EQ(journal.size(), 1U);
    EXPECT_EQ(journal.front().document, "шарт.txt");
    world.press(Phrase::SignOpenFolder);
    ASSERT_EQ(world.opened().size(), 1U);
    EXPECT_EQ(world.opened().front().toLocalFile().toStdString(), (world.home() / "Documents").string());
    world.press(Phrase::SignAgain);
    EXPECT_TRUE(world.sees(Phrase::SignEmptyTitle));
}

TEST(SignOne, AFingerprintIsInGroupsOfFour) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.txt", "Шарт")});
    world.press(Phrase::SignLook);
    world.press(Phrase::SignHash);
    const auto digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, tanba::viewOf("Шарт"));
    ASSERT_TRUE(digest.ok());
    EXPECT_TRUE(world.sees(fromUtf8(text::groupedHex(digest.value().bytes))))
        << world.visibleText().toStdString();
}

TEST(SignOne, TheButtonWakesAfterASecondAndEnterNeverSigns) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.txt")});
    world.type(Phrase::KeyPassword, kSignPassword);
    ConsentButton* button = world.signButton();
    ASSERT_NE(button, nullptr);
    EXPECT_FALSE(button->isEnabled()) << "the page has just come";
    SecretLineEdit* field = world.field(Phrase::KeyPassword);
    pressKey(*field, Qt::Key_Return);
    pressKey(*button, Qt::Key_Return);
    button->click();
    world.settle();
    EXPECT_EQ(world.stage(), Stage::Choosing);
    ASSERT_TRUE(world.until([button] { return button->isEnabled(); }));

    pressKey(*field, Qt::Key_Return);
    EXPECT_EQ(QApplication::focusWidget(), button) << "Enter leads to the button";
    for (const int key : {Qt::Key_Return, Qt::Key_Enter})
        pressKey(*button, key);
    world.settle();
    EXPECT_EQ(world.stage(), Stage::Choosing) << "and there it does nothing";

    // Somebody else's window in front, and back again: the pause begins anew.
    QWidget other;
    other.show();
    QApplication::setActiveWindow(&other);
    world.settle();
    EXPECT_FALSE(button->isEnabled());
    other.hide();
    QApplication::setActiveWindow(&world.window());
    world.settle();
    EXPECT_FALSE(button->isEnabled());
    ASSERT_TRUE(world.until([button] { return button->isEnabled(); }));
    pressKey(*button, Qt::Key_Space);
    world.until([&world] { return world.stage() == Stage::Ended; });
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne)) << "the space bar is how a keyboard presses";
}

TEST(SignOne, AWrongPasswordTwiceLosesNothing) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.txt")});
    for (int attempt = 0; attempt < 2; ++attempt) {
        world.sign(Phrase::KeyPassword, "nonsense");
        EXPECT_TRUE(world.sees(FailureCode::Pkcs12WrongPassword));
        EXPECT_EQ(QApplication::focusWidget(), world.field(Phrase::KeyPassword))
            << "one can type again at once";
        EXPECT_FALSE(world.field(Phrase::KeyPassword)->accessibleDescription().isEmpty());
        EXPECT_TRUE(world.sees(Phrase::SignOneTitle));
        EXPECT_EQ(world.records(), 0U);
    }
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
    EXPECT_EQ(signersOf(world.home() / "a.txt.p7s"), 1U);
}

TEST(SignOne, AKeyThatNobodyHasOpenedShowsItsOwnerBeforeItSigns) {
    SignWorld world;
    const auto key = world.putKey("key.p12", kSignPassword);
    world.shelf().chosen(key);
    world.open({world.put("a.txt")});
    EXPECT_FALSE(world.sees(QStringLiteral("СЫНАҚОВ")));
    world.type(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::KeyUnlock);
    EXPECT_TRUE(world.sees(QStringLiteral("СЫНАҚОВ")));
    EXPECT_EQ(world.stage(), Stage::Choosing) << "nothing is signed by opening";
    EXPECT_FALSE(std::filesystem::exists(world.home() / "a.txt.p7s"));
    EXPECT_TRUE(world.sees(Phrase::OwnerAskTitle)) << "is this you?";
    EXPECT_TRUE(world.signButton()->text().contains(QStringLiteral("СЫНАҚОВ"))) << "nobody said whose it is";
    world.press(Phrase::OwnerYes);
    EXPECT_FALSE(world.signButton()->text().contains(QStringLiteral("СЫНАҚОВ")));
    world.sign(Phrase::KeyPassword, {}); // it was typed already
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
}

CertificateProfile somebodyElse() {
    CertificateProfile other = CertificateProfile::person();
    other.commonName = "БӨТЕНОВ БӨТЕН";
    other.iin = "991231500707";
    return other;
}

void chooseKeyOf(SignWorld& world, const QString& owner) {
    world.press(Phrase::SignOtherKey);
    for (auto* card : world.window().findChildren<QAbstractButton*>())
        if (card->isVisible() && card->accessibleName().startsWith(owner)) {
            card->click();
            break;
        }
    world.settle();
}

TEST(SignOne, SomebodyElsesKeyIsNotRememberedForTheNextJob) {
    SignWorld world;
    world.putOwnKey();
    world.putOpenedKey(somebodyElse(), "other.p12");
    world.open({world.put("a.txt")});
    chooseKeyOf(world, QStringLiteral("БӨТЕНОВ"));
    world.sign(Phrase::KeyPassword, kSignPassword);
    ASSERT_EQ(world.stage(), Stage::Ended);
    EXPECT_EQ(world.journal().front().key.owner.find("БӨТЕНОВ"), 0U);

    world.open({world.put("b.txt")});
    ASSERT_TRUE(world.signing().key().has_value());
    EXPECT_EQ(world.signing().key()->file.filename(), "key.p12") << "one's own key comes first again";
    EXPECT_FALSE(world.sees(QStringLiteral("БӨТЕНОВ")));
    world.signing().clear();

    // The same without a signature: the list was emptied, and another job begins.
    world.open({world.put("c.txt")});
    chooseKeyOf(world, QStringLiteral("БӨТЕНОВ"));
    world.press(Phrase::SignBackToList);
    world.signing().remove(world.home() / "c.txt");
    world.settle();
    world.open({world.put("d.txt")});
    EXPECT_EQ(world.signing().key()->file.filename(), "key.p12");
}

TEST(SignOne, AnotherKeyOfOnesOwnIsRememberedForTheNextJob) {
    SignWorld world;
    world.putOwnKey();
    CertificateProfile again = CertificateProfile::person();
    again.notAfter = tanba::test::at("2026-12-01T00:00:00Z");
    world.putOpenedKey(again, "second.p12");
    world.open({world.put("a.txt")});
    for (const SigningKeyOption& option : world.signing().keys())
        if (option.file.filename() == "second.p12")
            world.signing().chooseKey(option);
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.open({world.put("b.txt")});
    EXPECT_EQ(world.signing().key()->file.filename(), "second.p12");
}

TEST(SignOne, WhatWasSignedIsOfferedAgainWithoutItsContent) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("шарт.txt")});
    EXPECT_FALSE(world.sees(Phrase::SignRecent));
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::SignAgain);
    EXPECT_TRUE(world.sees(Phrase::SignRecent));
    EXPECT_TRUE(world.sees(QStringLiteral("шарт.txt.p7s")));
    const std::string kept(asText(fileContent(world.recentPath())));
    EXPECT_NE(kept.find("\"signed\""), std::string::npos);
    EXPECT_EQ(kept.find("екі данада"), std::string::npos) << "places and times only";
    EXPECT_EQ(kept.find("СЫНАҚОВ"), std::string::npos);

    for (auto* card : world.window().findChildren<QAbstractButton*>())
        if (card->isVisible() && card->accessibleName().contains(QStringLiteral("шарт.txt.p7s"))) {
            card->click();
            break;
        }
    world.until([&world] { return !world.checks().entries().empty() && !world.checks().working(); });
    EXPECT_EQ(world.checks().entries().front().path.filename(), "шарт.txt.p7s") << "it is checked";
    world.window().go(Place::Sign);
    world.settle();
    world.press(Phrase::CheckRecentClear);
    EXPECT_FALSE(world.sees(Phrase::SignRecent));
    EXPECT_FALSE(std::filesystem::exists(world.recentPath()));
}

TEST(SignOne, AListOfRecentFilesThatCannotBeWrittenIsToldAndHindersNothing) {
    SignWorld world;
    world.putOwnKey();
    std::filesystem::create_directories(world.recentPath() / "in the way");
    world.open({world.put("a.txt")});
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
    EXPECT_FALSE(world.sees(Phrase::SignRecent));
}

TEST(SignOne, SomebodyElsesKeySaysSoOnTheButton) {
    SignWorld world;
    world.putOwnKey();
    const auto key = world.putOpenedKey(somebodyElse(), "other.p12");
    world.open({world.put("a.txt")});
    EXPECT_FALSE(world.sees(QStringLiteral("БӨТЕНОВ"))) << "one's own key comes first";
    chooseKeyOf(world, QStringLiteral("БӨТЕНОВ"));
    EXPECT_TRUE(world.signButton()->text().contains(QStringLiteral("БӨТЕНОВ БӨТЕН")));
    const keys::Owner owner = keys::kzProfile(world.shelf().find(key)->certificates.front()).owner;
    EXPECT_TRUE(world.sees(Phrase::OwnerOtherTitle, {{"name", owner.displayName()}}));
    world.button(Phrase::OwnKeyTitle);
    EXPECT_TRUE(world.sees(QStringLiteral("₸"))) << "both fines";
    EXPECT_FALSE(inSight(*world.signButton())) << "it stands behind the warning";
    world.press(Phrase::OwnKeyTitle);
    EXPECT_TRUE(world.sees(Phrase::OwnKeyLead)) << "the way to a key of one's own";
}

TEST(SignOne, AnExpiredKeyIsRefusedWithItsReason) {
    SignWorld world;
    CertificateProfile old = CertificateProfile::person();
    old.notAfter = tanba::test::at("2026-05-01T00:00:00Z");
    world.putOpenedKey(old, "old.p12");
    world.open({world.put("a.txt")});
    EXPECT_TRUE(world.sees(Phrase::SignNoKeyTitle));
    world.press(Phrase::SignWhyNot);
    EXPECT_TRUE(world.sees(Phrase::UnfitExpired));
    for (auto* card : world.window().findChildren<QAbstractButton*>())
        if (card->isVisible() && card->accessibleName().startsWith(QStringLiteral("СЫНАҚОВ"))) {
            card->click();
            break;
        }
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::KeyExpiredTitle)) << "the key's own page";
    world.button(Phrase::KeyRenewLink);
}

TEST(SignOne, ARoleWithoutTheRightToSignIsWarnedAbout) {
    SignWorld world;
    world.putOpenedKey(CertificateProfile::employee(), "employee.p12");
    world.open({world.put("a.txt")});
    EXPECT_TRUE(world.sees(Phrase::RoleEmployee));
    EXPECT_TRUE(world.sees(Phrase::SignNature));
}

TEST(SignOne, APasswordThatEverybodyKnowsIsTold) {
    SignWorld world;
    const auto key = world.putKey("key.p12", "123456");
    world.shelf().chosen(key);
    world.open({world.put("a.txt")});
    world.type(Phrase::KeyPassword, "123456");
    world.press(Phrase::KeyUnlock);
    world.sign(Phrase::KeyPassword, {});
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
    EXPECT_TRUE(world.sees(Phrase::DefaultTitle));
    world.press(Phrase::KeyChange);
    world.field(Phrase::PasswordNew);
}

TEST(SignOne, AnXmlDocumentIsSignedInside) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("invoice.xml", "<invoice><sum>1</sum></invoice>")});
    EXPECT_EQ(world.signing().order().format, SignFormat::Xml);
    EXPECT_TRUE(world.sees(QStringLiteral("invoice.signed.xml")));
    world.signing().setFormat(SignFormat::Cms);
    world.settle();
    EXPECT_TRUE(world.sees(QStringLiteral("invoice.xml.cms")));
    world.signing().setFormat(SignFormat::Xml);
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(std::filesystem::exists(world.home() / "invoice.signed.xml"));
}

TEST(SignOne, TheLanguageChangesInTheMiddle) {
    SignWorld world(text::Language::Kk);
    world.putOwnKey();
    world.open({world.put("a.txt")});
    world.type(Phrase::KeyPassword, kSignPassword);
    world.words().setLanguage(text::Language::Ru);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::SignOneTitle));
    EXPECT_FALSE(world.field(Phrase::KeyPassword)->isEmpty()) << "what was typed stays";
    world.sign(Phrase::KeyPassword, {});
    world.words().setLanguage(text::Language::En);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne));
    EXPECT_TRUE(world.sees(Phrase::SignRowDone) || world.sees(QStringLiteral("a.txt.p7s")));
}

TEST(SignOne, OneMoreSignerIsShownTheOthersFirst) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.txt")});
    world.signing().setFormat(SignFormat::Cms);
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::SignAgain);
    world.open({world.home() / "a.txt.cms"});
    EXPECT_TRUE(world.sees(Phrase::SignAddTitle));
    EXPECT_TRUE(world.sees(QStringLiteral("СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ"))) << world.visibleText().toStdString();
    world.press(Phrase::SignLook);
    const auto inside = [&world]() -> const QPlainTextEdit* {
        for (const auto* lines : world.window().findChildren<QPlainTextEdit*>())
            if (lines->isVisible())
                return lines;
        return nullptr;
    };
    world.until([&inside] { return inside() != nullptr; });
    ASSERT_NE(inside(), nullptr);
    EXPECT_EQ(inside()->toPlainText().trimmed(), QStringLiteral("Шарт, екі данада."))
        << "what is inside, not the envelope";
    world.press(Phrase::GoBack);
    EXPECT_TRUE(world.sees(Phrase::SignAddTitle));
    EXPECT_TRUE(world.sees(QStringLiteral("a.txt-cosigned.cms")) || world.sees(QStringLiteral("cosigned")));
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(world.sees(Phrase::SignDoneOne)) << world.visibleText().toStdString();
    EXPECT_EQ(signersOf(world.home() / "a.txt.cms"), 1U) << "the file itself stays";
    const auto result = world.signing().documents().front().row.output;
    EXPECT_EQ(signersOf(result), 2U) << result;
}

TEST(SignOne, ASignatureIsAddedToWhatLiesBesideADocument) {
    SignWorld world;
    world.putOwnKey();
    const auto document = world.put("a.txt");
    world.open({document});
    world.sign(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::SignAgain);
    world.open({document});
    EXPECT_TRUE(world.sees(Phrase::SignAllSigned));
    EXPECT_FALSE(world.button(Phrase::SignNext)->isEnabled());
    world.press(Phrase::SignAddSignature);
    EXPECT_TRUE(world.sees(Phrase::SignAddTitle));
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(signersOf(world.signing().documents().front().row.output), 2U)
        << world.visibleText().toStdString();
}

TEST(SignOne, ALoginChallengeIsARedBlockAndTheOthersGoOn) {
    SignWorld world;
    world.putOwnKey();
    world.put("in/login.xml",
              "<login><timeTicket>1790000000000</timeTicket><sessionid>1</sessionid></login>");
    world.put("in/letter.txt");
    world.open({world.home() / "in"});
    EXPECT_TRUE(world.sees(Phrase::SignLoginTitle));
    EXPECT_TRUE(world.sees(QStringLiteral("login.xml")));
    world.press(Phrase::SignNext);
    EXPECT_FALSE(world.sees(QStringLiteral("login.xml"))) << "the consent is for the others";
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(signersOf(world.home() / "in/letter.txt.p7s"), 1U);
    EXPECT_FALSE(std::filesystem::exists(world.home() / "in/login.xml.p7s"));
    EXPECT_FALSE(std::filesystem::exists(world.home() / "in/login.signed.xml"));
}

TEST(SignOne, ALoginChallengeAloneCannotBeSigned) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("login.xml",
                          "<login><timeTicket>1790000000000</timeTicket><sessionid>1</sessionid></login>")});
    EXPECT_TRUE(world.sees(Phrase::SignLoginTitle));
    EXPECT_FALSE(world.button(Phrase::SignNext)->isEnabled());
}

} // namespace
} // namespace tanba::gui::test
