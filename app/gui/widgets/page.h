#pragma once

#include "app/gui/widgets/page_foot.h"
#include "app/gui/widgets/text.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tanba::gui {

class Button;
class Page;

/// A window whose pages have a way to the help.
class HelpHost {
  public:
    virtual ~HelpHost() = default;
    /// Asked by each page when it is first seen. The link of a page that is not offered help stays hidden.
    virtual void offerHelp(Page& page) = 0;
};

/// Beside the column of a page, and how wide it may become.
constexpr int kPageMargin = 32;
constexpr int kPageColumn = 720;

/// What stands above the heading of a section, besides the distance between any two parts.
constexpr int kAboveSection = 12;

/// A page: its title, one sentence of what it is for, and below them the content in one column of readable
/// width. Above the title stands the way back on the left and the way to the help on the right.
class Page : public QScrollArea {
    Q_OBJECT

  public:
    explicit Page(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setLead(const QString& lead);
    /// Where the content goes, from top to bottom.
    QVBoxLayout& column() { return *column_; }
    /// Puts the way back above the title.
    void addAboveTitle(QWidget* widget);
    /// The way to what the help says about this page; hidden until the window offers it.
    Button& helpLink() { return *help_; }
    /// Adds a heading of a section.
    Text* addSection();
    /// Keeps this in sight below the page while it is not hidden. Given once, after everything in the column.
    void setFoot(PageFoot* foot);
    PageFoot* foot() const { return foot_; }
    /// Where it stands from now on; a page that is too low for it has it in the column anyway.
    void standFoot(PageFoot::Standing standing);

    /// Does not ask the content: the window shows one of many pages, and those that nobody opened must not be
    /// measured when it starts.
    QSize sizeHint() const override;

    /// Gives the focus to what a person needs first here; the title unless a page knows better.
    virtual void focusFirst();

  protected:
    Text& title() { return *title_; }
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void applyTheme();
    void placeFoot();
    void moveFoot(PageFoot::Standing standing);

    QWidget* content_;
    QHBoxLayout* head_;
    QVBoxLayout* column_;
    Text* title_;
    Text* lead_;
    Button* help_;
    PageFoot* foot_ = nullptr;
    PageFoot::Standing wantedStanding_ = PageFoot::Standing::Below;
    QWidget* besideFoot_ = nullptr; ///< as high as the foot, below the scroll bar
    bool helpAsked_ = false;
};

/// Buttons side by side, beginning on the left; in several rows when they find no room.
QLayout* rowOf(std::initializer_list<QWidget*> widgets);

} // namespace tanba::gui
