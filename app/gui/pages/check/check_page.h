#pragma once

#include "app/gui/documents/check_desk.h"
#include "app/gui/pages/check/report_saver.h"
#include "app/gui/pages/desk.h"
#include "app/gui/pages/print_panel.h"
#include "app/gui/widgets/page.h"

class QProgressBar;

namespace tanba::gui {

class Banner;
class Button;
class Card;
class CheckRowButton;
class EmptyState;
class RecentList;
class VerdictHeader;

/// How a check begins, and the list when there are several files.
class CheckPage : public Page {
    Q_OBJECT

  public:
    explicit CheckPage(const Desk& desk);

    void focusFirst() override;
    void chooseFiles();
    /// Files are held over the window, or no longer.
    void showDropHint(bool held);

  signals:
    void rowChosen(std::size_t index);

  private:
    void layOut();
    void say();
    void refresh();
    void refreshSoon();
    void refreshProgress();
    void refreshSummary();
    void refreshRows();
    void finish();
    bool isList() const;
    std::vector<std::size_t> order() const;

    const Desk& desk_;
    CheckDesk& checks_;
    bool refreshWaits_ = false;
    bool dropHeld_ = false;
    std::size_t shownRows_;
    Banner* banner_;
    EmptyState* empty_;
    Button* emptyChoose_;
    Text* local_;
    RecentList* recent_;
    Card* progress_;
    Text* progressText_;
    QProgressBar* bar_;
    Text* left_;
    Button* stop_;
    VerdictHeader* summary_;
    QVBoxLayout* rows_;
    QList<CheckRowButton*> buttons_;
    Button* more_;
    QWidget* actions_;
    Button* another_;
    Button* report_;
    Button* resume_;
    ReportSaver saver_;
    PrintPanel* printing_;
    Button* print_;
};

} // namespace tanba::gui
