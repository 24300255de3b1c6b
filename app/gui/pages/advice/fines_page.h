#pragma once

#include "app/gui/pages/advice/advice_page.h"
#include "app/gui/pages/advice/fine_card.h"

namespace tanba::gui {

class SourceFold;

/// Both offences with their fines, by the year's index.
class FinesPage : public AdvicePage {
    Q_OBJECT

  public:
    explicit FinesPage(const Desk& desk);
    void arrive() override;

  private:
    void fillYears();
    void showYear();
    /// Who says how much the index was in the chosen year.
    void showIndexSource();
    guidance::Date chosenDay() const;

    Text* label_;
    QComboBox* year_;
    FineCardView* use_;
    FineCardView* handing_;
    SourceFold* index_ = nullptr;
    QVBoxLayout* indexPlace_;
};

} // namespace tanba::gui
