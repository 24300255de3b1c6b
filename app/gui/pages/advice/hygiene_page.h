#pragma once

#include "app/gui/pages/advice/advice_page.h"
#include "app/gui/pages/advice/hygiene_card.h"
#include "app/gui/pages/advice/whereabouts.h"

#include <QList>
#include <functional>

namespace tanba::gui {

class EmptyState;

/// Where the key files lie, what speaks against it, and fixes that the program does after consent.
class HygienePage : public AdvicePage {
    Q_OBJECT

  public:
    explicit HygienePage(const Desk& desk);

    void arrive() override;
    /// While a file is being moved the page must stay.
    bool working() const { return working_; }

  signals:
    void searchWanted();
    void passwordChangeWanted();
    /// A file is closed to others now.
    void mended();

  private:
    enum class After { Arrival, Fix };

    void check(After after);
    void show(const HygieneCheck& check, After after);
    void addCard(const CheckedKeyFile& key, const MoveTargets& targets);
    void chooseFolder(HygieneCard& card);
    /// @param card null when it was replaced meanwhile.
    void move(const CheckedKeyFile& key, HygieneCard* card, const std::filesystem::path& folder);
    void moved(const CheckedKeyFile& key, const guidance::MovedKey& now);
    void restrict(HygieneCard& card);
    void remove(HygieneCard& card, const std::filesystem::path& kept);
    void failed(const Failure& failure);
    /// After a failure: says where the file lies, and lets the list of keys follow.
    void tellWhere(Whereabouts where, const std::filesystem::path& oldPlace,
                   const std::filesystem::path& newPlace);
    void enableCards(bool enabled);
    void begin(HygieneCard* card);
    void end();

    int round_ = 0; ///< of checks; only the latest is shown
    bool working_ = false;
    EmptyState* empty_;
    Button* search_;
    Text* state_;
    Text* where_;
    std::function<QString()> whereWords_; ///< of the last failure
    QVBoxLayout* list_;
    QList<HygieneCard*> cards_;
    Text* gone_;
};

} // namespace tanba::gui
