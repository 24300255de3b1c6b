#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;
class EmptyState;

/// "My signatures": what, when, with which key; to be taken along, and to be erased.
class JournalPage : public Page {
    Q_OBJECT

  public:
    explicit JournalPage(const Desk& desk);

    /// Reads the journal anew.
    void load();

  signals:
    void left();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    enum class Form { Csv, Json };

    void layOut();
    void say();
    void refresh();
    void fillRows();
    void save(Form form);
    void ask(bool ask);
    void erase();

    const Desk& desk_;
    std::vector<documents::JournalEntry> entries_;
    std::size_t shown_;
    Button* back_;
    Banner* banner_;
    EmptyState* empty_;
    Text* count_;
    QVBoxLayout* rows_;
    QList<QWidget*> cards_;
    Button* moreRows_;
    Button* csv_;
    Button* json_;
    Button* erase_;
    Banner* question_;
};

} // namespace tanba::gui
