#pragma once

#include "app/gui/cards/card_shelf.h"
#include "app/gui/documents/check_desk.h"
#include "app/gui/documents/signing_desk.h"
#include "app/gui/keys/folders.h"
#include "app/gui/keys/key_shelf.h"
#include "app/gui/keys/key_work.h"
#include "app/gui/keys/person_book.h"
#include "app/gui/presence/attendant.h"
#include "app/gui/tasks/task_runner.h"
#include "app/gui/words/words.h"
#include "app/print/print_report.h"

#include <chrono>
#include <functional>

class QUrl;
class QWidget;

namespace tanba::gui {

class LoginDesk;
class MobileDesk;
struct Portals;

inline std::chrono::milliseconds steadyTime() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

/// What the pages work with. Everything in it outlives them.
struct Desk {
    Words& words;
    KeyShelf& shelf;
    TaskRunner& tasks;
    FileStore& files;
    /// Where a search for keys looks: what finds the places runs beside the windows.
    std::function<PlaceFinder()> searchPlaces;
    /// Shows a folder or a site in the program that is meant for it; false when there is none.
    std::function<bool(const QUrl& url)> open;
    /// What the program watches by itself, and what wants attention now.
    Attendant& attendant;
    /// Readers, cards and tokens.
    CardShelf& cards;
    /// Asks where a new file is to be written; empty when the person gave up. Never means "replace".
    std::function<QString(QWidget* parent, const QString& title, const QString& suggestedName)> chooseNewFile;
    /// Who uses this system account.
    PersonBook& person;
    std::function<Folders()> folders;
    /// What is being signed, and with which key.
    SigningDesk& signing;
    /// Which signatures are being checked.
    CheckDesk& checks;
    /// Which files were signed or checked last.
    RecentShelf& recent;
    /// Sites that ask this computer.
    Portals& portals;
    /// The login at a portal that speaks the profile, inside the program.
    LoginDesk& login;
    /// Signing for a site that shows a QR code meant for eGov Mobile.
    MobileDesk& mobile;
    /// Reports on paper.
    print::Printing printing = print::printingApart();
    /// For how long something takes, whatever somebody does to the clock.
    std::function<std::chrono::milliseconds()> steady = steadyTime;
};

} // namespace tanba::gui
