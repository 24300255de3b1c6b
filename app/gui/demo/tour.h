#pragma once

#include "app/demo/demo_keys.h"
#include "app/gui/demo/demo_phone.h"
#include "app/gui/pages/desk.h"

#include <QObject>
#include <array>
#include <optional>

namespace tanba::gui {

enum class TourStep { Card, Sms, Qr, Sign, Check, Password, Expiry };
inline constexpr std::size_t kTourSteps = 7;

/// The guided tour: what a newcomer is shown one after the other. A step is done when what it is about has
/// really happened, whichever way it was reached, and in any order.
class Tour : public QObject {
    Q_OBJECT

  public:
    enum class State { Open, Done, Skipped };

    /// @param key the file whose given password is to be changed
    Tour(const Desk& desk, LoginDesk& logins, DemoPhone& phone, std::filesystem::path key);

    State state(TourStep step) const { return states_.at(static_cast<std::size_t>(step)); }
    /// The first that is open; none: the tour is at its end.
    std::optional<TourStep> current() const;
    std::size_t done() const;
    void skip();
    /// The signature that was made last; empty before.
    const std::filesystem::path& signature() const { return signature_; }

  signals:
    void changed();

  private:
    void set(TourStep step, State state);
    void lookAtCard();
    void takeLogin();
    void takeSignatures();
    void takeCheck();
    void takeExpiry(const std::string& id);
    void lookAtPassword();

    const Desk& desk_;
    LoginDesk& logins_;
    DemoPhone& phone_;
    std::filesystem::path key_;
    std::filesystem::path signature_;
    std::array<State, kTourSteps> states_{};
};

} // namespace tanba::gui
