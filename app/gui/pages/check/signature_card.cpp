#include "app/gui/pages/check/signature_card.h"

#include "app/gui/pages/check/check_words.h"
#include "app/gui/pages/check/reason_row.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

namespace tanba::gui {

namespace {

constexpr std::int64_t kHoursOfDay = 24;
const std::string kOrder(sign::reasonRow(sign::ReasonCode::OrderCountsNegative).text);

/// Names are foreign and may be of any length.
std::vector<text::Fact> withBreaks(std::vector<text::Fact> facts) {
    for (text::Fact& fact : facts)
        fact.value = toUtf8(breakable(fromUtf8(fact.value), kRunInName));
    return facts;
}

/// The age of the newest knowledge about revocation; empty when there was none.
QString evidenceAge(const trust::Report& report, const trust::SignatureReport& signature,
                    const Words& words) {
    if (signature.evidence.empty())
        return {};
    const Time newest =
        std::ranges::max(signature.evidence, {}, &trust::RevocationEvidence::producedAt).producedAt;
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(report.verifiedAt - newest).count();
    const bool inDays = hours >= 2 * kHoursOfDay;
    const std::string count = std::to_string(std::max<std::int64_t>(0, inDays ? hours / kHoursOfDay : hours));
    const QString age = words.say(inDays ? text::Ui::AgeDays : text::Ui::AgeHours, {{"count", count}});
    return words.say(Phrase::CheckEvidence, {{"age", toUtf8(age)}});
}

} // namespace

SignatureCard::SignatureCard(Words& words, const trust::Report& report, const text::SignatureView& view,
                             Place place, QWidget* parent)
    : Card(CardKind::Plain, parent) {
    auto* column = new QVBoxLayout(this);
    keepCardMargin(*column, 18);
    keepSpacing(*column, 10);
    if (place.total > 1)
        column->addWidget(heading(words, view, place));
    auto* facts = new FactsView;
    facts->show(withBreaks(view.facts));
    column->addWidget(facts);
    for (const text::ReasonView& reason : view.reasons)
        if (reason.code != kOrder)
            column->addWidget(new ReasonRow(reason));
    for (const text::ReasonView& reason : view.reasons)
        if (reason.code == kOrder)
            column->addWidget(stricter(words, reason));
    const QString age = evidenceAge(report, report.signatures.at(place.number - 1), words);
    if (!age.isEmpty()) {
        auto* text = new Text(TypeRole::Small, Tone::Muted);
        text->setText(age);
        column->addWidget(text);
    }
    auto* fold = new Fold(words, Phrase::KeyDetails);
    auto* details = new FactsView;
    details->show(view.details);
    fold->content().addWidget(details);
    column->addWidget(fold);
}

QWidget* SignatureCard::heading(const Words& words, const text::SignatureView& view, Place place) {
    const VerdictLook look = lookOf(view.verdict);
    auto* holder = new QWidget;
    auto* number = new Text(TypeRole::Small, Tone::Muted);
    number->setText(words.say(text::Ui::SignatureNumber, {{"number", std::to_string(place.number)},
                                                          {"total", std::to_string(place.total)}}));
    auto* verdict = new Text(TypeRole::Strong, look.tone);
    verdict->setText(splitHeadline(view.headline).sentence);
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 2);
    column->addWidget(number);
    column->addWidget(verdict);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(kHalo, 0, 0, 0);
    keepSpacing(*row, 8);
    row->addWidget(new Picture(look.icon, 32, look.tone), 0, Qt::AlignTop);
    row->addLayout(column, 1);
    return holder;
}

QWidget* SignatureCard::stricter(const Words& words, const text::ReasonView& reason) {
    auto* card = new Card(CardKind::Info);
    auto* title = new Text(TypeRole::Strong);
    title->setText(words.say(Phrase::CheckStricter));
    auto* text = new Text(TypeRole::Body);
    text->setText(fromUtf8(reason.text.what));
    auto* column = new QVBoxLayout(card);
    keepCardMargin(*column, 12);
    keepSpacing(*column, 2);
    column->addWidget(title);
    column->addWidget(text);
    return card;
}

} // namespace tanba::gui
