#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

#include <QList>
#include <string>

class QCheckBox;

namespace tanba::gui {

class Button;
class ModulesSection;
class ReaderCard;

/// The readers and the cards in them as they are now, the tokens behind modules, and the demonstration card.
class ReadersPage : public Page {
    Q_OBJECT

  public:
    explicit ReadersPage(const Desk& desk);

    /// Called when a person comes here: the modules are asked as well.
    void enter();

  signals:
    void left();
    void cardWanted(const std::string& id);
    void surveyWanted(const std::string& reader);

  private:
    void say();
    void refresh();
    void showReader(ReaderCard& card, const card::ReaderSnapshot& reader);
    ReaderCard* addReader();
    void openCardIn(const std::string& reader);

    const Desk& desk_;
    Button* back_;
    QVBoxLayout* list_;
    QList<ReaderCard*> readers_;
    Text* modulesTitle_;
    ModulesSection* modules_;
    Text* demoTitle_;
    QCheckBox* demo_;
    Text* demoNote_;
};

} // namespace tanba::gui
