#pragma once

#include "app/gui/presence/clock_guard.h"
#include "app/gui/presence/expiry_watch.h"
#include "app/gui/presence/yearly_watch.h"
#include "app/platform/qt/notifier.h"
#include "app/platform/qt/settings.h"

#include <QHash>

namespace tanba::gui {

/// Tells on the desktop what is due, each warning once. What the desktop did not take is told again at the
/// next occasion.
class Herald : public QObject {
    Q_OBJECT

  public:
    struct Sources {
        ExpiryWatch& expiry;
        const ClockGuard& clock;
        YearlyWatch& yearly;
    };
    Herald(const Words& words, const Sources& sources, const platform::Settings& settings,
           platform::Notifier& notifier);

    /// From now on; what is due already is told at once.
    void start();
    void tell();

  signals:
    /// @param id ExpiringKey::id
    void keyWanted(const std::string& id);
    void homeWanted();

  private:
    void tellOfKeys();
    void tellOfYear();
    bool underWay(const ExpiringKey& key) const;
    void shown(const QString& id);
    void notShown(const QString& id);
    void chosen(const QString& id);

    const Words& words_;
    Sources sources_;
    const platform::Settings& settings_;
    platform::Notifier& notifier_;
    bool started_ = false;
    /// Messages that the desktop has not answered yet.
    QHash<QString, ToldWarnings> underWay_;
};

} // namespace tanba::gui
