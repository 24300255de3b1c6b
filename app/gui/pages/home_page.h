#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "core/keys/certificate.h"

namespace tanba::gui {

class ActionCard;
class Banner;
class Button;
class EmptyState;

/// The jobs that most people come for, then what wants attention now, then the rest.
class HomePage : public Page {
    Q_OBJECT

  public:
    explicit HomePage(const Desk& desk);

    void focusFirst() override;
    /// A file that the program was given and has no page for: whose certificate it is, and what it is not.
    void showCertificate(const keys::Certificate& certificate);
    /// Something that was to be remembered could not be written down.
    void showFailure(const Failure& failure);

  signals:
    void enterWanted();
    void searchWanted();
    void checkWanted();
    void signWanted();
    void passwordChangeWanted();
    void passwordForgotten();
    void adviceWanted(AdvicePlace place);

  private:
    void say();
    void refresh();
    void refreshSoon();
    QWidget* viewOf(const AttentionItem& item);
    QWidget* calm();

    const Desk& desk_;
    bool refreshWaits_ = false;
    Banner* banner_;
    EmptyState* empty_;
    Button* emptySearch_;
    Text* jobsTitle_;
    ActionCard* enter_;
    ActionCard* sign_;
    ActionCard* check_;
    ActionCard* find_;
    ActionCard* password_;
    ActionCard* forgot_;
    ActionCard* lost_;
    ActionCard* safety_;
    Text* attentionTitle_;
    QVBoxLayout* attention_;
    QList<QWidget*> shown_;
    Text* moreTitle_;
};

} // namespace tanba::gui
