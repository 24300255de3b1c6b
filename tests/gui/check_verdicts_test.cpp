#include "app/gui/pages/check/signature_card.h"
#include "app/gui/widgets/verdict_header.h"
#include "core/base/encoding.h"
#include "core/sign/xml_signer.h"
#include "tests/gui/check_world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <algorithm>
#include <fstream>

namespace tanba::gui::test {
namespace {

using tanba::test::CertificateProfile;
using tanba::test::gostPerson;
using tanba::test::rsaPerson;
using text::Ui;

const QString kSigner = QStringLiteral("СЫНАҚОВ СЫНАҚ");

VerdictHeader* header(World& world) {
    for (auto* shown : world.window().findChildren<VerdictHeader*>())
        if (shown->isVisible())
            return shown;
    return nullptr;
}

CardKind verdictShown(World& world) {
    VerdictHeader* shown = header(world);
    EXPECT_NE(shown, nullptr) << world.visibleText().toStdString();
    return shown == nullptr ? CardKind::Plain : shown->kind();
}

void damage(const std::filesystem::path& file, std::string_view old, std::string_view changed) {
    std::string content(asText(tanba::test::fileContent(file)));
    const std::size_t place = content.find(old);
    ASSERT_NE(place, std::string::npos);
    content.replace(place, old.size(), changed);
    std::ofstream(file, std::ios::binary) << content;
}

TEST(CheckVerdicts, AValidFileSaysItFirstAndTakesTheFocus) {
    World world;
    trustAuthority(world);
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    EXPECT_EQ(verdictShown(world), CardKind::Good);
    EXPECT_TRUE(says(world, Ui::VerdictValidYours));
    EXPECT_TRUE(world.visibleText().contains(kSigner));
    EXPECT_TRUE(says(world, Phrase::CheckInside));
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    EXPECT_TRUE(header(world)->isAncestorOf(QApplication::focusWidget()))
        << "a screen reader hears the verdict";
}

TEST(CheckVerdicts, TheDocumentWasChanged) {
    World world;
    trustAuthority(world);
    const auto file = putAttached(world, "contract.cms", gostPerson());
    damage(file, "two copies", "six copies");
    openFiles(world, {file});
    EXPECT_EQ(verdictShown(world), CardKind::Bad);
    EXPECT_TRUE(says(world, Ui::VerdictInvalidChanged));
    EXPECT_TRUE(world.visibleText().contains(kSigner)) << "whose signature it claims to be";
}

TEST(CheckVerdicts, ACertificateThatHasExpired) {
    World world;
    trustAuthority(world);
    CertificateProfile profile = CertificateProfile::person();
    profile.notAfter = tanba::test::at("2026-06-01T00:00:00Z");
    openFiles(world, {putAttached(world, "contract.cms", signerWith(profile))});
    EXPECT_EQ(verdictShown(world), CardKind::Attention);
    EXPECT_TRUE(says(world, Ui::VerdictExpired));
}

TEST(CheckVerdicts, ACertificateThatWasRevoked) {
    World world;
    const auto signer = signerWith(CertificateProfile::person());
    const ByteView serial = signer.certificate.serial();
    trustAuthority(world,
                   {{Bytes(serial.begin(), serial.end()), tanba::test::at("2026-06-10T00:00:00Z"), 1}});
    openFiles(world, {putAttached(world, "contract.cms", signer)});
    EXPECT_EQ(verdictShown(world), CardKind::Bad);
    EXPECT_TRUE(says(world, Ui::VerdictInvalidRevoked));
}

TEST(CheckVerdicts, WhereTheAuthoritysOrderIsStricterACardSaysSo) {
    World world;
    trustAuthority(world);
    // The only list has run out: nothing can be established from it, and the order counts that as negative.
    put(world, "lists/list.crl",
        tanba::test::signingAuthority().crl({}, tanba::test::at("2026-06-01T00:00:00Z"),
                                            tanba::test::at("2026-06-02T00:00:00Z")));
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    EXPECT_EQ(verdictShown(world), CardKind::Attention);
    EXPECT_TRUE(says(world, Phrase::CheckStricter)) << world.visibleText().toStdString();
}

TEST(CheckVerdicts, ATestKeyIsNobodysSignature) {
    TANBA_NEEDS_FIXTURES();
    World world;
    openFiles(world, {tanba::test::fixturePath("cms/ncanode_signed_cms_one_signer.der")});
    EXPECT_EQ(verdictShown(world), CardKind::Attention);
    EXPECT_TRUE(says(world, Ui::VerdictTestKey));
    EXPECT_FALSE(says(world, Phrase::CheckOnlineAllow)) << "whatever the servers say of it";
    EXPECT_FALSE(says(world, Phrase::CheckOnlineLists));
}

TEST(CheckVerdicts, NobodyKnownIssuedTheCertificate) {
    World world;
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    EXPECT_EQ(verdictShown(world), CardKind::Attention);
    EXPECT_TRUE(says(world, Ui::VerdictNoAnchor));
}

TEST(CheckVerdicts, TheDocumentBesideTheSignatureIsFound) {
    World world;
    trustAuthority(world);
    put(world, "contract.txt", viewOf(kContract));
    openFiles(world, {putDetached(world, "contract.txt.p7s", gostPerson())});
    EXPECT_EQ(verdictShown(world), CardKind::Good);
    EXPECT_TRUE(
        world.visibleText().contains(world.words().say(Phrase::CheckBeside, {{"file", "contract.txt"}})));
}

TEST(CheckVerdicts, AMissingDocumentIsAskedForAndDropped) {
    World world;
    trustAuthority(world);
    openFiles(world, {putDetached(world, "mail/contract.txt.p7s", gostPerson())});
    EXPECT_EQ(verdictShown(world), CardKind::Attention);
    EXPECT_TRUE(says(world, Ui::VerdictContentMissing));
    EXPECT_TRUE(says(world, Phrase::CheckMissingTitle));
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("contract.txt"))) << "how it is probably called";

