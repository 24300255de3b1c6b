#include "app/gui/pages/key_card.h"

#include "app/gui/pages/cards/card_words.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"
#include "app/gui/widgets/pill.h"
#include "app/text/dates.h"
#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"

#include <QGridLayout>

namespace tanba::gui {

namespace {

/// Organisation, and the end of validity; or why nothing is known yet.
QString detailOf(const KeyEntry& entry, Time now, const Words& words) {
    const keys::Certificate* leading = leadingCertificate(entry, now);
    if (leading == nullptr)
        return words.say(Phrase::CardLocked);
    const keys::Certificate& certificate = *leading;
    const std::string date = text::dateInWords(certificate.notAfter(),
                                               text::localOffset(certificate.notAfter()), words.language());
    const QString until = words.say(Phrase::CardUntil, {{"date", date}});
    const keys::KzProfile profile = keys::kzProfile(certificate);
    const QString organisation = fromUtf8(displayText(profile.owner.organisation));
    return organisation.isEmpty() ? until : organisation + QStringLiteral(" · ") + until;
}

} // namespace

KeyCard::KeyCard(QWidget* parent)
    : CardButton(parent), picture_(new Picture(Icon::Key, 24, Tone::Accent)),
      demonstration_(new DemonstrationMark), title_(new Text(TypeRole::Strong)),
      use_(new Text(TypeRole::Body)), detail_(new Text(TypeRole::Body)),
      place_(new Text(TypeRole::Small, Tone::Muted)), why_(new Text(TypeRole::Small, Tone::Attention)),
      pill_(new Pill) {
    for (Text* text : {title_, use_, detail_, place_, why_})
        text->leaveToControl();
    auto* grid = new QGridLayout(this);
    keepCardMargin(*grid, 14);
    theme().keep(grid, [grid] {
        grid->setHorizontalSpacing(theme().px(14));
        grid->setVerticalSpacing(theme().px(2));
    });
    grid->addWidget(picture_, 0, 0, 6, 1, Qt::AlignVCenter);
    grid->addWidget(demonstration_, 0, 1, 1, 2, Qt::AlignLeft);
    grid->addWidget(title_, 1, 1);
    grid->addWidget(pill_, 1, 2, Qt::AlignTop | Qt::AlignRight);
    grid->addWidget(use_, 2, 1, 1, 2);
    grid->addWidget(detail_, 3, 1, 1, 2);
    grid->addWidget(place_, 4, 1, 1, 2);
    grid->addWidget(why_, 5, 1, 1, 2);
    why_->setVisible(false);
    grid->setColumnStretch(1, 1);
}

void KeyCard::show(const KeyEntry& entry, Time now, const Words& words) {
    path_ = entry.path;
    const StateView state = stateView(entry, now, words);
    const bool known = !entry.certificates.empty();
    const bool organisation =
        known && !keys::kzProfile(entry.certificates.front()).owner.organisation.empty();
    picture_->show(!known         ? Icon::Key
                   : organisation ? Icon::Organisation
                                  : Icon::Person,
                   known ? Tone::Accent : Tone::Muted);
    title_->setText(titleOf(entry));
    showUse(entry.certificates, words);
    detail_->setText(detailOf(entry, now, words));
    detail_->setTone(known ? Tone::Normal : Tone::Muted);
    const QString folder = placeOf(entry.path);
    place_->setText(known ? fileNameOf(entry.path) + QStringLiteral(" · ") + folder : folder);
    demonstration_->tell(realityOf(entry), words);
    tell(state, words);
}

void KeyCard::show(const CardEntry& entry, const CardHolder& holder, Time now, const Words& words) {
    cardId_ = entry.id;
    const bool known = !holder.name.empty();
    picture_->show(iconOf(entry), known && entry.there() ? Tone::Accent : Tone::Muted);
    title_->setText(titleOf(entry, holder, words));
    std::vector<keys::Certificate> certificates;
    for (const CardKeyInfo& key : holder.keys)
        if (key.certificate)
            certificates.push_back(*key.certificate);
    showUse(certificates, words);
    detail_->setText(detailOf(entry, holder, now, words));
    detail_->setTone(known ? Tone::Normal : Tone::Muted);
    place_->setText(placeOf(entry, words));
    demonstration_->tell(realityOf(entry), words);
    tell(stateView(entry, holder, now, words), words);
}

void KeyCard::explain(const QString& why) {
    why_->setText(why);
    why_->setVisible(!why.isEmpty());
    pill_->setVisible(why.isEmpty()); // one of them says it
    if (!why.isEmpty())
        setAccessibleDescription(why + QLatin1Char(' ') + accessibleDescription());
}

void KeyCard::showUse(const std::vector<keys::Certificate>& certificates, const Words& words) {
    use_->setVisible(!certificates.empty());
    use_->setText(certificates.empty() ? QString() : useLine(certificates, words));
}

void KeyCard::tell(const StateView& state, const Words& words) {
    pill_->show(state.kind, state.words, state.icon);
    const QString mark =
        demonstration_->isHidden() ? QString() : demonstration_->accessibleName() + QStringLiteral(", ");
    setAccessibleName(mark + title_->text() + QStringLiteral(", ") + state.words);
    const QString use = use_->text().isEmpty() ? QString() : use_->text() + QStringLiteral(". ");
    setAccessibleDescription(use + detail_->text() + QStringLiteral(". ") + place_->text());
    setToolTip(words.say(Phrase::CardTip));
}

} // namespace tanba::gui
