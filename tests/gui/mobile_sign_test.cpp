#include "app/gui/pages/mobile_sign/link_page.h"
#include "core/base/encoding.h"
#include "core/sign/cms_verifier.h"
#include "tests/gui/mobile_world.h"
#include "tests/gui/seen_classes.h"
#include "tests/gui/walk.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <fstream>

namespace tanba::gui::test {
namespace {

using Stage = MobileDesk::Stage;
using tanba::test::contractText;
using tanba::test::documentOf;
using tanba::test::invitationOf;
using tanba::test::kListedSite;
using tanba::test::kSite;
using tanba::test::offerOf;
using tanba::test::xmlDocumentOf;
using Json = tanba::test::Json;

void drop(World& world, QMimeData& data) {
    QWidget& page = *world.window().currentPage().viewport(); // where Qt sends them
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&page, &event);
}

TEST(MobileSign, APasswordThatEverybodyKnowsIsToldOnHome) {
    MobileWorld world;
    const auto key = world.putKeyOf(tanba::test::CertificateProfile::person(), "key.p12", "123456");
    auto certificates = readCertificates(world.files(), key, SecretBytes::copyOf(viewOf("123456")));
    ASSERT_TRUE(certificates.ok());
    world.shelf().unlocked(key, std::move(certificates).value());
    world.settle();
    world.goThere();
    world.giveLink(world.site().linkText());
    world.press(Phrase::MobileFetch);
    world.settle();
    world.agree("123456");
    ASSERT_EQ(world.at(), Stage::Done) << world.visibleText().toStdString();
    world.window().go(Place::Home);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::PortalAttPassword, {{"name", "key.p12"}}))
        << world.visibleText().toStdString();
}

TEST(MobileSign, FromTheLinkToTheSite) {
    for (const text::Language language : {text::Language::Kk, text::Language::Ru}) {
        MobileWorld world(language);
        world.putOwnKey();
        world.goThere();
        EXPECT_TRUE(world.sees(Phrase::MobileTrial));
        world.giveLink("  " + world.site().linkText() + "\n");
        EXPECT_TRUE(world.sees(QStringLiteral("example.kz")));
        EXPECT_TRUE(world.site().requests().empty()) << "nobody may be asked before the person says so";
        world.press(Phrase::MobileFetch);
        world.settle();
        ASSERT_EQ(world.at(), Stage::Offered);
        EXPECT_TRUE(world.sees(Phrase::SignOneTitle));
        EXPECT_TRUE(world.sees(QStringLiteral("Шартқа қол қою")));
        EXPECT_TRUE(world.sees(QStringLiteral("123456789012")));
        EXPECT_TRUE(world.sees(language == text::Language::Kk ? QStringLiteral("Үлгі ЖШС")
                                                              : QStringLiteral("ТОО Пример")));
        EXPECT_TRUE(world.sees(QStringLiteral("100")));
        EXPECT_TRUE(world.sees(Phrase::MobileSends));
        world.agree();
        ASSERT_EQ(world.at(), Stage::Done);
        EXPECT_TRUE(world.sees(Phrase::MobileDone));
        ASSERT_EQ(world.site().requests().size(), 3U);
        EXPECT_EQ(tanba::test::fieldOf(world.site().requests()[0], "Accept-Language"),
                  text::languageName(language));
        const Json back = world.site().returned();
        const Bytes cms =
            fromBase64(back["documentsToSign"][0]["document"]["file"]["data"].get<std::string>()).value();
        const Bytes content = toBytes(contractText());
        MemoryInput input(cms);
        MemoryInput beside(content);
        const auto verified = sign::verifyCms(input, &beside, {});
        ASSERT_EQ(tanba::test::outcome(verified), "ok");
        EXPECT_EQ(verified.value().signatures.front().integrity, sign::Integrity::Ok);
        world.press(Phrase::MobileAnother);
        EXPECT_EQ(world.at(), Stage::NoLink);
    }
}

