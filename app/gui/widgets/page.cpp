#include "app/gui/widgets/page.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/page_accessible.h"

#include <QApplication>
#include <QEvent>
#include <QScrollBar>
#include <utility>

namespace tanba::gui {

namespace {

/// Above the ways back and to the help, and below everything.
constexpr int kAbove = 4;
constexpr int kBelow = 12;
/// A page that would be lower than this above its foot takes the foot into its column.
constexpr int kLeastAboveFoot = 200;

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
    const int margin = theme().px(kPageMargin);
    head_->setContentsMargins(margin - kHalo, theme().px(kAbove), margin - kHalo, 0);
    column_->setContentsMargins(margin - kHalo, 0, margin - kHalo, theme().px(kBelow));
    column_->setSpacing(theme().px(8));
    content_->findChild<QWidget*>(QStringLiteral("column"))
        ->setMaximumWidth(theme().px(kPageColumn) + 2 * margin);
}

QSize Page::sizeHint() const {
    return {theme().px(kPageColumn), theme().px(kPageColumn)};
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
    const bool known = QScrollArea::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        placeFoot();
    return known;
}

void Page::setFoot(PageFoot* foot) {
    foot_ = foot;
    besideFoot_ = new QWidget;
    addScrollBarWidget(besideFoot_, Qt::AlignBottom);
    foot_->setParent(this);
    foot_->installEventFilter(this);
    foot_->show();
    placeFoot();
}

bool Page::eventFilter(QObject* watched, QEvent* event) {
    const bool handled = QScrollArea::eventFilter(watched, event);
    if (watched == foot_ && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        placeFoot();
    return handled;
}

void Page::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    placeFoot();
}

void Page::placeFoot() {
    if (foot_ == nullptr)
        return;
    using Standing = PageFoot::Standing;
    const int wanted = foot_->isHidden() ? 0 : foot_->heightIn(width());
    const bool fits = !isVisible() || height() - wanted >= theme().px(kLeastAboveFoot);
    const Standing standing = fits ? wantedStanding_ : Standing::InColumn;
    if (standing != foot_->standing())
        moveFoot(standing);
    const bool below = standing == Standing::Below;
    const int room = below ? wanted : 0;
    besideFoot_->setFixedHeight(room);
    setViewportMargins(0, 0, 0, room);
    if (below)
        foot_->setGeometry(0, height() - room, width(), room);
}

void Page::standFoot(PageFoot::Standing standing) {
    wantedStanding_ = standing;
    placeFoot();
}

void Page::moveFoot(PageFoot::Standing standing) {
    QWidget* focus = QApplication::focusWidget();
    const bool hidden = foot_->isHidden();
    foot_->stand(standing);
    if (standing == PageFoot::Standing::Below) {
        column_->removeWidget(foot_);
        foot_->setParent(this);
    } else {
        column_->addWidget(foot_);
    }
    foot_->setVisible(!hidden);
    if (focus != nullptr && foot_->isAncestorOf(focus))
        focus->setFocus(Qt::OtherFocusReason); // which moving it took away
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
