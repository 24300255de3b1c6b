#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"
#include "core/guidance/fines.h"

class QComboBox;

namespace tanba::gui {

class SourceFold;

/// "216 250 ₸": thin spaces that do not break.
QString tengeWords(std::int64_t tenge);

/// The sum for a natural person on a day, or the number of units where the year's index is not known.
QString naturalPersonsFine(guidance::Offence offence, guidance::Date day, const Words& words);

/// One offence: who, how much in tenge on a day, and by which index.
class FineCardView : public Card {
    Q_OBJECT

  public:
    FineCardView(const Desk& desk, guidance::Offence offence, guidance::Date day);
    void setDay(guidance::Date day);

  private:
    void fillCategories();
    void say();
    void showFine(const guidance::FineCard& card);

    const Desk& desk_;
    guidance::Offence offence_;
    guidance::Date day_;
    Text* title_;
    Text* basis_;
    Text* who_;
    QComboBox* category_;
    Text* sum_;
    Text* count_;
    Text* since_; ///< shown for the year in whose middle the offence came
    Text* note_;
};

} // namespace tanba::gui
