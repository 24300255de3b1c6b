#pragma once

#include "app/gui/pages/advice/advice_page.h"

#include <QStackedWidget>
#include <map>

namespace tanba::gui {

/// All pages about safety, and the ways between them. Each is made when it is first needed, and then kept
/// with what a person did on it.
class AdviceArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit AdviceArea(const Desk& desk) : desk_(desk) {}

    void go(AdvicePlace place);

  signals:
    void searchWanted();
    void passwordChangeWanted();
    /// HygienePage::mended()
    void keyFileMended();

  private:
    AdvicePage* make(AdvicePlace place);
    /// For pages that lead to the change of a password.
    template <typename Made>
    Made* withPassword(Made* page);

    const Desk& desk_;
    std::map<AdvicePlace, AdvicePage*> pages_;
};

} // namespace tanba::gui
