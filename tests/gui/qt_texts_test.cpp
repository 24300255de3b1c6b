// Qt's own texts: whatever Qt asks for while a person meets its dialogs, menus and buttons is in our table.
#include "app/gui/words/qt_texts.h"

#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTimer>
#include <set>

namespace tanba::gui::test {
namespace {

/// Answers as the program does, and notes what it has no answer to.
class ListeningTexts : public QtTexts {
  public:
    using QtTexts::QtTexts;

    QString translate(const char* context, const char* source, const char* disambiguation,
                      int n) const override {
        const QString said = QtTexts::translate(context, source, disambiguation, n);
        (said.isNull() ? unanswered : answered).insert(std::string(context) + ": " + source);
        return said;
    }

    mutable std::set<std::string> answered;
    mutable std::set<std::string> unanswered;
};

/// Names of keys, as they are printed on keyboards, and what Qt asks itself.
bool isNoText(const std::string& asked) {
    return asked.starts_with("QShortcut: ") || asked.starts_with("QFileDialog: Alt+") ||
           asked == "QGuiApplication: QT_LAYOUT_DIRECTION";
}

void listenTo(QAccessibleInterface* node) {
    if (node == nullptr)
        return;
    for (const QAccessible::Text text : {QAccessible::Name, QAccessible::Description, QAccessible::Help})
        node->text(text);
    if (QAccessibleActionInterface* actions = node->actionInterface())
        for (const QString& action : actions->actionNames()) {
            actions->localizedActionName(action);
            actions->localizedActionDescription(action);
        }
    for (int index = 0; index < node->childCount(); ++index)
        listenTo(node->child(index));
}

void listenTo(QWidget& widget) {
    widget.show();
    QApplication::processEvents();
    listenTo(QAccessible::queryAccessibleInterface(&widget));
}

/// Opens the menu that the right button brings there, and closes it.
void openMenuOf(QWidget& widget) {
    QTimer::singleShot(0, [] {
        if (QWidget* popup = QApplication::activePopupWidget()) {
            listenTo(QAccessible::queryAccessibleInterface(popup));
            popup->close();
        }
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, widget.rect().center(),
                            widget.mapToGlobal(widget.rect().center()));
    QApplication::sendEvent(&widget, &event);
    QApplication::processEvents();
}

void meetFileDialogs() {
    const auto scratch = tanba::test::scratchFolder();
    std::filesystem::create_directory(scratch / "folder");
    for (const QFileDialog::FileMode mode :
         {QFileDialog::ExistingFiles, QFileDialog::Directory, QFileDialog::AnyFile}) {
        QFileDialog dialog(nullptr, QString(), QString::fromStdString(scratch.string()));
        dialog.setOption(QFileDialog::DontUseNativeDialog);
        dialog.setFileMode(mode);
        dialog.setAcceptMode(mode == QFileDialog::AnyFile ? QFileDialog::AcceptSave
                                                          : QFileDialog::AcceptOpen);
        for (const QFileDialog::ViewMode view : {QFileDialog::List, QFileDialog::Detail}) {
            dialog.setViewMode(view);
            listenTo(dialog);
        }
        for (auto* field : dialog.findChildren<QLineEdit*>())
            openMenuOf(*field);
    }
}

void meetMenus() {
    QLineEdit line(QStringLiteral("1"));
    QPlainTextEdit lines(QStringLiteral("1"));
    QScrollBar down(Qt::Vertical);
    QScrollBar aside(Qt::Horizontal);
    for (QWidget* widget : {static_cast<QWidget*>(&line), static_cast<QWidget*>(&lines),
                            static_cast<QWidget*>(&down), static_cast<QWidget*>(&aside)})
        listenTo(*widget);
    for (QWidget* widget : {static_cast<QWidget*>(&line), lines.viewport(), static_cast<QWidget*>(&down),
                            static_cast<QWidget*>(&aside)})
        openMenuOf(*widget);
}

void meetTheRest() {
    QDockWidget dock;
    dock.setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetFloatable);
    QComboBox box;
    box.addItem(QStringLiteral("1"));
    QCheckBox check;
    QDialogButtonBox buttons;
    for (int bit = QDialogButtonBox::FirstButton; bit <= QDialogButtonBox::LastButton; bit <<= 1)
        buttons.addButton(static_cast<QDialogButtonBox::StandardButton>(bit));
    QMessageBox message;
    message.setDetailedText(QStringLiteral("1"));
    for (QWidget* widget :
         {static_cast<QWidget*>(&dock), static_cast<QWidget*>(&box), static_cast<QWidget*>(&check),
          static_cast<QWidget*>(&buttons), static_cast<QWidget*>(&message)})
        listenTo(*widget);
}

TEST(QtTexts, WhateverQtAsksForIsInTheTable) {
    Words words(text::Language::Kk);
    ListeningTexts texts(words);
    QApplication::installTranslator(&texts);
    meetFileDialogs();
    meetMenus();
    meetTheRest();
    QApplication::removeTranslator(&texts);
    for (const char* heard : {"QFileDialog: Look in:", "QLineEdit: &Undo", "QWidgetTextControl: Select All",
                              "QScrollBar: Scroll here", "QPlatformTheme: Cancel"})
        EXPECT_TRUE(texts.answered.contains(heard)) << heard << " was never asked for";
    for (const std::string& asked : texts.unanswered)
        EXPECT_TRUE(isNoText(asked)) << "translations/qt.json lacks " << asked;
}

} // namespace
} // namespace tanba::gui::test
