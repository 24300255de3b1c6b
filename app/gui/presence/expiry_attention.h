#pragma once

#include "app/gui/presence/attention.h"
#include "app/gui/presence/expiry_watch.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

/// Keys that want attention because of their dates, as Home and the tray show them.
class ExpiryAttention : public AttentionSource {
    Q_OBJECT

  public:
    ExpiryAttention(const Words& words, const ExpiryWatch& watch);
    std::vector<AttentionItem> items() override;

  signals:
    /// @param id ExpiringKey::id
    void keyWanted(const std::string& id);

  private:
    const Words& words_;
    const ExpiryWatch& watch_;
};

} // namespace tanba::gui
