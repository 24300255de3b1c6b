#pragma once

#include "app/gui/presence/attention.h"
#include "app/gui/widgets/card.h"

namespace tanba::gui {

/// Something that wants attention and has a page of its own; pressing it opens that.
class AttentionCard : public CardButton {
    Q_OBJECT

  public:
    explicit AttentionCard(const AttentionItem& item, QWidget* parent = nullptr);
};

} // namespace tanba::gui
