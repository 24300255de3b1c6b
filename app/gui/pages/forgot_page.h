#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;

/// What can and what cannot be done about a forgotten password.
class ForgotPage : public Page {
    Q_OBJECT

  public:
    explicit ForgotPage(const Desk& desk);

  signals:
    void left();

  private:
    struct Point {
        Phrase phrase;
        Icon icon;
    };

    void say();
    void addList(const std::vector<Point>& points);

    const Desk& desk_;
    Button* back_;
    Text* tryTitle_;
    Text* newTitle_;
    Button* site_;
    Banner* banner_;
    Banner* warning_;
};

} // namespace tanba::gui
