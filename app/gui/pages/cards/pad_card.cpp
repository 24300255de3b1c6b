#include "app/gui/pages/cards/pad_card.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>

namespace tanba::gui {

PadCard::PadCard(QWidget* parent)
    : Card(CardKind::Info, parent), title_(new Text(TypeRole::Strong)), text_(new Text(TypeRole::Body)) {
    auto* layout = new QHBoxLayout(this);
    keepCardMargin(*layout, 18);
    keepSpacing(*layout, 14);
    auto* texts = new QVBoxLayout;
    texts->addWidget(title_);
    texts->addWidget(text_);
    layout->addWidget(new Picture(Icon::Keyboard, 48, Tone::Accent), 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
}

void PadCard::say(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
    setAccessibleName(title + QLatin1Char(' ') + text);
}

} // namespace tanba::gui
