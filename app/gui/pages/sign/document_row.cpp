#include "app/gui/pages/sign/document_row.h"

#include "app/gui/pages/carried_file.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/picture.h"
#include "app/gui/widgets/pill.h"

#include <QGridLayout>
#include <QMimeData>
#include <QMouseEvent>

namespace tanba::gui {

namespace {

/// Of foreign names: a row is narrower than its page.
constexpr int kRunInRow = 18;

} // namespace

DocumentRow::DocumentRow(QWidget* parent)
    : Card(CardKind::Plain, parent), picture_(new Picture(Icon::File, 24, Tone::Muted)),
      name_(new Text(TypeRole::Strong)), detail_(new Text(TypeRole::Small, Tone::Muted)),
      trouble_(new Text(TypeRole::Small, Tone::Bad)), pill_(new Pill),
      look_(new Button(ButtonKind::Quiet, Icon::Eye)), remove_(new Button(ButtonKind::Quiet, Icon::Close)) {
    remove_->showIconOnly();
    auto* grid = new QGridLayout(this);
    keepCardMargin(*grid, 10);
    theme().keep(grid, [grid] {
        grid->setHorizontalSpacing(theme().px(12));
        grid->setVerticalSpacing(theme().px(2));
    });
    auto* foot = new FlowLayout(4);
    foot->addWidget(pill_);
    foot->addWidget(look_);
    grid->addWidget(picture_, 0, 0, 4, 1, Qt::AlignTop);
    grid->addWidget(name_, 0, 1);
    grid->addWidget(detail_, 1, 1);
    grid->addWidget(trouble_, 2, 1);
    grid->addLayout(foot, 3, 1);
    grid->addWidget(remove_, 0, 2, 4, 1, Qt::AlignTop);
    grid->setColumnStretch(1, 1);
    connect(look_, &QAbstractButton::clicked, this, &DocumentRow::lookWanted);
    connect(remove_, &QAbstractButton::clicked, this, &DocumentRow::removeWanted);
}

void DocumentRow::letDrag(const Desk& desk) {
    dragged_ = new CarriedFile(desk, *this);
}

void DocumentRow::show(const DocumentView& view, RowActions actions, const Words& words) {
    path_ = view.path;
    if (dragged_ != nullptr)
        dragged_->setFile(view.result);
    picture_->show(view.icon, view.kind == CardKind::Bad ? Tone::Bad : Tone::Muted);
    name_->setText(breakable(view.name, kRunInRow));
    detail_->setText(breakable(view.detail, kRunInRow));
    detail_->setVisible(!view.detail.isEmpty());
    trouble_->setText(breakable(view.trouble, kRunInBody));
    trouble_->setVisible(!view.trouble.isEmpty());
    pill_->show(view.kind, view.state);
    look_->setVisible(actions.look);
    remove_->setVisible(actions.remove);
    const text::TextValues file{{"file", toUtf8(view.name)}};
    look_->setText(words.say(Phrase::SignLook));
    look_->setAccessibleName(words.say(Phrase::SignLookAt, file));
    remove_->setText(words.say(Phrase::SignRemove, file));
    remove_->setToolTip(remove_->text());
    setAccessibleName(view.name + QStringLiteral(", ") + view.state);
    setAccessibleDescription(view.trouble.isEmpty() ? view.detail : view.trouble);
    setCursor(dragged_ == nullptr || view.result.empty() ? Qt::ArrowCursor : Qt::OpenHandCursor);
}

std::unique_ptr<QMimeData> DocumentRow::carried() const {
    return dragged_ == nullptr ? nullptr : dragged_->carried();
}

void DocumentRow::mousePressEvent(QMouseEvent* event) {
    if (dragged_ != nullptr)
        dragged_->press(*event);
    Card::mousePressEvent(event);
}

void DocumentRow::mouseMoveEvent(QMouseEvent* event) {
    if (dragged_ != nullptr && dragged_->movedFar(*event))
        dragged_->drag();
}

} // namespace tanba::gui
