#pragma once

#include "app/gui/presence/attention.h"
#include "app/gui/presence/reminder_store.h"
#include "app/gui/words/words.h"
#include "core/base/clock.h"

namespace tanba::gui {

/// "Look at your keys and passwords", on 28 January; off unless the person asks for it.
class YearlyWatch : public AttentionSource {
    Q_OBJECT

  public:
    YearlyWatch(const Words& words, const Clock& clock, ReminderStore& store);

    std::vector<AttentionItem> items() override;
    bool enabled() const { return store_.state().yearly.enabledOn.has_value(); }
    void setEnabled(bool enabled);
    bool due() const;
    /// A desktop notification told of what is due.
    void told();
    bool wasTold() const;
    /// The person looked: enough for this year.
    void done();
    /// The day on which it is due next; none while it is off or due.
    std::optional<Time> nextChange() const;

  signals:
    /// What to look at, once a year.
    void lookWanted();

  private:
    guidance::Date today() const;

    const Words& words_;
    const Clock& clock_;
    ReminderStore& store_;
};

} // namespace tanba::gui
