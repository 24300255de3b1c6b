#include "app/gui/pages/check/reason_row.h"

#include "app/gui/pages/check/check_words.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tanba::gui {

ReasonRow::ReasonRow(const text::ReasonView& reason, QWidget* parent) : QWidget(parent) {
    const bool decides = reason.weight != sign::Weight::Notice;
    const VerdictLook look = lookOf(reason.weight);
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 2);
    auto* what = new Text(TypeRole::Body, decides ? Tone::Normal : Tone::Muted);
    what->setText(breakable(withoutOptions(reason.text.what), kRunInBody));
    column->addWidget(what);
    if (!reason.text.next.empty()) {
        auto* next = new Text(TypeRole::Body, Tone::Muted);
        next->setText(withoutOptions(reason.text.next));
        column->addWidget(next);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kHalo, 0, 0, 0);
    keepSpacing(*row, 4);
    row->addWidget(new Picture(look.icon, 20, look.tone), 0, Qt::AlignTop);
    row->addLayout(column, 1);
}

} // namespace tanba::gui
