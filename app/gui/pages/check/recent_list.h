#pragma once

#include "app/gui/documents/check_desk.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/text.h"

class QVBoxLayout;

namespace tanba::gui {

class ActionCard;
class Button;

/// The files that were checked last; their places and times are all that is remembered.
class RecentList : public QWidget {
    Q_OBJECT

  public:
    explicit RecentList(const Desk& desk, QWidget* parent = nullptr);
    /// Shown only while nothing else is, and when there is anything.
    void setOffered(bool offered);

  private:
    void refresh();

    const Desk& desk_;
    CheckDesk& checks_;
    bool offered_ = true;
    Text* title_;
    QVBoxLayout* rows_;
    QList<ActionCard*> cards_;
    Text* note_;
    Button* clear_;
};

} // namespace tanba::gui
