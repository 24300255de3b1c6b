#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "app/service/consent/consent.h"
#include "core/guidance/portals.h"

#include <QTimer>

namespace tanba::gui {

class Banner;
class Button;

/// While the person is on the portal's own page in the browser: what comes next there, and how long the key
/// waits.
class UnderwayPage : public Page {
    Q_OBJECT

  public:
    explicit UnderwayPage(const Desk& desk);

    /// Opens the portal, at the address that the program's own table has and at no other.
    void begin(const guidance::Portal& portal);
    /// The key waits still.
    bool waits() const { return step_ == Step::Waiting; }

  signals:
    /// Back to the preparation.
    void left();

  private:
    enum class Step { NoKey, Waiting, Over, Signed };

    void layOut();
    void say();
    void refresh();
    void open();
    void lookAtKey();
    void takeSigned(const service::ConsentQuestion& question);

    const Desk& desk_;
    const guidance::Portal* portal_ = nullptr;
    Step step_ = Step::NoKey;
    Time until_{};
    QTimer look_; ///< whether the key waits still
    Button* back_;
    Banner* banner_;
    Banner* state_;
    std::vector<Text*> steps_;
    QWidget* second_; ///< the step that only portals of two stages have
    Button* again_;
    Button* stop_;
};

} // namespace tanba::gui
