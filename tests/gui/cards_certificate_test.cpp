#include "app/gui/pages/cards/adopt_page.h"
#include "app/gui/pages/cards/card_words.h"
#include "core/base/encoding.h"
#include "tests/gui/cards_world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QPlainTextEdit>
#include <fstream>

namespace tanba::gui::test {
namespace {

using tanba::test::cardIdentities;
using tanba::test::KzIdModel;

std::filesystem::path put(World& world, const std::string& name, ByteView content) {
    const std::filesystem::path file = world.home() / name;
    std::ofstream stream(file, std::ios::binary);
    stream << asText(content);
    return file;
}

/// As somebody drags a file into the window.
void drop(World& world, const std::filesystem::path& file) {
    auto& page = dynamic_cast<AdoptPage&>(world.window().currentPage());
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    QDragEnterEvent entering({}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page.viewport(), &entering);
    EXPECT_TRUE(entering.isAccepted());
    QDropEvent event({}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page.viewport(), &event);
    world.settle();
}

TEST(AdoptCertificate, GivenOnceItIsRememberedForTheCard) {
    KzIdModel model;
    model.hideCertificates();
    CardWorld world;
    world.openCard(model);
    EXPECT_TRUE(world.sees(Phrase::NoCertificateTitle));
    EXPECT_FALSE(world.sees(ownerOf(cardIdentities().rsa)));
    const QString label = labelOf(world.cards().entries().front(), world.words());
    EXPECT_EQ(world.visibleText().count(label), 1) << "the title says it, nothing repeats it";
    world.press(Phrase::AdoptTitle);

    drop(world, put(world, "other.cer", cardIdentities().otherRsa.certificate.der()));
    EXPECT_TRUE(world.sees(
        fromUtf8(world.words().sentence(fail(FailureCode::CardCertificateOfOther, "other.cer")).what)))
        << world.visibleText().toStdString();
    drop(world, put(world, "letter.txt", viewOf("Сәлем")));
    EXPECT_TRUE(world.sees(
        fromUtf8(world.words().sentence(fail(FailureCode::InputUnknownFormat, "letter.txt")).what)));

    const ByteView der = cardIdentities().rsa.certificate.der();
    drop(world, put(world, "mine.pem", viewOf(toPem("CERTIFICATE", der))));
    EXPECT_TRUE(world.sees(Phrase::AdoptDoneTitle));
    drop(world, put(world, "login.cer", cardIdentities().secondRsa.certificate.der()));
    world.press(Phrase::PinBack);
    EXPECT_TRUE(world.sees(ownerOf(cardIdentities().rsa)));
    EXPECT_FALSE(world.sees(Phrase::NoCertificateTitle));

    world.pcsc().pull(kReader);
    world.until([&] { return world.sees(Phrase::CardAwayTitle); });
    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    EXPECT_FALSE(world.cards().cardIn(kReader)->lacksCertificates()) << "not asked for again";
    EXPECT_EQ(model.pinsTried, 0u);
}

std::size_t filesIn(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder))
        return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(AdoptCertificate, IsForgottenTogetherWithItsCardAndNoOther) {
    KzIdModel model;
    model.hideCertificates();
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::AdoptTitle);
    drop(world, put(world, "mine.cer", cardIdentities().rsa.certificate.der()));
    const std::filesystem::path kept = world.home() / "data" / "cards";
    ASSERT_EQ(filesIn(kept), 1u);
    const std::filesystem::path other = kept / (std::string(64, 'a') + ".certificates");
    std::ofstream(other) << "another card's";
    world.cards().forget(world.cards().cardIn(kReader)->id);
    world.settle();
    EXPECT_EQ(filesIn(kept), 1u);
    EXPECT_TRUE(std::filesystem::exists(other));
}

