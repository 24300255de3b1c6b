#include "app/gui/widgets/verdict_header.h"

#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr int kPicture = 48;

struct KindRow {
    CardKind kind;
    Icon icon;
    Tone tone;
};
constexpr std::array<KindRow, 3> kKinds = {{
    {CardKind::Good, Icon::Good, Tone::Good},
    {CardKind::Attention, Icon::Attention, Tone::Attention},
    {CardKind::Bad, Icon::Bad, Tone::Bad},
}};

} // namespace

VerdictHeader::VerdictHeader(QWidget* parent)
    : Card(CardKind::Attention, parent), picture_(new Picture(Icon::Attention, kPicture, Tone::Attention)),
      sentence_(new Text(TypeRole::Title)), more_(new Text(TypeRole::Body)) {
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 6);
    column->addWidget(sentence_);
    column->addWidget(more_);
    auto* layout = new QHBoxLayout(this);
    keepCardMargin(*layout, 20);
    keepSpacing(*layout, 14);
    layout->addWidget(picture_, 0, Qt::AlignTop);
    layout->addLayout(column, 1);
    // The largest title would not leave room for the longest word of a verdict in the smallest window.
    theme().keep(this, [this] {
        sentence_->setRole(theme().textSize() == TextSize::Largest ? TypeRole::Section : TypeRole::Title);
    });
}

void VerdictHeader::show(CardKind kind, const QString& sentence, const QString& more) {
    const auto row = std::ranges::find(kKinds, kind, &KindRow::kind);
    setKind(kind);
    picture_->show(row->icon, row->tone);
    sentence_->setText(breakable(sentence, kRunInBody));
    sentence_->setTone(row->tone);
    more_->setText(breakable(more, kRunInBody));
    more_->setVisible(!more.isEmpty());
    setAccessibleName(sentence);
    setAccessibleDescription(more);
}

void VerdictHeader::takeFocus() {
    sentence_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
