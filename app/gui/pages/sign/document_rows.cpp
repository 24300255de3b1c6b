#include "app/gui/pages/sign/document_rows.h"

#include "app/gui/widgets/button.h"

#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr qsizetype kMoreAtOnce = 100;

} // namespace

DocumentRows::DocumentRows(qsizetype first, QWidget* parent)
    : QWidget(parent), first_(first), shown_(first), column_(new QVBoxLayout),
      more_(new Button(ButtonKind::Quiet, Icon::ChevronDown)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    column_->setSpacing(4);
    layout->addLayout(column_);
    layout->addWidget(more_, 0, Qt::AlignLeft);
    connect(more_, &QAbstractButton::clicked, this, [this] {
        shown_ += kMoreAtOnce;
        showRows(*words_);
    });
}

void DocumentRows::show(std::size_t count, MakeView make, RowActions actions, const Words& words) {
    count_ = count;
    make_ = std::move(make);
    actions_ = actions;
    words_ = &words;
    showRows(words);
}

void DocumentRows::showRows(const Words& words) {
    const auto count = std::min(static_cast<qsizetype>(count_), shown_);
    while (rows_.size() > count)
        delete rows_.takeLast();
    while (rows_.size() < count) {
        auto* row = new DocumentRow;
        if (desk_ != nullptr)
            row->letDrag(*desk_);
        connect(row, &DocumentRow::lookWanted, this, [this, row] { emit lookWanted(row->path()); });
        // The row may go with its document.
        connect(
            row, &DocumentRow::removeWanted, this, [this, row] { emit removeWanted(row->path()); },
            Qt::QueuedConnection);
        column_->addWidget(row);
        rows_.append(row);
    }
    for (qsizetype index = 0; index < count; ++index)
        rows_[index]->show(make_(static_cast<std::size_t>(index)), actions_, words);
    const qsizetype left = static_cast<qsizetype>(count_) - count;
    more_->setVisible(left > 0);
    more_->setText(words.say(Phrase::SignMore, {{"count", std::to_string(left)}}));
}

} // namespace tanba::gui
