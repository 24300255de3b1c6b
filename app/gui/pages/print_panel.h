#pragma once

#include "app/gui/pages/desk.h"

#include <QPointer>
#include <QWidget>
#include <functional>
#include <memory>
#include <string>

class QComboBox;

namespace tanba::gui {

class Banner;
class Button;
class Card;
class Text;

/// Asks in the page on which printer a report is to be printed, and prints it. Printers and paper are the
/// work of tanba-print, so that neither a service that hangs nor what it needs is ever in the window.
class PrintPanel : public QWidget {
    Q_OBJECT

  public:
    /// Makes what is printed; called beside the windows.
    using Report = std::function<std::string()>;

    explicit PrintPanel(const Desk& desk);

    /// @param opener has the focus again when all is done.
    void open(Report report, QWidget* opener);
    /// For another report, or none: nothing is asked, told or printed any more.
    void close();

  signals:
    /// The other way: as a PDF.
    void pdfWanted();
    /// Something new is shown.
    void told();

  private:
    enum class State { Closed, Looking, Choosing, None, Sending };

    void layOut();
    void say();
    void look();
    void take(const Result<std::vector<print::Printer>>& printers);
    void send();
    void end(const print::PrintOrder& order, const Result<print::Reception>& reception);
    void cancel();
    void leave();
    void setState(State state);
    /// Drops what runs, if anything does.
    void dropWork();
    bool hasFocusInside() const;
    QString shownPrinter(const print::Printer& printer) const;

    const Desk& desk_;
    State state_ = State::Closed;
    Report report_;
    QPointer<QWidget> opener_;
    std::vector<print::Printer> printers_;
    std::shared_ptr<CancelToken> work_;
    unsigned round_ = 0; ///< each piece of work has its own
    Card* card_;
    Text* title_;
    Text* status_;
    QWidget* choice_;
    Text* printerLabel_;
    QComboBox* printer_;
    Text* copiesLabel_;
    QComboBox* copies_;
    Button* print_;
    Button* again_;
    Button* pdf_;
    Button* cancel_;
    Banner* result_;
};

} // namespace tanba::gui
