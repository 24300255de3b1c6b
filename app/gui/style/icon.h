#pragma once

#include <QColor>
#include <QPainter>
#include <QPixmap>
#include <string_view>
#include <vector>

namespace tanba::gui {

// One row a drawing in resources/icons: the enumerator and the file's name.
// clang-format off
#define TANBA_ICONS(X)                                                                                        \
    X(Add, "add") X(Attention, "attention") X(Back, "back") X(Bad, "bad") X(Check, "check")                   \
    X(ChevronDown, "chevron-down") X(ChevronRight, "chevron-right") X(Circle, "circle") X(Clock, "clock")     \
    X(Close, "close") X(Copy, "copy") X(Drive, "drive") X(External, "external") X(Eye, "eye")                 \
    X(EyeOff, "eye-off") X(File, "file") X(Folder, "folder") X(FolderAdd, "folder-add") X(Globe, "globe")     \
    X(Good, "good") X(Help, "help") X(Home, "home") X(Info, "info") X(Key, "key") X(Keyboard, "keyboard")     \
    X(Lock, "lock") X(Mark, "mark") X(Organisation, "organisation") X(Person, "person")                       \
    X(Program, "program") X(Remove, "remove") X(Search, "search") X(Settings, "settings")                     \
    X(Shield, "shield") X(Sign, "sign") X(Unlock, "unlock") X(Verify, "verify")                               \
    /* readers and cards */                                                                                   \
    X(CardBusy, "card-busy") X(CardInsert, "card-insert") X(CardReading, "card-reading")                      \
    X(CardReady, "card-ready") X(CardTurn, "card-turn") X(CardUnknown, "card-unknown")                        \
    X(ChipCard, "card") X(ReaderDenied, "reader-denied") X(ReaderOff, "reader-off")                           \
    X(ReaderPlug, "reader-plug") X(Print, "print") X(Reload, "reload") X(Save, "save")                        \
    /* the second stage of a login */                                                                         \
    X(Message, "message") X(Qr, "qr")
// clang-format on

enum class Icon {
#define TANBA_ICON_ENUMERATOR(name, file) name,
    TANBA_ICONS(TANBA_ICON_ENUMERATOR)
#undef TANBA_ICON_ENUMERATOR
};

std::string_view iconName(Icon icon);
std::vector<Icon> allIcons();

/// The drawing in this colour, `size` logical pixels wide, sharp for the given device pixel ratio. A null
/// pixmap when the drawing is missing.
QPixmap iconPixmap(Icon icon, int size, const QColor& colour, qreal devicePixelRatio);
/// In its own colours; for the program's sign.
QPixmap programPixmap(int size, qreal devicePixelRatio);

/// Paints the drawing with its upper left corner at `corner`.
void paintIcon(QPainter& painter, Icon icon, QPoint corner, int size, const QColor& colour);

} // namespace tanba::gui
