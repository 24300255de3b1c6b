#pragma once

#include "app/gui/cards/card_shelf.h"
#include "app/gui/presence/attention.h"

namespace tanba::gui {

/// What wants attention about cards besides the end of their keys: a blocked PIN, a card that cannot be read.
class CardAttention : public AttentionSource {
    Q_OBJECT

  public:
    CardAttention(const Words& words, const CardShelf& cards, QObject* parent);

    std::vector<AttentionItem> items() override;

  signals:
    void cardWanted(const std::string& id);
    void readersWanted();

  private:
    const Words& words_;
    const CardShelf& cards_;
};

} // namespace tanba::gui
