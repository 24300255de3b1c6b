#include "app/gui/consent/caller_card.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/portal_book/portal_names.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tanba::gui {

CallerCard::CallerCard(Words& words)
    : words_(words), picture_(new Picture(Icon::Globe, 24, Tone::Accent)),
      label_(new Text(TypeRole::Small, Tone::Muted)), who_(new Text(TypeRole::Section)),
      portal_(new Text(TypeRole::Small, Tone::Muted)), note_(new Text(TypeRole::Body, Tone::Attention)) {
    auto* lines = new QVBoxLayout;
    keepSpacing(*lines, 2);
    for (Text* line : {label_, who_, portal_, note_})
        lines->addWidget(line);
    auto* sides = new QHBoxLayout(this);
    keepCardMargin(*sides, 14);
    keepSpacing(*sides, 14);
    sides->addWidget(picture_, 0, Qt::AlignTop);
    sides->addLayout(lines, 1);
}

void CallerCard::showSite(const std::string& origin) {
    const service::OriginDisplay shown = service::displayOrigin(origin);
    who_->showRich(siteHtml(shown));
    const guidance::Portal* portal = guidance::portalByOrigin(origin);
    portal_->setText(portal != nullptr ? nameWords(portal->names, words_)
                                       : words_.say(Phrase::PortalUnlisted));
    note_->setText(shown.punycode  ? words_.say(Phrase::PortalPunycode)
                   : shown.address ? words_.say(Phrase::PortalAddress)
                                   : QString());
}

void CallerCard::show(const service::Caller& caller) {
    const bool program = caller.kind == service::Caller::Kind::Program;
    const QString name = callerWords(caller, words_);
    QStringList above{words_.say(Phrase::PortalAsks)};
    if (!caller.program.empty())
        above << words_.say(Phrase::PortalThrough, {{"program", caller.program}});
    label_->setText(above.join(QStringLiteral(" · ")));
    label_->setVisible(!program);
    note_->clear();
    portal_->clear();
    if (!program && caller.origin) {
        showSite(*caller.origin);
    } else {
        who_->showRich(QStringLiteral("<b>") + breakable(name, kRunInName).toHtmlEscaped() +
                       QStringLiteral("</b>"));
        note_->setText(words_.say(program ? Phrase::PortalProgramNote : Phrase::PortalUnknownNote));
    }
    who_->setAccessibleName(name);
    for (Text* line : {portal_, note_})
        line->setVisible(!line->text().isEmpty());
    const bool known = !program && caller.origin.has_value();
    setKind(known ? CardKind::Plain : CardKind::Attention);
    picture_->show(known ? Icon::Globe : Icon::Attention, known ? Tone::Accent : Tone::Attention);
    setAccessibleName((program ? QString() : words_.say(Phrase::PortalAsks) + QStringLiteral(": ")) + name);
    setAccessibleDescription((portal_->text() + QLatin1Char(' ') + note_->text()).trimmed());
}

} // namespace tanba::gui
