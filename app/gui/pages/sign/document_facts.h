#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"

namespace tanba::gui {

class Button;
class FactsView;

/// What a document is, apart from what it looks like; its SHA-256 when somebody asks.
class DocumentFacts : public Card {
    Q_OBJECT

  public:
    explicit DocumentFacts(const Desk& desk);
    /// @param file of the list of the signing desk.
    void show(const std::filesystem::path& file);

  private:
    void refresh();
    void hash();

    const Desk& desk_;
    std::filesystem::path file_;
    QString hash_;
    std::shared_ptr<CancelToken> hashing_;
    FactsView* facts_;
    Button* hashButton_;
};

} // namespace tanba::gui
