#pragma once

#include "app/gui/words/words.h"
#include "app/platform/qt/notifier.h"

#include <QObject>
#include <functional>

class QWidget;

namespace tanba::gui {

/// How a window may come to where it is seen without taking away what somebody is typing.
enum class FrontWay {
    Above,   ///< above the others, and the desktop's task bar calls for attention (X11, Windows)
    Message, ///< no program may raise itself: a message, whose press gives the right to (Wayland)
};
/// Of the desktop that this program runs on.
FrontWay usualFrontWay();

/// Brings the window with a question to the front. It never takes the keyboard by itself: what is typed for a
/// page must not end in a password field, and a page must not be able to take the screen.
class ToFront : public QObject {
    Q_OBJECT

  public:
    ToFront(Words& words, platform::Notifier& notifier, FrontWay way);

    /// Shows the window; the person decides when it gets the keyboard.
    void bring(QWidget& window);
    /// Shows a window that only tells something: nobody is called for.
    void show(QWidget& window);
    /// Another question in a window that is there already: nothing moves but the call for attention.
    void callFor(QWidget& window);

  signals:
    /// The message was pressed: a window may be activated now, in this signal's slots.
    void pressed();

  private:
    Words& words_;
    platform::Notifier& notifier_;
    FrontWay way_;
};

} // namespace tanba::gui
