#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "core/portal/description.h"

#include <optional>

class QLineEdit;

namespace tanba::gui {

class Banner;
class Button;
class Card;
class FactsView;

/// A portal by its address: asked only after a press, shown, and then added or not.
class AddPortalPage : public Page {
    Q_OBJECT

  public:
    explicit AddPortalPage(const Desk& desk);

    /// Empty, for another address.
    void begin();
    void focusFirst() override;

  signals:
    void left();
    /// AddedPortal::origin
    void added(const std::string& origin);

  protected:
    /// Nothing is asked for somebody who has gone away.
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void layOut();
    void say();
    void look();
    void take(const Result<portal::PortalDescription>& found);
    void refresh();
    void showFound();

    const Desk& desk_;
    std::optional<portal::PortalDescription> found_;
    Button* back_;
    Banner* banner_;
    Text* label_;
    QLineEdit* field_;
    Text* network_;
    Button* look_;
    Text* looking_;
    Card* card_;
    Text* foundTitle_;
    FactsView* facts_;
    Button* add_;
};

} // namespace tanba::gui
