#include "app/gui/widgets/page.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/page_accessible.h"

#include <QEvent>
#include <QScrollBar>
#include <utility>

namespace tanba::gui {

namespace {

constexpr int kMargin = 32;
/// Above the ways back and to the help, and below everything.
constexpr int kAbove = 4;
constexpr int kBelow = 12;
constexpr int kColumn = 720;

} // namespace

Page::Page(QWidget* parent)
    : QScrollArea(parent), content_(new QWidget), head_(new QHBoxLayout), column_(new QVBoxLayout),
      title_(new Text(TypeRole::Title)), lead_(new Text(TypeRole::Body, Tone::Muted)),
      help_(new Button(ButtonKind::Quiet, Icon::Help)) {
    PageAccessible::install();
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Its room is always kept, or the text would be laid out anew when the bar comes; the style draws it when
    // needed.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFocusPolicy(Qt::NoFocus);
    verticalScrollBar()->setFocusPolicy(Qt::NoFocus);
    // The column keeps to the left and to a width that can be read; what is left of the page stays empty.
    auto* frame = new QHBoxLayout(content_);
    auto* holder = new QWidget;
    holder->setObjectName(QStringLiteral("column"));
    auto* top = new QVBoxLayout(holder);
    top->setContentsMargins(0, 0, 0, 0);
    top->addLayout(head_);
    top->addLayout(column_);
    top->addStretch(1);
    frame->setContentsMargins(0, 0, 0, 0);
    frame->addWidget(holder, 1);
    frame->addStretch(0);
    // Its room is kept, so that every title stands at one height.
    QSizePolicy keepsRoom = help_->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    help_->setSizePolicy(keepsRoom);
    help_->hide();
    head_->addStretch(1);
    head_->addWidget(help_);
    column_->addWidget(title_);
    column_->addWidget(lead_);
    lead_->hide();
    setWidget(content_);
    applyTheme();
    connect(&theme(), &Theme::changed, this, &Page::applyTheme);
}

void Page::applyTheme() {
    const int margin = theme().px(kMargin);
    head_->setContentsMargins(margin - kHalo, theme().px(kAbove), margin - kHalo, 0);
    column_->setContentsMargins(margin - kHalo, 0, margin - kHalo, theme().px(kBelow));
    column_->setSpacing(theme().px(8));
    content_->findChild<QWidget*>(QStringLiteral("column"))
        ->setMaximumWidth(theme().px(kColumn) + 2 * margin);
}

QSize Page::sizeHint() const {
    return {theme().px(kColumn), theme().px(kColumn)};
}

void Page::setTitle(const QString& title) {
    title_->setText(title);
    setAccessibleName(title);
}

void Page::setLead(const QString& lead) {
    lead_->setText(lead);
    lead_->setVisible(!lead.isEmpty());
}

void Page::addAboveTitle(QWidget* widget) {
    head_->insertWidget(0, widget);
    setTabOrder(widget, help_);
}

Text* Page::addSection() {
    auto* heading = new Text(TypeRole::Section);
    column_->addSpacing(kAboveSection);
    column_->addWidget(heading);
    return heading;
}

bool Page::event(QEvent* event) {
    if (event->type() == QEvent::Show && !std::exchange(helpAsked_, true))
        if (auto* host = dynamic_cast<HelpHost*>(window()))
            host->offerHelp(*this);
    return QScrollArea::event(event);
}

void Page::focusFirst() {
    title_->setFocus(Qt::OtherFocusReason);
}

QLayout* rowOf(std::initializer_list<QWidget*> widgets) {
    auto* row = new FlowLayout(4);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    return row;
}

} // namespace tanba::gui