TEST(MobileSign, APictureThatIsDroppedOrPasted) {
    MobileWorld world;
    const Bytes picture = qrPicture(world.site().linkText());
    const auto file = world.home() / "QR.png";
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(picture.data()), static_cast<std::streamsize>(picture.size()));
    world.goThere();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    drop(world, files);
    EXPECT_EQ(world.at(), Stage::Reading);
    EXPECT_TRUE(world.until([&world] { return world.at() == Stage::Linked; }));
    world.press(Phrase::MobileAnother);
    auto* pasted = new QMimeData;
    pasted->setData(QStringLiteral("image/png"),
                    {reinterpret_cast<const char*>(picture.data()), static_cast<qsizetype>(picture.size())});
    QApplication::clipboard()->setMimeData(pasted);
    world.press(Phrase::MobilePaste);
    EXPECT_TRUE(world.until([&world] { return world.at() == Stage::Linked; }));
    EXPECT_TRUE(world.sees(QStringLiteral("example.kz")));
    world.press(Phrase::MobileAnother);
    QApplication::clipboard()->setText(QString::fromStdString(world.site().linkText()));
    world.press(Phrase::MobilePaste);
    EXPECT_EQ(world.at(), Stage::Linked);
    EXPECT_TRUE(world.site().requests().empty());
}

TEST(MobileSign, PicturesWithoutALink) {
    MobileWorld world(text::Language::Ru);
    world.goThere();
    const auto give = [&world](const Bytes& picture) {
        QMimeData data;
        data.setData(QStringLiteral("image/png"),
                     {reinterpret_cast<const char*>(picture.data()), static_cast<qsizetype>(picture.size())});
        drop(world, data);
        world.until([&world] { return world.at() == Stage::NoLink; });
        world.settle();
    };
    give(qrPicture("https://example.kz/a-page"));
    EXPECT_TRUE(world.sees(FailureCode::MobileLinkMalformed));
    give(toBytes("\x89PNG\r\n\x1a\n and nothing else"));
    EXPECT_TRUE(world.sees(FailureCode::PreviewDamaged)) << world.visibleText().toStdString();
    for (const char* text :
         {"mobileSign:http://sign.example.kz/", "mobileSign:https://127.0.0.1/", "hello"}) {
        world.giveLink(text);
        EXPECT_EQ(world.at(), Stage::NoLink);
        EXPECT_TRUE(world.sees(FailureCode::MobileLinkMalformed)) << text;
    }
    EXPECT_TRUE(world.site().requests().empty());
}

TEST(MobileSign, AFloodOfPicturesEndsWithTheLast) {
    MobileWorld world;
    const Bytes other = qrPicture("mobileSign:https://other.example.kz/sign/1");
    const Bytes picture = qrPicture(world.site().linkText());
    world.goThere();
    for (int count = 0; count < 30; ++count)
        world.mobile().readPicture(count % 2 == 0 ? other : Bytes(picture.begin(), picture.end() - 40));
    world.mobile().readPicture(picture);
    EXPECT_TRUE(world.until([&world] { return world.at() == Stage::Linked; }));
    world.settle();
    EXPECT_EQ(world.at(), Stage::Linked);
    EXPECT_EQ(world.mobile().link().origin(), kSite);
    EXPECT_TRUE(world.site().requests().empty());
}

TEST(MobileSign, AWrongPasswordIsSaidAndNothingIsSent) {
    MobileWorld world;
    world.putOwnKey();
    world.fetch();
    world.agree("nonsense");
    EXPECT_EQ(world.at(), Stage::Offered);
    EXPECT_TRUE(world.sees(FailureCode::Pkcs12WrongPassword)) << world.visibleText().toStdString();
    EXPECT_EQ(world.site().requests().size(), 2U);
    world.agree();
    EXPECT_EQ(world.at(), Stage::Done);
}

TEST(MobileSign, WhatTheSiteRefusesIsSaid) {
    struct Row {
        int status;
        FailureCode code;
    };
    for (const Row& row : {Row{403, FailureCode::MobileRefused}, Row{409, FailureCode::MobileAlreadySigned},
                           Row{404, FailureCode::MobileExpired}}) {
        MobileWorld world(text::Language::Ru);
        world.putOwnKey();
        world.site().receipt.status = row.status;
        world.fetch();
        world.agree();
        EXPECT_EQ(world.at(), Stage::Offered);
        ASSERT_TRUE(world.mobile().failure().has_value());
        EXPECT_EQ(world.mobile().failure()->code, row.code);
        EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(*world.mobile().failure()).what)));
        EXPECT_TRUE(world.field(Phrase::KeyPassword)->isEmpty());
    }
}

