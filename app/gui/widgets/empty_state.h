#pragma once

#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"

#include <QVBoxLayout>

namespace tanba::gui {

/// What a page shows when there is nothing yet: a picture, what this place is for, and how to begin.
class EmptyState : public Card {
    Q_OBJECT

  public:
    explicit EmptyState(Icon picture, QWidget* parent = nullptr);
    void say(const QString& title, const QString& text);
    void addActions(std::initializer_list<QWidget*> actions);

  private:
    Text* title_;
    Text* text_;
    QVBoxLayout* layout_;
};

} // namespace tanba::gui
