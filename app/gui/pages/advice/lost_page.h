#pragma once

#include "app/gui/pages/advice/advice_page.h"

#include <QList>
#include <optional>
#include <set>
#include <vector>

namespace tanba::gui {

class Card;
class StepItem;

/// What brought the person here.
enum class LostEntry { LostOrMisused, UnknownSms };
enum class LostStep { CheckService, Password, Revoke, CheckKeys, Report };

/// A lost or misused key, step by step. How far somebody came is kept while the program runs.
class LostPage : public AdvicePage {
    Q_OBJECT

  public:
    LostPage(const Desk& desk, LostEntry entry);

  signals:
    void passwordChangeWanted();

  private:
    void layOut();
    void say();
    void makeItems();
    void showItems();
    void showCurrent();
    void showEnd();
    void act();
    enum class Finish { Done, Later };
    void finish(Finish how);
    void goTo(std::optional<LostStep> step);
    void beginAgain();

    const std::vector<LostStep> steps_;
    std::set<LostStep> done_;
    /// None: the person is through.
    std::optional<LostStep> current_;
    QVBoxLayout* rail_;
    QList<StepItem*> items_;
    Card* card_;
    Text* step_;
    Text* stepTitle_;
    Text* stepText_;
    Button* act_;
    Button* next_;
    Button* later_;
    Button* again_;
};

} // namespace tanba::gui
