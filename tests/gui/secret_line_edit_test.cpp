#include "app/gui/widgets/secret_line_edit.h"

#include "tests/gui/world.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

namespace tanba::gui {
namespace {

using test::pressKey;
using test::typeInto;

std::string held(const SecretLineEdit& edit) {
    return std::string(asText(edit.secret().view()));
}

TEST(SecretLineEdit, KeepsWhatIsTypedAsUtf8) {
    SecretLineEdit edit;
    typeInto(edit, QStringLiteral("Aқ1"));
    EXPECT_EQ(held(edit), "Aқ1");
    EXPECT_EQ(edit.length(), 3);
    pressKey(edit, Qt::Key_Backspace);
    pressKey(edit, Qt::Key_Backspace);
    EXPECT_EQ(held(edit), "A") << "a letter of two bytes goes as a whole";
}

TEST(SecretLineEdit, SelectedTextIsReplacedByTheNextKey) {
    SecretLineEdit edit;
    typeInto(edit, QStringLiteral("old"));
    edit.selectAll();
    typeInto(edit, QStringLiteral("n"));
    EXPECT_EQ(held(edit), "n");
}

TEST(SecretLineEdit, PasteTakesOneLineAndRefusesOthers) {
    SecretLineEdit edit;
    int refusals = 0;
    QObject::connect(&edit, &SecretLineEdit::refused, &edit, [&] { ++refusals; });
    QApplication::clipboard()->setText(QStringLiteral("Secret1\n"));
    edit.paste();
    EXPECT_EQ(held(edit), "Secret1");
    QApplication::clipboard()->setText(QStringLiteral("two\nlines"));
    edit.paste();
    QApplication::clipboard()->setText(
        QString(static_cast<int>(SecretLineEdit::kCapacity), QLatin1Char('x')));
    edit.paste();
    EXPECT_EQ(refusals, 2);
    EXPECT_EQ(held(edit), "Secret1") << "a refused paste changes nothing";
    QApplication::clipboard()->clear();
}

TEST(SecretLineEdit, NothingCanBeCopiedOut) {
    SecretLineEdit edit;
    typeInto(edit, QStringLiteral("Secret1"));
    edit.selectAll();
    QApplication::clipboard()->setText(QStringLiteral("before"));
    pressKey(edit, Qt::Key_C, Qt::ControlModifier);
    pressKey(edit, Qt::Key_X, Qt::ControlModifier);
    pressKey(edit, Qt::Key_Insert, Qt::ControlModifier);
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("before"));
    EXPECT_EQ(held(edit), "Secret1");
    QApplication::clipboard()->clear();
}

TEST(SecretLineEdit, IsAPasswordFieldToAScreenReaderAndNeverTellsItsText) {
    SecretLineEdit edit;
    edit.setAccessibleName(QStringLiteral("Password"));
    typeInto(edit, QStringLiteral("Secret1"));
    edit.setRevealed(true);
    QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(&edit);
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->role(), QAccessible::EditableText);
    EXPECT_TRUE(seen->state().passwordEdit);
    EXPECT_EQ(seen->text(QAccessible::Name), QStringLiteral("Password"));
    const QString bullets(7, QChar(0x2022));
    EXPECT_EQ(seen->text(QAccessible::Value), bullets);
    ASSERT_NE(seen->textInterface(), nullptr);
    EXPECT_EQ(seen->textInterface()->characterCount(), 7);
    EXPECT_EQ(seen->textInterface()->text(0, 7), bullets);
    EXPECT_EQ(seen->textInterface()->text(5, 99), QString(2, QChar(0x2022)));
}

TEST(SecretLineEdit, InputMethodsAreOff) {
    SecretLineEdit edit;
    EXPECT_FALSE(edit.testAttribute(Qt::WA_InputMethodEnabled));
}

TEST(SecretLineEdit, NoticesCapsLockAndTheAlphabet) {
    SecretLineEdit edit;
    QKeyEvent capital(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, QStringLiteral("A"));
    QApplication::sendEvent(&edit, &capital);
    EXPECT_TRUE(edit.capsLockSuspected());
    EXPECT_EQ(edit.lastScript(), TypedScript::Latin);
    typeInto(edit, QStringLiteral("ж"));
    EXPECT_FALSE(edit.capsLockSuspected());
    EXPECT_EQ(edit.lastScript(), TypedScript::Russian);
    typeInto(edit, QStringLiteral("ң"));
    EXPECT_EQ(edit.lastScript(), TypedScript::Kazakh);
}

} // namespace
} // namespace tanba::gui
