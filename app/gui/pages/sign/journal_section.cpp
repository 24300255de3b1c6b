#include "app/gui/pages/sign/journal_section.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

JournalSection::JournalSection(Words& words) {
    auto* heading = new Text(TypeRole::Section);
    auto* note = new Text(TypeRole::Small, Tone::Muted);
    auto* open = new Button(ButtonKind::Plain, Icon::Clock);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    column->addSpacing(12);
    column->addWidget(heading);
    column->addWidget(note);
    column->addLayout(rowOf({open}));
    connect(open, &QAbstractButton::clicked, this, &JournalSection::wanted);
    words.keep(this, [&words, heading, note, open] {
        heading->setText(words.say(Phrase::JournalTitle));
        note->setText(words.say(Phrase::JournalSettings));
        open->setText(words.say(Phrase::JournalOpen));
        open->setAccessibleDescription(note->text());
    });
}

} // namespace tanba::gui