    drop(world, {put(world, "elsewhere/other.txt", viewOf("Another contract."))});
    EXPECT_EQ(verdictShown(world), CardKind::Bad);
    EXPECT_TRUE(says(world, Phrase::CheckOtherDocument)) << "it may just have been the wrong file";

    world.checks().giveDocument(0, put(world, "elsewhere/contract.txt", viewOf(kContract)));
    world.until([&world] { return !world.checks().working(); });
    EXPECT_EQ(verdictShown(world), CardKind::Good);
    EXPECT_TRUE(
        world.visibleText().contains(world.words().say(Phrase::CheckGiven, {{"file", "contract.txt"}})));
}

TEST(CheckVerdicts, ASignatureAndItsDocumentOpenedTogetherAreOneThing) {
    World world;
    trustAuthority(world);
    openFiles(world, {putDetached(world, "mail/signature.p7s", gostPerson()),
                      put(world, "mail/paper.txt", viewOf(kContract))});
    EXPECT_EQ(world.checks().entries().size(), 1U);
    EXPECT_EQ(verdictShown(world), CardKind::Good);
}

TEST(CheckVerdicts, EachSignerHasACardAndTheWorstComesFirst) {
    World world;
    trustAuthority(world);
    CertificateProfile expired = CertificateProfile::head();
    expired.notAfter = tanba::test::at("2026-06-01T00:00:00Z");
    const Bytes first = tanba::test::signWith(gostPerson(), viewOf(kContract), sign::CmsContent::Attached);
    openFiles(world, {put(world, "contract.cms", tanba::test::addSigner(signerWith(expired), first))});
    EXPECT_EQ(verdictShown(world), CardKind::Attention);
    const QString text = world.visibleText();
    for (const char* number : {"1", "2"})
        EXPECT_TRUE(
            text.contains(world.words().say(Ui::SignatureNumber, {{"number", number}, {"total", "2"}})));
    QList<SignatureCard*> cards = world.window().currentPage().findChildren<SignatureCard*>();
    ASSERT_EQ(cards.size(), 2);
    // In the file they stand as their bytes sort.
    std::ranges::sort(cards, {},
                      [](const SignatureCard* card) { return card->mapTo(card->window(), QPoint()).y(); });
    const QString expiredWords = world.words().say(Ui::VerdictExpired);
    const auto holds = [&expiredWords](const SignatureCard* card) {
        const auto labels = card->findChildren<QLabel*>();
        return std::ranges::any_of(labels,
                                   [&](const QLabel* label) { return label->text() == expiredWords; });
    };
    EXPECT_TRUE(holds(cards.front())) << text.toStdString();
    EXPECT_FALSE(holds(cards.back()));
}

TEST(CheckVerdicts, EveryEncodingAndXmlAreOpenedByContent) {
    World world;
    trustAuthority(world);
    const Bytes der = tanba::test::signWith(gostPerson(), viewOf(kContract), sign::CmsContent::Attached);
    const auto session = tanba::test::sessionFor(gostPerson());
    const auto xml = sign::signXml(*session, viewOf("<contract><side>A</side></contract>"), {});
    ASSERT_TRUE(xml.ok());
    for (const Bytes& content : {der, toBytes(toPem("CMS", der)), toBytes(toBase64(der)), xml.value()}) {
        openFiles(world, {put(world, "file without an ending", content)});
        EXPECT_EQ(verdictShown(world), CardKind::Good) << world.visibleText().toStdString();
    }
    EXPECT_TRUE(says(world, Phrase::CheckIsXml));
}

TEST(CheckVerdicts, TheResultFollowsTheLanguage) {
    World world;
    trustAuthority(world);
    openFiles(world, {putAttached(world, "contract.cms", gostPerson())});
    for (const text::Language language : {text::Language::Ru, text::Language::En, text::Language::Kk}) {
        world.words().setLanguage(language);
        world.settle();
        EXPECT_TRUE(says(world, Ui::VerdictValidYours));
        EXPECT_TRUE(says(world, Phrase::CheckAnother));
    }
    EXPECT_EQ(world.window().currentPage().findChildren<SignatureCard*>().size(), 1);
}

} // namespace
} // namespace tanba::gui::test
