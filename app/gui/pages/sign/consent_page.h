#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;
class ConsentButton;
class DocumentRows;
class ExtrasPart;
class FormatPart;
class KeyCard;
class OpeningNote;
class OwnerCard;
class RolePart;
class SecretPart;

/// Exactly what will be signed, by whom and how; and the one consent for all of it.
class ConsentPage : public Page {
    Q_OBJECT

  public:
    explicit ConsentPage(const Desk& desk);

    /// Somebody comes here with other documents than before.
    void begin();
    void focusFirst() override;

  signals:
    void left();
    void lookWanted(const std::filesystem::path& file);
    void otherKeyWanted();
    void unfitKeysWanted();
    void keySearchWanted();
    void passwordForgotten();
    void cardWanted(const std::string& id);
    void adviceWanted(AdvicePlace place);

  protected:
    void showEvent(QShowEvent* event) override;
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void say();
    void refresh();
    void refreshDocuments();
    void refreshKey();
    void showNoKey();
    void refreshButtons();
    QString buttonWords() const;
    void press();
    void openKey();
    void cancelOpening();
    void takeRefusal(const Failure& failure);
    void takeLook();

    const Desk& desk_;
    std::optional<SigningKeyOption> key_;
    Button* back_;
    Banner* banner_;
    DocumentRows* rows_;
    Text* total_;
    FormatPart* format_;
    ExtrasPart* extras_;
    Text* whoTitle_;
    Banner* noKey_;
    KeyCard* keyCard_;
    Button* otherKey_;
    OwnerCard* owner_;
    RolePart* role_;
    Text* keyLine_;
    SecretPart* secret_;
    ConsentButton* sign_;
    Button* open_;
    Button* forgot_;
    OpeningNote* note_;
};

} // namespace tanba::gui
