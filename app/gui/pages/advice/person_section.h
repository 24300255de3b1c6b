#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/text.h"

#include <QWidget>

namespace tanba::gui {

class Banner;
class Button;

/// In the settings: whom the person said to be, and a way to take it back.
class PersonSection : public QWidget {
    Q_OBJECT

  public:
    explicit PersonSection(const Desk& desk);

  private:
    void say();

    const Desk& desk_;
    Text* heading_;
    Text* who_;
    Text* note_;
    Button* forget_;
    Banner* result_;
};

} // namespace tanba::gui