TEST(MobileSign, SitesThatLieGetNoConsentPage) {
    struct Row {
        std::function<void(tanba::test::MobileSite&)> lie;
        FailureCode code;
    };
    const std::vector<Row> rows = {
        {[](auto& site) {
             Json other = invitationOf(kSite);
             other["document"]["uri"] = "https://other.example/d";
             site.invitation.body = other.dump();
         },
         FailureCode::MobileOriginOther},
        {[](auto& site) { site.invitation.contentType = "text/html"; }, FailureCode::MobileAnswerWrong},
        {[](auto& site) { site.invitation.body.assign(2U << 20U, ' '); }, FailureCode::NetworkAnswerTooLarge},
        {[](auto& site) {
             Json eds = invitationOf(kSite);
             eds["document"]["auth_type"] = "Eds";
             site.invitation.body = eds.dump();
         },
         FailureCode::MobileNotAllowed},
        {[](auto& site) {
             site.documents.body =
                 offerOf("XML", {xmlDocumentOf("<login><timeTicket>1</timeTicket></login>")}).dump();
         },
         FailureCode::LoginNeedsOrigin},
        {[](auto& site) {
             site.documents.body = offerOf("SIGN_BYTES_ARRAY", {documentOf(contractText())}).dump();
         },
         FailureCode::MobileNotAllowed},
        {[](auto& site) {
             site.failures = {{0, fail(FailureCode::NetworkAddressRefused, "sign.example.kz")}};
         },
         FailureCode::NetworkAddressRefused},
        {[](auto& site) {
             site.failures = {{1, fail(FailureCode::NetworkTimeout, "sign.example.kz")}};
         },
         FailureCode::NetworkTimeout}};
    for (const Row& row : rows) {
        MobileWorld world;
        world.putOwnKey();
        row.lie(world.site());
        world.fetch();
        EXPECT_EQ(world.at(), Stage::Linked);
        ASSERT_TRUE(world.mobile().failure().has_value());
        EXPECT_EQ(codeText(world.mobile().failure()->code), codeText(row.code));
        EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(*world.mobile().failure()).what)));
    }
}

TEST(MobileSign, AListedSiteIsToldFirstWhoAsks) {
    MobileWorld world(text::Language::Ru, kListedSite);
    const auto login = world.putOpenedKey(tanba::test::CertificateProfile::rsaLogin(), "AUTH.p12");
    world.putOpenedKey(tanba::test::CertificateProfile::rsaSigning(), "SIGN.p12");
    Json invitation = invitationOf(kListedSite);
    invitation["document"]["auth_type"] = "Eds";
    world.site().invitation.body = invitation.dump();
    world.fetch();
    ASSERT_EQ(world.at(), Stage::Proving);
    EXPECT_TRUE(world.sees(Phrase::MobileLogin));
    EXPECT_TRUE(world.sees(Phrase::MobileLoginText));
    for (const ConsentKey& each : world.mobile().keys())
        if (each.option.file == login)
            world.mobile().chooseKey(each.option);
    world.settle();
    ASSERT_TRUE(world.mobile().key().has_value());
    EXPECT_EQ(world.mobile().key()->option.file, login);
    EXPECT_EQ(world.site().requests().size(), 1U);
    world.agree();
    ASSERT_EQ(world.at(), Stage::Offered);
    EXPECT_EQ(world.site().requests().back().method, HttpRequest::Method::Post);
    EXPECT_EQ(world.mobile().key()->option.file.filename(), "SIGN.p12");
    EXPECT_TRUE(world.field(Phrase::KeyPassword)->isEmpty());
    world.agree();
    EXPECT_EQ(world.at(), Stage::Done);
}

TEST(MobileSign, SeveralDocumentsAreEnumeratedAndNotForAnotherPersonsKey) {
    MobileWorld world;
    world.putOwnKey();
    world.site().documents.body = offerOf("CMS_WITH_DATA", {documentOf(contractText(), "Бірінші"),
                                                            documentOf(contractText(), "Екінші")})
                                      .dump();
    world.fetch();
    ASSERT_EQ(world.at(), Stage::Offered);
    EXPECT_TRUE(world.sees(Phrase::SignManyTitle, {{"count", "2"}}));
    EXPECT_TRUE(world.sees(QStringLiteral("Бірінші")));
    EXPECT_TRUE(world.sees(QStringLiteral("Екінші")));
    tanba::test::CertificateProfile other;
    other.iin = "850101300019";
    other.commonName = "БАСҚАЕВ БАСҚА";
    const auto theirs = world.putOpenedKey(other, "other.p12");
    for (const ConsentKey& each : world.mobile().keys())
        if (each.option.file == theirs) {
            EXPECT_EQ(each.option.fitness, KeyFitness::NotForSeveral);
        }
    world.agree();
    EXPECT_EQ(world.at(), Stage::Done);
}

