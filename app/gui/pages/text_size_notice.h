#pragma once

#include "app/gui/pages/appearance.h"
#include "app/gui/presence/attention.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

/// Offers the three sizes of text on Home, from the first start until the person has chosen one.
class TextSizeNotice : public AttentionSource {
    Q_OBJECT

  public:
    TextSizeNotice(const Words& words, platform::Settings& settings, Appearance& appearance)
        : words_(words), settings_(settings), appearance_(appearance) {}
    std::vector<AttentionItem> items() override;

  private:
    void choose(TextSize size);

    const Words& words_;
    platform::Settings& settings_;
    Appearance& appearance_;
};

} // namespace tanba::gui
