#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;
class Card;
class DemonstrationMark;
class FactsView;
class Fold;
class OpeningNote;
class Pill;
class SecretField;

/// One key: locked, it asks for the password; unlocked before, it shows whose, what for and until when.
class KeyPage : public Page {
    Q_OBJECT

  public:
    explicit KeyPage(const Desk& desk);

    void show(const std::filesystem::path& path);
    const std::filesystem::path& path() const { return path_; }
    void focusFirst() override;
    /// Something to be told about the key, above its facts.
    void addAdvice(QWidget* advice);

  signals:
    void left();
    void changeWanted(const std::filesystem::path& path);
    void passwordForgotten();
    /// What is shown may have changed.
    void refreshed();
    /// What to do about a lost key.
    void lostWanted();
    /// What to do about the key's end.
    void datesWanted(const std::filesystem::path& path);

  protected:
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void sayButtons();
    void refresh();
    void showLocked(const KeyEntry& entry);
    void showKnown(const KeyEntry& entry);
    void showNotice(const KeyEntry& entry);
    void unlock();
    void cancelUnlocking();
    void setUnlocking(std::shared_ptr<CancelToken> cancel);
    void unlocked(const Outcome& outcome, bool widelyKnown);
    void openFolder();

    const Desk& desk_;
    std::filesystem::path path_;
    bool warnOfPassword_ = false;
    std::shared_ptr<CancelToken> unlocking_; ///< of the file that is being unlocked
    Button* back_;
    DemonstrationMark* demonstration_;
    Pill* pill_;
    Banner* banner_;
    Banner* notice_;
    Card* lockedCard_;
    Text* lockedLead_;
    SecretField* password_;
    Button* unlock_;
    Button* forgot_;
    OpeningNote* opening_;
    Card* factsCard_;
    FactsView* facts_;
    Text* purposeNote_;
    Fold* fold_;
    FactsView* moreFacts_;
    Button* change_;
    Button* folder_;
    Button* dates_;
    Button* forget_;
    Button* lost_;
};

} // namespace tanba::gui