TEST(MobileSign, ADocumentIsLookedAtThroughTheWorker) {
    MobileWorld world;
    world.putOwnKey();
    world.fetch();
    world.press(Phrase::SignLook);
    EXPECT_TRUE(world.until([&world] { return world.sees(Phrase::PreviewLead); }));
    world.settle();
    EXPECT_FALSE(world.window().currentPage().findChildren<QWidget*>().isEmpty());
    world.press(Phrase::GoBack);
    EXPECT_EQ(world.at(), Stage::Offered);
    EXPECT_TRUE(world.sees(Phrase::SignOneTitle));
}

TEST(MobileSign, LeavingForgetsEverything) {
    MobileWorld world;
    world.putOwnKey();
    world.fetch();
    world.type(Phrase::KeyPassword, "secret");
    world.window().go(Place::Home);
    world.window().showMobile();
    world.settle();
    EXPECT_TRUE(world.field(Phrase::KeyPassword)->isEmpty()) << "nothing typed waits unseen";
    world.press(Phrase::PortalCancel);
    EXPECT_EQ(world.at(), Stage::NoLink);
    EXPECT_EQ(world.mobile().invitation(), nullptr);
    EXPECT_EQ(world.mobile().offer(), nullptr);
    EXPECT_EQ(world.site().requests().size(), 2U);
}

TEST(MobileSign, EnterSignsNothing) {
    MobileWorld world;
    world.putOwnKey();
    world.fetch();
    world.type(Phrase::KeyPassword, kSignPassword);
    ConsentButton* button = world.signButton();
    ASSERT_NE(button, nullptr);
    EXPECT_FALSE(button->isEnabled()) << "it rests for a second";
    world.until([button] { return button->isEnabled(); });
    pressKey(*world.field(Phrase::KeyPassword), Qt::Key_Return);
    world.settle();
    pressKey(*button, Qt::Key_Return);
    world.settle();
    EXPECT_EQ(world.at(), Stage::Offered);
    EXPECT_EQ(world.site().requests().size(), 2U);
}

TEST(MobileSign, AKeyThatNobodyOpenedShowsItsOwnerFirst) {
    MobileWorld world;
    world.putKey("key.p12", kSignPassword);
    world.goThere();
    world.window().go(Place::Keys);
    world.window().searchKeys();
    world.settle();
    world.fetch();
    world.type(Phrase::KeyPassword, kSignPassword);
    world.press(Phrase::KeyUnlock);
    world.settle();
    EXPECT_TRUE(world.sees(Phrase::SignKeyLooked));
    EXPECT_EQ(world.site().requests().size(), 2U);
    world.agree();
    EXPECT_EQ(world.at(), Stage::Done);
}

void showCard(MobileWorld& world) {
    world.cards().setDemonstration(CardShelf::Demonstration::Shown);
    ASSERT_TRUE(world.until([&world] { return !world.cards().entries().empty(); }));
}

void agreeByCard(MobileWorld& world, std::string_view pin) {
    world.consent(Phrase::SignPin, pin);
    world.until([&world] { return world.at() != Stage::Working; });
    world.settle();
}

TEST(MobileCard, WrongOnceThenRight) {
    for (const text::Language language : {text::Language::Kk, text::Language::Ru}) {
        MobileWorld world(language);
        showCard(world);
        world.fetch();
        agreeByCard(world, "0000");
        EXPECT_EQ(world.at(), Stage::Offered);
        EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(fail(FailureCode::PinWrong, "2")).what)))
            << world.visibleText().toStdString();
        EXPECT_TRUE(world.field(Phrase::SignPin)->isEmpty()) << "a wrong PIN is not sent twice by mistake";
        EXPECT_EQ(world.site().requests().size(), 2U) << "nothing was sent back";
        agreeByCard(world, "1234");
        EXPECT_EQ(world.at(), Stage::Done);
        EXPECT_EQ(world.site().requests().size(), 3U);
    }
}

TEST(MobileCard, PulledAtAnyCommandItIsPutInAgain) {
    for (const int command : {1, 2, 3}) {
        MobileWorld world(text::Language::Ru);
        world.site().documents.body = offerOf("CMS_SIGN_ONLY", {documentOf(contractText(), "Бірінші"),
                                                                documentOf(contractText(), "Екінші")})
                                          .dump();
        showCard(world);
        world.fetch();
        world.demonstration().removeDuring(command);
        agreeByCard(world, "1234");
        EXPECT_EQ(world.at(), Stage::Offered) << command;
        EXPECT_TRUE(world.sees(FailureCode::CardRemoved)) << command << world.visibleText().toStdString();
        EXPECT_EQ(world.site().requests().size(), 2U) << "nothing was sent back";
        world.demonstration().insert();
        agreeByCard(world, "1234");
        EXPECT_EQ(world.at(), Stage::Done) << command << world.visibleText().toStdString();
    }
}

