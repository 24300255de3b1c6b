#pragma once

#include "app/platform/qt/settings.h"
#include "core/base/clock.h"
#include "core/guidance/abroad.h"

#include <QObject>
#include <functional>
#include <optional>

namespace tanba::gui {

/// What the person answered to the questions before a portal is entered. Kept in the settings, where nothing
/// of it tells who they are.
class EntryAnswers : public QObject {
    Q_OBJECT

  public:
    enum class Number { NotSaid, Bound };

    /// @param zone of the computer's clock, asked each time
    EntryAnswers(platform::Settings& settings, const Clock& clock, std::function<guidance::ClockZone()> zone);

    guidance::ClockZone zone() const { return zone_(); }
    /// None: they have to be asked before anything is signed (guidance::knownStay()).
    std::optional<guidance::Stay> stay() const;
    void sayStay(guidance::Stay stay);
    /// Whether their phone is bound to the account that the SMS belong to.
    Number number() const;
    void sayNumber(Number number);

  signals:
    void changed();

  private:
    platform::Settings& settings_;
    const Clock& clock_;
    std::function<guidance::ClockZone()> zone_;
};

} // namespace tanba::gui
