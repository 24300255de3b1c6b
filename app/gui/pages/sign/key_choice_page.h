#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Button;
class Fold;
class KeyCard;

/// Shows an option as the list of keys shows its key.
void showOption(KeyCard& card, const SigningKeyOption& option, const Desk& desk);

/// Which key signs: those that can, and folded those that cannot, each with its reason.
class KeyChoicePage : public Page {
    Q_OBJECT

  public:
    explicit KeyChoicePage(const Desk& desk);

    void openUnfit();
    void focusFirst() override;

  signals:
    void chosen();
    void left();
    void searchWanted();
    /// To a key that cannot sign: its own page tells what to do about that.
    void keyWanted(const std::filesystem::path& file);
    void cardWanted(const std::string& id);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void say();
    void refresh();
    KeyCard* cardFor(const SigningKeyOption& option, QVBoxLayout& place);

    const Desk& desk_;
    Button* back_;
    QVBoxLayout* fitting_;
    Fold* unfit_;
    Button* search_;
    QList<KeyCard*> cards_;
};

} // namespace tanba::gui