struct CardFault {
    const char* name;
    int command; ///< the first one is the PIN, the second one a signature
    FailureCode code;
    const char* subject; ///< of the sentence
};
constexpr std::array<CardFault, 9> kCardFaults{{
    {"pulled at the PIN", 1, FailureCode::CardRemoved, ""},
    {"pulled at the signature", 2, FailureCode::CardRemoved, ""},
    {"reader unplugged at the PIN", 1, FailureCode::ReaderRemoved, "demo"},
    {"reader unplugged at the signature", 2, FailureCode::ReaderRemoved, "demo"},
    {"reset at the PIN", 1, FailureCode::CardReset, ""},
    {"reset at the signature", 2, FailureCode::CardReset, ""},
    {"held by another program at the signature", 2, FailureCode::CardInUse, "demo"},
    {"reader fails at the PIN", 1, FailureCode::CardIo, ""},
    {"reader fails at the signature", 2, FailureCode::CardIo, ""},
}};

/// One request, with everything that can happen to its card: the site hears of none of it.
TEST(MobileCard, NoFaultSendsAnythingOrEndsTheRequest) {
    for (const text::Language language : {text::Language::Kk, text::Language::Ru}) {
        MobileWorld world(language);
        showCard(world);
        world.fetch();
        for (const CardFault& fault : kCardFaults) {
            SCOPED_TRACE(fault.name);
            world.demonstration().breakOff(fault.command, fault.code);
            agreeByCard(world, "1234");
            EXPECT_EQ(world.at(), Stage::Offered);
            const Failure failure = fail(fault.code, fault.subject);
            EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(failure).what)))
                << world.visibleText().toStdString();
            EXPECT_EQ(world.site().requests().size(), 2U) << "nothing was sent back";
            world.demonstration().insert();
        }
        agreeByCard(world, "1234");
        EXPECT_EQ(world.at(), Stage::Done) << world.visibleText().toStdString();
        EXPECT_EQ(world.site().requests().size(), 3U);
    }
}

TEST(MobileCard, TheLastTryIsToldAndAnotherKeySignsWhenItIsSpent) {
    for (const text::Language language : {text::Language::Kk, text::Language::Ru}) {
        MobileWorld world(language);
        showCard(world);
        world.fetch();
        world.demonstration().setTriesLeft(2);
        agreeByCard(world, "0000");
        EXPECT_TRUE(world.sees(fromUtf8(world.words().sentence(fail(FailureCode::PinLastTry, "1")).what)))
            << world.visibleText().toStdString();
        EXPECT_EQ(world.at(), Stage::Offered);
        agreeByCard(world, "0000");
        EXPECT_TRUE(world.sees(FailureCode::PinBlocked)) << world.visibleText().toStdString();
        EXPECT_EQ(world.at(), Stage::Offered);
        EXPECT_EQ(world.site().requests().size(), 2U) << "nothing was sent back";
        const auto file = world.putOwnKey();
        for (const ConsentKey& each : world.mobile().keys())
            if (each.option.file == file)
                world.mobile().chooseKey(each.option);
        world.settle();
        world.agree();
        EXPECT_EQ(world.at(), Stage::Done) << world.visibleText().toStdString();
    }
}

/// Before anybody has agreed: the PIN that was typed is not kept for another card.
TEST(MobileCard, PulledWhileThePinIsTypedItIsPutInAgain) {
    MobileWorld world(text::Language::Ru);
    showCard(world);
    world.fetch();
    world.type(Phrase::SignPin, "12");
    world.cards().setDemonstration(CardShelf::Demonstration::Hidden);
    world.settle();
    EXPECT_EQ(world.at(), Stage::Offered);
    showCard(world);
    world.settle();
    for (const ConsentKey& each : world.mobile().keys())
        world.mobile().chooseKey(each.option);
    world.settle();
    EXPECT_TRUE(world.field(Phrase::SignPin)->isEmpty());
    agreeByCard(world, "1234");
    EXPECT_EQ(world.at(), Stage::Done) << world.visibleText().toStdString();
}

