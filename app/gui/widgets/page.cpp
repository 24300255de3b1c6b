#include "app/gui/widgets/page.h"

#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/page_accessible.h"

#include <QScrollBar>

namespace tanba::gui {

namespace {

constexpr int kMargin = 32;
constexpr int kColumn = 720;

} // namespace

Page::Page(QWidget* parent)
    : QScrollArea(parent), content_(new QWidget), column_(new QVBoxLayout), title_(new Text(TypeRole::Title)),
      lead_(new Text(TypeRole::Body, Tone::Muted)) {
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
    top->addLayout(column_);
    top->addStretch(1);
    frame->setContentsMargins(0, 0, 0, 0);
    frame->addWidget(holder, 1);
    frame->addStretch(0);
    column_->addWidget(title_);
    column_->addWidget(lead_);
    setWidget(content_);
    applyTheme();
    connect(&theme(), &Theme::changed, this, &Page::applyTheme);
}

void Page::applyTheme() {
    const int margin = theme().px(kMargin);
    column_->setContentsMargins(margin - kHalo, margin, margin - kHalo, margin);
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
    column_->insertWidget(0, widget, 0, Qt::AlignLeft);
}

Text* Page::addSection() {
    auto* heading = new Text(TypeRole::Section);
    column_->addSpacing(12);
    column_->addWidget(heading);
    return heading;
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
