#pragma once

#include "app/gui/widgets/painted.h"
#include "app/gui/words/words.h"
#include "core/base/clock.h"

#include <QTimer>

namespace tanba::gui {

/// "2:35"; never less than "0:00".
QString minutesAndSeconds(std::chrono::seconds left);

/// How long something is still valid: a ring that empties, and words with minutes and seconds. It moves once
/// a second, in steps; nothing glides, so there is nothing to switch off for those who want no motion.
class Countdown : public Painted {
    Q_OBJECT

  public:
    /// @param clock outlives the widget.
    /// @param running says {time}.
    Countdown(const Clock& clock, Words& words, Phrase running, QWidget* parent = nullptr);

    /// @param whole of which the ring shows a part.
    void start(Time until, std::chrono::seconds whole);
    void stop();
    bool running() const { return running_; }
    std::chrono::seconds left() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  public slots:
    /// Looks at the clock; called by itself once a second while running.
    void look();

  signals:
    void moved();
    void over();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void say();

    const Clock& clock_;
    Words& words_;
    Phrase phrase_;
    QTimer timer_;
    Time until_{};
    std::chrono::seconds whole_{1};
    bool running_ = false;
    QString shown_;
};

} // namespace tanba::gui
