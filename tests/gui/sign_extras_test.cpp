#include "tests/gui/sign_world.h"
#include "tests/support/fixtures.h"
#include "tests/support/stamping_authority.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <algorithm>
#include <array>

namespace tanba::gui::test {
namespace {

using Stage = SigningDesk::Stage;
using tanba::test::DirectStamps;
using tanba::test::fileContent;

const tanba::test::Identity& stampingAuthority() {
    static tanba::test::Authority root = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    static const tanba::test::Identity made =
        root.issue(crypto::KeyAlgorithm::Ec, tanba::test::CertificateProfile::timestamping());
    return made;
}

/// 1.2.840.113549.1.9.16.2.14, id-aa-signatureTimeStampToken (RFC 3161 appendix A), as DER.
bool carriesTimestamp(const std::filesystem::path& file) {
    constexpr std::array<std::uint8_t, 13> kAttribute = {0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7,
                                                         0x0D, 0x01, 0x09, 0x10, 0x02, 0x0E};
    const Bytes content = fileContent(file);
    return std::search(content.begin(), content.end(), kAttribute.begin(), kAttribute.end()) != content.end();
}

template <typename Widget>
Widget* named(World& world, Phrase name) {
    const QString words = world.words().say(name);
    for (auto* each : world.window().findChildren<Widget*>())
        if (each->isVisible() && (each->accessibleName() == words || each->property("text") == words))
            return each;
    ADD_FAILURE() << "nobody sees " << words.toStdString();
    return nullptr;
}

/// The line for the journal is found by the label in front of it.
QLineEdit* purposeLine(World& world) {
    const QString words = world.words().say(Phrase::SignPurpose);
    for (auto* label : world.window().findChildren<QLabel*>())
        if (label->isVisible() && label->text() == words)
            return qobject_cast<QLineEdit*>(label->buddy());
    ADD_FAILURE() << "no label with a line";
    return nullptr;
}

TEST(SignExtras, ATimeStampAndALineForTheJournal) {
    SignWorld world;
    world.putOwnKey();
    world.answerStamps([]() -> Result<std::unique_ptr<sign::TimestampSource>> {
        return std::unique_ptr<sign::TimestampSource>(std::make_unique<DirectStamps>(stampingAuthority()));
    });
    world.open({world.put("a.txt")});
    EXPECT_FALSE(world.sees(Phrase::SignTimestamp)) << "folded";
    world.press(Phrase::SignExtras);
    auto* stamp = named<QCheckBox>(world, Phrase::SignTimestamp);
    ASSERT_NE(stamp, nullptr);
    EXPECT_FALSE(stamp->isChecked()) << "nothing goes to the network unless somebody wants it";
    stamp->click();
    QLineEdit* purpose = purposeLine(world);
    ASSERT_NE(purpose, nullptr);
    for (const QChar letter : QStringLiteral("for the bank ")) {
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
        QApplication::sendEvent(purpose, &press);
    }
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.stage(), Stage::Ended);
    EXPECT_TRUE(carriesTimestamp(world.home() / "a.txt.p7s"));
    const auto journal = world.journal();
    ASSERT_EQ(journal.size(), 1U);
    EXPECT_EQ(journal.front().purpose, "for the bank");
    // The next documents begin anew.
    world.press(Phrase::SignAgain);
    world.open({world.put("b.txt")});
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_FALSE(carriesTimestamp(world.home() / "b.txt.p7s"));
    EXPECT_EQ(world.journal().front().purpose, "");
}

TEST(SignExtras, WithoutTheAuthorityNothingIsWritten) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.txt")});
    world.press(Phrase::SignExtras);
    named<QCheckBox>(world, Phrase::SignTimestamp)->click();
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_TRUE(world.sees(FailureCode::NetworkOff)) << world.visibleText().toStdString();
    EXPECT_FALSE(std::filesystem::exists(world.home() / "a.txt.p7s"));
}

TEST(SignExtras, AnXmlSignatureGetsNoTimeStamp) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("a.xml", "<contract><price>1</price></contract>")});
    world.press(Phrase::SignExtras);
    EXPECT_FALSE(world.sees(Phrase::SignTimestamp));
    EXPECT_TRUE(world.sees(Phrase::SignPurpose));
}

} // namespace
} // namespace tanba::gui::test
