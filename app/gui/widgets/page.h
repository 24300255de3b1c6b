#pragma once

#include "app/gui/widgets/text.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tanba::gui {

/// A page: its title, one sentence of what it is for, and below them the content in one column of readable
/// width.
class Page : public QScrollArea {
    Q_OBJECT

  public:
    explicit Page(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setLead(const QString& lead);
    /// Where the content goes, from top to bottom.
    QVBoxLayout& column() { return *column_; }
    /// Puts a widget above the title.
    void addAboveTitle(QWidget* widget);
    /// Adds a heading of a section.
    Text* addSection();

    /// Does not ask the content: the window shows one of many pages, and those that nobody opened must not be
    /// measured when it starts.
    QSize sizeHint() const override;

    /// Gives the focus to what a person needs first here; the title unless a page knows better.
    virtual void focusFirst();

  protected:
    Text& title() { return *title_; }

  private:
    void applyTheme();

    QWidget* content_;
    QVBoxLayout* column_;
    Text* title_;
    Text* lead_;
};

/// Buttons side by side, beginning on the left; in several rows when they find no room.
QLayout* rowOf(std::initializer_list<QWidget*> widgets);

} // namespace tanba::gui
