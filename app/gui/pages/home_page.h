#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class ActionCard;
class Button;
class EmptyState;

/// What needs attention now, and the jobs that can be done.
class HomePage : public Page {
    Q_OBJECT

  public:
    explicit HomePage(const Desk& desk);

    void focusFirst() override;

  signals:
    void searchWanted();
    void passwordChangeWanted();
    void passwordForgotten();
    void keyWanted(const std::filesystem::path& path);

  private:
    void say();
    void refresh();

    const Desk& desk_;
    EmptyState* empty_;
    Button* emptySearch_;
    Text* attentionTitle_;
    QVBoxLayout* attention_;
    QList<QWidget*> shown_;
    Text* jobsTitle_;
    ActionCard* find_;
    ActionCard* password_;
    ActionCard* forgot_;
};

} // namespace tanba::gui
