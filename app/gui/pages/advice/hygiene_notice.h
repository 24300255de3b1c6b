#pragma once

#include "app/gui/pages/advice/hygiene_check.h"
#include "app/gui/pages/desk.h"
#include "app/gui/presence/attention.h"
#include "app/gui/presence/reminder_store.h"

#include <QTimer>
#include <chrono>

namespace tanba::gui {

/// Key files that lie badly, on Home until they lie well or the person wants to hear no more of them. The
/// tray stays quiet about it. Nothing is looked at before start().
class HygieneNotice : public AttentionSource {
    Q_OBJECT

  public:
    HygieneNotice(const Desk& desk, ReminderStore& store);

    /// Looks now, and whenever the list of keys has changed.
    /// @param pause after a change, since a search brings many of them
    void start(std::chrono::milliseconds pause);
    /// Something was put right that the list of keys does not tell.
    void lookSoon();
    std::vector<AttentionItem> items() override;

  signals:
    void pageWanted();

  private:
    void look();
    void take(const HygieneCheck& check);
    void putOff();

    const Desk& desk_;
    ReminderStore& store_;
    QTimer pause_;
    bool started_ = false;
    bool looking_ = false;
    bool again_ = false;    ///< something changed while it looked
    std::size_t files_ = 0; ///< with findings
    /// Digests that tell the same findings again: they are written down, and paths need not be.
    std::set<std::string> findings_;
};

} // namespace tanba::gui