TEST(MobileCard, AFaultyChipSendsNothing) {
    MobileWorld world;
    showCard(world);
    world.fetch();
    world.demonstration().spoilSignatures(1);
    agreeByCard(world, "1234");
    EXPECT_EQ(world.at(), Stage::Offered);
    EXPECT_TRUE(world.sees(FailureCode::SignatureSelfCheckFailed)) << world.visibleText().toStdString();
    EXPECT_EQ(world.site().requests().size(), 2U);
}

QComboBox* natureField(MobileWorld& world) {
    for (auto* each : world.window().currentPage().findChildren<QComboBox*>())
        if (each->accessibleName() == world.words().say(Phrase::SignNature))
            return each;
    return nullptr;
}

TEST(MobileRole, OfAKeyIsRemarkedUponAndAsksWhatTheDocumentsAre) {
    for (const text::Language language : {text::Language::Kk, text::Language::Ru}) {
        MobileWorld world(language);
        world.putOpenedKey(tanba::test::CertificateProfile::employee(), "employee.p12");
        world.fetch();
        ASSERT_EQ(world.at(), Stage::Offered);
        EXPECT_TRUE(world.sees(Phrase::SignRoleTitle)) << world.visibleText().toStdString();
        EXPECT_TRUE(world.sees(Phrase::RoleEmployee));
        QComboBox* nature = natureField(world);
        ASSERT_NE(nature, nullptr);
        nature->setCurrentIndex(nature->findText(world.words().say(Phrase::SignNaturePersonal)));
        EXPECT_FALSE(world.sees(Phrase::RoleEmployee));
        // Other documents: what kind they are nobody has said.
        world.press(Phrase::PortalCancel);
        world.giveLink(world.site().linkText());
        world.press(Phrase::MobileFetch);
        world.settle();
        EXPECT_EQ(nature->currentIndex(), 0);
        EXPECT_TRUE(world.sees(Phrase::RoleEmployee));
    }
}

TEST(MobileRole, APersonalKeyUnderAnOrganisationsDocumentIsRemarkedUpon) {
    MobileWorld world;
    world.putOwnKey();
    world.site().documents.body =
        offerOf("CMS_SIGN_ONLY", {documentOf("БСН 601240000014, бас директор\n" + contractText())}).dump();
    world.fetch();
    EXPECT_TRUE(world.sees(Phrase::SignRolePersonal)) << world.visibleText().toStdString();
}

TEST(MobileRole, ALoginIsNobodysDocument) {
    MobileWorld world(text::Language::Ru, kListedSite);
    world.putOpenedKey(tanba::test::CertificateProfile::employee(), "employee.p12");
    Json invitation = invitationOf(kListedSite);
    invitation["document"]["auth_type"] = "Eds";
    world.site().invitation.body = invitation.dump();
    world.fetch();
    ASSERT_EQ(world.at(), Stage::Proving);
    EXPECT_FALSE(world.sees(Phrase::SignRoleTitle)) << world.visibleText().toStdString();
}

struct Spot {
    const char* name;
    void (*go)(World& world);
};
constexpr std::array<Spot, 5> kSpots = {{{"link", goToMobileLink},
                                         {"refused link", goToMobileRefused},
                                         {"site", goToMobileSite},
                                         {"documents", goToMobileOffer},
                                         {"sent", goToMobileDone}}};

TEST(MobileSign, EveryPageIsForEverybody) {
    for (const text::Language language : text::kLanguages)
        for (const TextSize size : {TextSize::Normal, TextSize::Largest}) {
            World world(language, size);
            SeenClasses seen;
            for (const Spot& spot : kSpots) {
                spot.go(world);
                world.settle();
                const std::string where =
                    std::string(spot.name) + " " + std::string(text::languageName(language));
                SCOPED_TRACE(where);
                seen.look(world.window());
                checkNames(QAccessible::queryAccessibleInterface(&world.window()), where);
                checkRoles(QAccessible::queryAccessibleInterface(&world.window()), where);
                checkDescriptions(world.window(), where);
                checkBuddies(world.window(), where);
                checkColoursIn(language, world.window(), where);
                checkWords(world.window(), language, where);
                checkFocusOrder(world.window(), where);
                world.window().resize(world.window().minimumSize());
                world.settle();
                checkWidths(world.window(), where);
                checkHeights(world.window(), where);
            }
            seen.expectAll(Walk::Mobile);
        }
}

} // namespace
} // namespace tanba::gui::test
