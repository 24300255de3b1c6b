#pragma once

#include "app/gui/consent/consent_desk.h"
#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "core/guidance/signing_role.h"

namespace tanba::gui {

class Banner;
class Button;
class CallerCard;
class ConsentButton;
class ContentPart;
class DemonstrationMark;
class FactsView;
class KeyCard;
class OpeningNote;
class OwnerCard;
class RolePart;
class SecretPart;
class SeriesPart;
class UnlockPart;

/// One question of a site: who asks, for what, with which key; and the one consent to it. The secret and the
/// buttons stand in the page's foot, in sight unless a warning about the key comes first.
class AskPage : public Page {
    Q_OBJECT

  public:
    AskPage(const Desk& desk, GuiConsentDesk& consent);

    /// Another question than before.
    void begin();
    /// Nothing is asked any more: a document of hundreds of megabytes must not stay in memory.
    void end();
    void focusFirst() override;
    /// Lets go of the key that is being opened, back to the question.
    void cancelOpening();

  signals:
    void lookWanted(std::size_t item);
    void otherKeyWanted();
    void unfitKeysWanted();
    void keySearchWanted();
    void fileWanted();
    void adviceWanted(AdvicePlace place);

  protected:
    void showEvent(QShowEvent* event) override;
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void layOutFoot();
    void say();
    void refresh();
    void showKind();
    void showLogin();
    void refreshKey();
    void showNoKey();
    void refreshButtons();
    QString consentWords() const;
    void openKey();
    void press();
    void takeRefusal(const Failure& failure);
    bool asksForKey() const;

    const Desk& desk_;
    GuiConsentDesk& consent_;
    std::shared_ptr<const service::ConsentQuestion> question_;
    std::optional<SigningKeyOption> key_;
    guidance::MentionsOrganisation mentions_ = guidance::MentionsOrganisation::No;
    Banner* banner_;
    CallerCard* caller_;
    Banner* about_;
    Text* whatTitle_;
    ContentPart* content_;
    FactsView* learns_;
    Text* certificate_;
    Text* whoTitle_;
    Banner* noKey_;
    KeyCard* keyCard_;
    Text* role_;
    RolePart* remarks_; ///< what its role means for these documents
    Button* otherKey_;
    OwnerCard* owner_;
    DemonstrationMark* demonstration_;
    Text* keyLine_; ///< in the foot: the key's card may be out of sight while its secret is typed
    SecretPart* secret_;
    UnlockPart* unlock_;
    SeriesPart* series_;
    OpeningNote* note_;
    ConsentButton* consentButton_;
    Button* open_;
    Button* file_;
    Button* cancel_;
    Text* waiting_;
};

} // namespace tanba::gui
