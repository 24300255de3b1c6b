#include "app/gui/pages/cards/point_row.h"

#include "app/gui/widgets/picture.h"
#include "app/gui/widgets/text.h"

#include <QHBoxLayout>

namespace tanba::gui {

QLayout* pointRow(Words& words, Phrase phrase, Icon icon) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kHalo, 0, 0, 0);
    auto* text = new Text(TypeRole::Body);
    words.keep(text, [&words, text, phrase] { text->setText(words.say(phrase)); });
    row->addWidget(new Picture(icon, 20, Tone::Accent), 0, Qt::AlignTop);
    row->addWidget(text, 1);
    return row;
}

} // namespace tanba::gui
