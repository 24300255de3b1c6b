#include "app/gui/pages/advice/fines_page.h"

#include "app/gui/pages/source_fold.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <algorithm>
#include <set>
#include <utility>

namespace tanba::gui {

namespace {

using guidance::Offence;

guidance::Date today(const Desk& desk) {
    return guidance::kazakhstanDate(desk.shelf.now());
}

/// "https://..." at the beginning of a source; empty for words.
std::string addressIn(const std::string& source) {
    return source.starts_with("https://") ? source.substr(0, source.find(' ')) : std::string();
}

/// How each kind of source is told.
Phrase wordsOfSource(const guidance::IndexRow* row) {
    if (row == nullptr)
        return Phrase::FinesUnknown;
    if (!row->confirmed)
        return Phrase::FinesUnconfirmed;
    return row->source.starts_with("NITEC") ? Phrase::FinesIndexNotice : Phrase::FinesIndex;
}

} // namespace

FinesPage::FinesPage(const Desk& desk)
    : AdvicePage(desk, Phrase::FinesTitle, Phrase::FinesLead), label_(new Text(TypeRole::Body)),
      year_(new QComboBox), use_(new FineCardView(desk, Offence::UseOfAnotherPersonsKey, today(desk))),
      handing_(new FineCardView(desk, Offence::HandingOverOwnKey, today(desk))),
      indexPlace_(new QVBoxLayout) {
    label_->setBuddy(year_);
    auto* chooser = new QHBoxLayout;
    chooser->setContentsMargins(0, 0, kHalo, 0);
    chooser->addWidget(label_, 3);
    chooser->addWidget(year_, 2);
    column().addLayout(chooser);
    column().addWidget(use_);
    column().addWidget(handing_);
    addText(Phrase::FinesAdvice, Tone::Muted);
    column().addLayout(indexPlace_);
    fillYears();
    showIndexSource();
    connect(year_, &QComboBox::currentIndexChanged, this, &FinesPage::showYear);
    desk.words.keep(this, [this] {
        label_->setText(words().say(Phrase::FinesYear));
        year_->setAccessibleName(label_->text());
    });
}

void FinesPage::arrive() {
    AdvicePage::arrive();
    fillYears();
    showYear();
}

void FinesPage::showYear() {
    use_->setDay(chosenDay());
    handing_->setDay(chosenDay());
    showIndexSource();
}

void FinesPage::showIndexSource() {
    const auto& rows = guidance::fineTable().index;
    const guidance::Date day = chosenDay();
    const auto found =
        std::ranges::find(rows, day.year(), [](const guidance::IndexRow& row) { return row.from.year(); });
    const guidance::IndexRow* row = found == rows.end() ? nullptr : &*found;
    delete std::exchange(index_, new SourceFold(desk(), {}));
    index_->add(wordsOfSource(row), {{"year", std::to_string(static_cast<int>(day.year()))}},
                row == nullptr ? std::string() : addressIn(row->source));
    indexPlace_->addWidget(index_);
}

void FinesPage::fillYears() {
    const QSignalBlocker quiet(year_);
    const int present = static_cast<int>(today(desk()).year());
    std::set<int, std::greater<>> years{present};
    for (const guidance::IndexRow& row : guidance::fineTable().index)
        years.insert(static_cast<int>(row.from.year()));
    year_->clear();
    for (const int year : years)
        year_->addItem(QString::number(year), year);
    year_->setCurrentIndex(year_->findData(present));
}

guidance::Date FinesPage::chosenDay() const {
    const guidance::Date now = today(desk());
    const std::chrono::year year(year_->currentData().toInt());
    // Of a past year its last day: part 6 came in the middle of one.
    return year == now.year() ? now : year / std::chrono::December / std::chrono::day{31};
}

} // namespace tanba::gui