TEST(AdoptCertificate, TheAnswerForOneCardIsNotShownForAnother) {
    KzIdModel model;
    model.hideCertificates();
    CardWorld world;
    world.openCard(model);
    world.press(Phrase::AdoptTitle);
    auto& page = dynamic_cast<AdoptPage&>(world.window().currentPage());
    const std::filesystem::path file = put(world, "mine.cer", cardIdentities().rsa.certificate.der());
    page.give({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    EXPECT_TRUE(world.window().keysArea().cards().working()) << "nobody is led away from it";
    EXPECT_FALSE(world.button(Phrase::KeysChoose)->isEnabled());
    page.show("another card");
    EXPECT_FALSE(world.button(Phrase::KeysChoose)->isEnabled()) << "one at a time";
    world.settle();
    EXPECT_FALSE(world.sees(Phrase::AdoptDoneTitle));
    EXPECT_TRUE(world.button(Phrase::KeysChoose)->isEnabled());
    EXPECT_FALSE(world.window().keysArea().cards().working());
}

TEST(CardOwner, IsAskedAndToldOnThePageOfACard) {
    KzIdModel model;
    CardWorld world;
    world.openCard(model);
    EXPECT_TRUE(world.sees(Phrase::OwnerAskTitle)) << world.visibleText().toStdString();
    world.press(Phrase::OwnerNo);
    EXPECT_FALSE(world.sees(Phrase::OwnerAskTitle));
    EXPECT_TRUE(world.sees(
        world.words().say(Phrase::OwnerOtherTitle, {{"name", toUtf8(ownerOf(cardIdentities().rsa))}})));
    world.press(Phrase::OwnKeyTitle);
    EXPECT_TRUE(world.sees(Phrase::OwnKeyStop)) << "the way out is one press away";
}

TEST(CardOwner, OfADemonstrationIsNotAsked) {
    World world;
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    world.until([&] { return !world.cards().entries().empty(); });
    world.window().go(Place::Keys);
    world.window().keysArea().showCard(world.cards().entries().front().id);
    world.settle();
    EXPECT_FALSE(world.visibleText().contains(world.words().say(Phrase::OwnerAskTitle)));
}

TEST(Survey, ThePageShowsExactlyWhatIsSaved) {
    KzIdModel model;
    CardWorld world;
    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    world.window().go(Place::Keys);
    world.window().keysArea().showReaders();
    world.settle();
    world.press(Phrase::SurveyTitle);
    EXPECT_TRUE(world.sees(Phrase::SurveyNoPin));
    EXPECT_TRUE(world.sees(Phrase::SurveyNoNetwork));
    world.press(Phrase::SurveyMake);
    const auto views = world.window().findChildren<QPlainTextEdit*>();
    ASSERT_EQ(views.size(), 1);
    const std::string shown = toUtf8(views.front()->toPlainText());
    ASSERT_FALSE(shown.empty()) << world.visibleText().toStdString();
    EXPECT_EQ(shown.find(toUtf8(ownerOf(cardIdentities().rsa))), std::string::npos);
    EXPECT_EQ(shown.find(cardIdentities().rsa.certificate.serialHex()), std::string::npos);

    const std::filesystem::path file = world.home() / "report.json";
    world.answerNewFile(file);
    world.press(Phrase::SurveySave);
    EXPECT_TRUE(world.sees(Phrase::SurveySavedTitle));
    EXPECT_EQ(asText(tanba::test::fileContent(file)), shown);

    std::ofstream(file) << "kept";
    world.press(Phrase::SurveySave);
    EXPECT_EQ(asText(tanba::test::fileContent(file)), "kept") << "never in the place of another file";
    EXPECT_FALSE(world.sees(Phrase::SurveySavedTitle));
    EXPECT_EQ(model.pinsTried, 0u);
    for (const Bytes& command : world.pcsc().apdus())
        EXPECT_NE(command.at(1), 0x20) << "no VERIFY";
}

TEST(Survey, OfACardThatIsGoneSaysSo) {
    KzIdModel model;
    CardWorld world;
    world.pcsc().insert(kReader, inReader(model));
    world.until([&] { return world.cards().cardIn(kReader) != nullptr; });
    world.window().go(Place::Keys);
    world.window().keysArea().showReaders();
    world.settle();
    world.press(Phrase::SurveyTitle);
    world.pcsc().pull(kReader);
    world.until([&] { return world.cards().cardIn(kReader) == nullptr; });
    world.press(Phrase::SurveyMake);
    EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(fail(FailureCode::CardAbsent, kReader)).what)))
        << world.visibleText().toStdString();
}

} // namespace
} // namespace tanba::gui::test
