#pragma once

#include "app/gui/mobile/mobile_desk.h"
#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "core/guidance/signing_role.h"

namespace tanba::gui {

class Banner;
class Button;
class CallerCard;
class ConsentButton;
class DocumentRow;
class FactsView;
class Fold;
class KeyCard;
class OpeningNote;
class OwnerCard;
class RolePart;
class SecretPart;
class VerdictHeader;

/// What a site wants to have signed, with which key, the consent, and how it ended.
class OfferPage : public Page {
    Q_OBJECT

  public:
    explicit OfferPage(const Desk& desk);

    void focusFirst() override;

  signals:
    void lookWanted(std::size_t document);
    void keySearchWanted();
    void adviceWanted(AdvicePlace place);

  protected:
    void showEvent(QShowEvent* event) override;
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void say();
    void follow();
    void takeQuestion();
    void refresh();
    void refreshDocuments();
    void refreshKey();
    void refreshOthers();
    void refreshButtons();
    void showNoKey();
    QString consentWords() const;
    /// What stands below the secret while no key is being opened.
    Phrase noteAtRest() const;
    void press();
    void openKey();
    void cancelOpening();
    void takeRefusal(const Failure& failure);

    const Desk& desk_;
    MobileDesk& mobile_;
    MobileDesk::Stage seen_ = MobileDesk::Stage::NoLink;
    std::optional<SigningKeyOption> key_;
    std::shared_ptr<const service::ConsentQuestion> question_;
    guidance::MentionsOrganisation mentions_ = guidance::MentionsOrganisation::No;
    Button* back_;
    Banner* banner_;
    VerdictHeader* done_;
    CallerCard* site_;
    Banner* login_;
    FactsView* facts_;
    Text* said_;
    QWidget* what_;
    Text* whatTitle_;
    QVBoxLayout* rows_;
    Text* sends_;
    QWidget* who_;
    Banner* noKey_;
    KeyCard* keyCard_;
    Fold* others_;
    OwnerCard* owner_;
    RolePart* remarks_; ///< what the key's role means for these documents
    SecretPart* secret_;
    OpeningNote* note_;
    ConsentButton* sign_;
    Button* open_;
    Button* pin_;
    Button* cancel_;
};

} // namespace tanba::gui
