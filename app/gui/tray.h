#pragma once

#include "app/gui/pages/desk.h"

#include <QMenu>
#include <QSystemTrayIcon>

namespace tanba::gui {

/// The program's icon in the desktop's panel, with the same essentials as the window. Everything else works
/// without it.
class Tray : public QObject {
    Q_OBJECT

  public:
    explicit Tray(const Desk& desk);

    /// Shows the icon; where the panel comes up later, the icon appears with it.
    void show() { icon_.show(); }
    /// There is a panel that shows it now.
    static bool available() { return QSystemTrayIcon::isSystemTrayAvailable(); }
    QMenu& menu() { return menu_; }
    QString toolTip() const { return icon_.toolTip(); }
    /// The icon bears a mark: something wants attention.
    bool marked() const { return marked_; }

  signals:
    void openWanted();
    void enterWanted();
    void signWanted();
    void checkWanted();
    void attentionWanted();
    void searchWanted();
    void quitWanted();

  private:
    void refresh();
    void paint();

    const Desk& desk_;
    QMenu menu_;
    QAction* open_;
    QAction* attention_;
    QAction* enter_;
    QAction* sign_;
    QAction* check_;
    QAction* search_;
    QAction* quit_;
    bool marked_ = false;
    QSystemTrayIcon icon_;
};

} // namespace tanba::gui
