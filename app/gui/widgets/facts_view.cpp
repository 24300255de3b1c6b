#include "app/gui/widgets/facts_view.h"

#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/text.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

FactsView::FactsView(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    theme().keep(this, [this] {
        grid_->setHorizontalSpacing(theme().px(12));
        grid_->setVerticalSpacing(theme().px(8));
    });
    grid_->setColumnStretch(0, 2);
    grid_->setColumnStretch(1, 5);
}

void FactsView::show(const std::vector<text::Fact>& facts) {
    while (QLayoutItem* item = grid_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const text::Fact& fact : facts) {
        const int row = grid_->rowCount();
        auto* label = new Text(TypeRole::Body, Tone::Muted);
        label->setText(fromUtf8(fact.label));
        auto* value = new Text(TypeRole::Body);
        value->setText(breakable(fromUtf8(fact.value), kRunInFacts));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setFocusPolicy(Qt::NoFocus);
        label->setBuddy(value);
        grid_->addWidget(label, row, 0, Qt::AlignTop);
        grid_->addWidget(value, row, 1, Qt::AlignTop);
    }
}

} // namespace tanba::gui
