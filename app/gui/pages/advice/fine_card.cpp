#include "app/gui/pages/advice/fine_card.h"

#include "app/gui/pages/source_fold.h"
#include "app/gui/widgets/distances.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::IndexKnowledge;
using guidance::Offence;
using guidance::OffenderCategory;

struct OffenceRow {
    Offence offence;
    Phrase title;
    Phrase basis;
    std::string_view rule;
};
constexpr std::array<OffenceRow, 2> kOffences = {{
    {Offence::UseOfAnotherPersonsKey, Phrase::FinesUse, Phrase::FinesUseBasis,
     "fine.use_of_another_persons_key"},
    {Offence::HandingOverOwnKey, Phrase::FinesHanding, Phrase::FinesHandingBasis,
     "fine.handing_over_own_key"},
}};

struct CategoryRow {
    OffenderCategory category;
    Phrase words;
};
constexpr std::array<CategoryRow, 5> kCategories = {{
    {OffenderCategory::NaturalPerson, Phrase::FinesNatural},
    {OffenderCategory::OfficialSmallBusinessOrNonProfit, Phrase::FinesOfficial},
    {OffenderCategory::MediumBusiness, Phrase::FinesMedium},
    {OffenderCategory::LargeBusiness, Phrase::FinesLarge},
    {OffenderCategory::LegalEntity, Phrase::FinesLegal},
}};

const OffenceRow& rowOfOffence(Offence offence) {
    return *std::ranges::find(kOffences, offence, &OffenceRow::offence);
}

/// The categories that this part of the article knows.
std::vector<OffenderCategory> categoriesOf(Offence offence) {
    std::vector<OffenderCategory> categories;
    const auto& rows = guidance::fineTable().offences;
    const auto row = std::ranges::find(rows, offence, &guidance::OffenceRow::offence);
    for (const guidance::FineUnits& fine : row->fines)
        categories.push_back(fine.category);
    return categories;
}

text::TextValue units(const guidance::Fine& fine) {
    return {"units", std::to_string(fine.units)};
}

} // namespace

QString tengeWords(std::int64_t tenge) {
    constexpr QChar kThinSpace(0x202F); // narrow, no break
    QString digits = QString::number(tenge);
    for (qsizetype place = digits.size() - 3; place > 0; place -= 3)
        digits.insert(place, kThinSpace);
    return digits + kThinSpace + QChar(0x20B8);
}

QString naturalPersonsFine(Offence offence, guidance::Date day, const Words& words) {
    const guidance::FineCard card = guidance::fineCard(guidance::fineTable(), offence, day);
    const auto fine =
        std::ranges::find(card.fines, OffenderCategory::NaturalPerson, &guidance::Fine::category);
    if (fine == card.fines.end())
        return words.say(Phrase::FinesNotThen);
    return fine->tenge ? tengeWords(*fine->tenge) : words.say(Phrase::FinesUnits, {units(*fine)});
}

FineCardView::FineCardView(const Desk& desk, Offence offence, guidance::Date day)
    : desk_(desk), offence_(offence), day_(day), title_(new Text(TypeRole::Section)),
      basis_(new Text(TypeRole::Small, Tone::Muted)), who_(new Text(TypeRole::Body)),
      category_(new QComboBox), sum_(new Text(TypeRole::Title)), count_(new Text(TypeRole::Body)),
      since_(new Text(TypeRole::Body, Tone::Attention)), note_(new Text(TypeRole::Body, Tone::Attention)) {
    auto* inside = new QVBoxLayout(this);
    keepCardMargin(*inside, 16);
    keepSpacing(*inside, 4);
    who_->setBuddy(category_);
    category_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    category_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    category_->setMinimumContentsLength(12);
    auto* chooser = new QHBoxLayout;
    chooser->addWidget(who_, 1);
    chooser->addWidget(category_, 4);
    inside->addWidget(title_);
    inside->addWidget(basis_);
    inside->addLayout(chooser);
    for (Text* text : {sum_, since_, count_, note_})
        inside->addWidget(text);
    inside->addWidget(new SourceFold(desk, {rowOfOffence(offence).rule}));
    connect(category_, &QComboBox::currentIndexChanged, this, &FineCardView::say);
    desk.words.keep(this, [this] {
        fillCategories();
        say();
    });
}

void FineCardView::fillCategories() {
    const QSignalBlocker quiet(category_);
    const int chosen = std::max(category_->currentIndex(), 0);
    category_->clear();
    for (const OffenderCategory category : categoriesOf(offence_)) {
        const auto row = std::ranges::find(kCategories, category, &CategoryRow::category);
        category_->addItem(desk_.words.say(row->words), static_cast<int>(category));
    }
    category_->setCurrentIndex(chosen);
}

void FineCardView::setDay(guidance::Date day) {
    day_ = day;
    say();
}

void FineCardView::say() {
    const OffenceRow& row = rowOfOffence(offence_);
    title_->setText(desk_.words.say(row.title));
    basis_->setText(desk_.words.say(row.basis));
    who_->setText(desk_.words.say(Phrase::FinesWho));
    category_->setAccessibleName(title_->text() + QStringLiteral(": ") + who_->text());
    showFine(guidance::fineCard(guidance::fineTable(), offence_, day_));
    QStringList spoken;
    for (const Text* text : {sum_, since_, count_})
        if (!text->text().isEmpty())
            spoken << text->text();
    category_->setAccessibleDescription(spoken.join(QStringLiteral(". ")));
}

void FineCardView::showFine(const guidance::FineCard& card) {
    const Words& words = desk_.words;
    const auto category = static_cast<OffenderCategory>(category_->currentData().toInt());
    const auto fine = std::ranges::find(card.fines, category, &guidance::Fine::category);
    const text::TextValue year{"year", std::to_string(card.year)};
    const bool thereThen = fine != card.fines.end();
    const bool cameThatYear = thereThen && card.since == guidance::SinceKnowledge::Day &&
                              static_cast<int>(card.from.year()) == card.year;
    sum_->setVisible(thereThen);
    since_->setVisible(cameThatYear);
    const QString from = sourceDate(guidance::formatDate(card.from), words);
    since_->setText(cameThatYear ? words.say(Phrase::SourceFrom, {{"date", toUtf8(from)}}) : QString());
    count_->setVisible(thereThen && fine->tenge.has_value());
    note_->setVisible(!thereThen || card.knowledge != IndexKnowledge::Confirmed);
    if (!thereThen) {
        sum_->setText({});
        count_->setText({});
        note_->setText(words.say(Phrase::FinesNotThen));
        return;
    }
    sum_->setText(fine->tenge ? tengeWords(*fine->tenge) : words.say(Phrase::FinesUnits, {units(*fine)}));
    count_->setText(card.index ? words.say(Phrase::FinesCount,
                                           {units(*fine), year, {"index", toUtf8(tengeWords(*card.index))}})
                               : QString());
    note_->setText(words.say(card.knowledge == IndexKnowledge::NotInTable ? Phrase::FinesUnknown
                                                                          : Phrase::FinesUnconfirmed,
                             {year}));
}

} // namespace tanba::gui
