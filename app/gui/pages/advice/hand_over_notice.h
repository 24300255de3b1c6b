#pragma once

#include "app/gui/keys/key_shelf.h"
#include "app/gui/presence/attention.h"
#include "app/gui/words/words.h"
#include "app/platform/qt/settings.h"

namespace tanba::gui {

/// "Do not give your key to anybody", on Home from the first key on, until the person has read it once.
class HandOverNotice : public AttentionSource {
    Q_OBJECT

  public:
    HandOverNotice(const Words& words, const KeyShelf& shelf, platform::Settings& settings);
    std::vector<AttentionItem> items() override;

  signals:
    void moreWanted();

  private:
    const Words& words_;
    const KeyShelf& shelf_;
    platform::Settings& settings_;
};

} // namespace tanba::gui
