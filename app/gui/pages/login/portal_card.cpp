#include "app/gui/pages/login/portal_card.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tanba::gui {

PortalCard::PortalCard(Words& words)
    : words_(words), label_(new Text(TypeRole::Small, Tone::Muted)), name_(new Text(TypeRole::Section)),
      host_(new Text(TypeRole::Section)), note_(new Text(TypeRole::Body, Tone::Attention)) {
    auto* lines = new QVBoxLayout;
    keepSpacing(*lines, 2);
    for (Text* line : {label_, name_, host_, note_})
        lines->addWidget(line);
    auto* sides = new QHBoxLayout(this);
    keepCardMargin(*sides, 14);
    keepSpacing(*sides, 14);
    sides->addWidget(new Picture(Icon::Globe, 24, Tone::Accent), 0, Qt::AlignTop);
    sides->addLayout(lines, 1);
}

void PortalCard::show(const LoginPortal& portal) {
    const service::OriginDisplay shown = service::displayOrigin(portal.origin);
    const bool added = portal.source == PortalSource::Added;
    label_->setText(words_.say(Phrase::LoginPortal));
    name_->setText(titleOf(portal, words_));
    name_->setVisible(!added);
    host_->setRole(added ? TypeRole::Section : TypeRole::Body);
    host_->showRich(siteHtml(shown));
    QStringList notes;
    if (added)
        notes << words_.say(Phrase::LoginAdded);
    if (shown.punycode)
        notes << words_.say(Phrase::PortalPunycode);
    note_->setText(notes.join(QLatin1Char(' ')));
    note_->setVisible(!notes.isEmpty());
    const QString host = fromUtf8(hostOfAddress(portal.origin));
    host_->setAccessibleName(host);
    setAccessibleName(label_->text() + QStringLiteral(": ") + name_->text() +
                      (added ? QString() : QStringLiteral(", ") + host));
    setAccessibleDescription(note_->text());
}

} // namespace tanba::gui
