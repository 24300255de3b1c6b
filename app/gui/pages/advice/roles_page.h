#pragma once

#include "app/gui/pages/advice/advice_page.h"

class QComboBox;

namespace tanba::gui {

/// What the role of each known key means, and how somebody signs for an organisation or another person.
class RolesPage : public AdvicePage {
    Q_OBJECT

  public:
    explicit RolesPage(const Desk& desk);

  private:
    void addAttorney();
    void addContacts();
    void showKeys();
    void showSteps();

    QVBoxLayout* keys_;
    Text* none_;
    Text* forWhom_;
    QComboBox* principal_;
    QVBoxLayout* steps_;
};

} // namespace tanba::gui
