#pragma once

#include "app/gui/portal/login_desk.h"
#include "app/gui/widgets/card.h"

class QVBoxLayout;

namespace tanba::gui {

class Button;

/// What to look at when no SMS comes, in the order in which it helps: the number, roaming, the gateway, the
/// QR code, the portal's help. Says only what the portal itself says of its addresses; the number 1414 only
/// for a shipped portal that sends from it.
class TroublePart : public Card {
    Q_OBJECT

  public:
    explicit TroublePart(Words& words);
    void show(const LoginPortal& portal, const portal::LoginView& view);
    void focusFirst();

  signals:
    void pageWanted(const std::string& address);
    void qrWanted();

  private:
    /// One thing to look at: its number, what it is, and perhaps a button.
    struct Point {
        QWidget* row = nullptr;
        Text* number = nullptr;
        Text* text = nullptr;
        Button* button = nullptr;
    };
    Point addPoint(QVBoxLayout& column);
    void say(const Point& point, const QString& text, const QString& button);

    Words& words_;
    Text* title_;
    Point bound_;
    Point roaming_;
    Point gateway_;
    Point qr_;
    Point call_;
    std::string boundPage_;
    std::string supportPage_;
    int shown_ = 0;
};

} // namespace tanba::gui
