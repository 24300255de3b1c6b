#include "app/gui/pages/advice/person_section.h"

#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"

#include <QVBoxLayout>

namespace tanba::gui {

PersonSection::PersonSection(const Desk& desk)
    : desk_(desk), heading_(new Text(TypeRole::Section)), who_(new Text(TypeRole::Body)),
      note_(new Text(TypeRole::Small, Tone::Muted)), forget_(new Button(ButtonKind::Plain, Icon::Remove)),
      result_(new Banner(desk.words)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    column->addSpacing(12);
    for (Text* text : {heading_, who_, note_})
        column->addWidget(text);
    column->addLayout(rowOf({forget_}));
    column->addWidget(result_);
    connect(forget_, &QAbstractButton::clicked, this, [this] {
        desk_.person.forget();
        result_->showMessage(CardKind::Good, desk_.words.say(Phrase::PersonForgotten), {});
    });
    connect(&desk.person, &PersonBook::changed, this, &PersonSection::say);
    connect(&desk.person, &PersonBook::notKept, result_, &Banner::showFailure);
    desk.words.keep(this, [this] {
        result_->clear();
        say();
    });
}

void PersonSection::say() {
    const Words& words = desk_.words;
    heading_->setText(words.say(Phrase::PersonSection));
    who_->setText(desk_.person.name().empty()
                      ? words.say(Phrase::PersonNobody)
                      : words.say(Phrase::PersonSaid, {{"name", desk_.person.name()}}));
    note_->setText(words.say(Phrase::PersonNote));
    forget_->setText(words.say(Phrase::PersonForget));
    forget_->setEnabled(desk_.person.saidAnything());
    forget_->setAccessibleDescription(who_->text());
}

} // namespace tanba::gui
