#pragma once

#include "app/gui/documents/recent_shelf.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/text.h"

class QVBoxLayout;

namespace tanba::gui {

class ActionCard;
class Button;

/// The files that were signed or checked last; their places and times are all that is remembered.
class RecentList : public QWidget {
    Q_OBJECT

  public:
    RecentList(const Desk& desk, documents::RecentKind kind, Phrase title, QWidget* parent = nullptr);
    /// Shown only while nothing else is, and when there is anything.
    void setOffered(bool offered);

  signals:
    void wanted(const std::filesystem::path& file);

  private:
    void refresh();

    const Desk& desk_;
    RecentShelf& shelf_;
    const documents::RecentKind kind_;
    std::vector<documents::RecentFile> files_; ///< those that are shown
    bool offered_ = true;
    Text* title_;
    QVBoxLayout* rows_;
    QList<ActionCard*> cards_;
    Text* note_;
    Button* clear_;
};

} // namespace tanba::gui
