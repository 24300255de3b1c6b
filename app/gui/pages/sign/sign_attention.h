#pragma once

#include "app/gui/documents/signing_desk.h"
#include "app/gui/presence/attention.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

/// On Home: that signing goes on while the person looks elsewhere, how it ended, and runs that were not
/// finished.
class SignAttention : public AttentionSource {
    Q_OBJECT

  public:
    SignAttention(const Words& words, SigningDesk& signing, QObject* parent);
    std::vector<AttentionItem> items() override;

    /// The person looks at the run: its end is no news any more.
    void seen();

  signals:
    void runWanted();

  private:
    AttentionItem runItem();
    AttentionItem unfinishedItem(const documents::UnfinishedRun& run);
    /// As the items are told apart: words that change with each signature would redraw Home all the time.
    void tellChange();

    const Words& words_;
    SigningDesk& signing_;
    SigningDesk::Stage told_ = SigningDesk::Stage::Choosing;
    std::size_t toldUnfinished_ = 0;
    bool news_ = false; ///< the run ended, and nobody has looked at the end yet
};

} // namespace tanba::gui
