#include "app/gui/pages/advice/fines_page.h"

#include "app/gui/pages/advice/source_fold.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <algorithm>
#include <set>

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

} // namespace

FinesPage::FinesPage(const Desk& desk)
    : AdvicePage(desk, Phrase::FinesTitle, Phrase::FinesLead), label_(new Text(TypeRole::Body)),
      year_(new QComboBox), use_(new FineCardView(desk, Offence::UseOfAnotherPersonsKey, today(desk))),
      handing_(new FineCardView(desk, Offence::HandingOverOwnKey, today(desk))) {
    label_->setBuddy(year_);
    auto* chooser = new QHBoxLayout;
    chooser->setContentsMargins(0, 0, kHalo, 0);
    chooser->addWidget(label_, 3);
    chooser->addWidget(year_, 2);
    column().addLayout(chooser);
    column().addWidget(use_);
    column().addWidget(handing_);
    addText(Phrase::FinesAdvice, Tone::Muted);
    auto* index = new SourceFold(desk, {});
    const auto& rows = guidance::fineTable().index;
    index->add(Phrase::FinesIndex, rows.empty() ? std::string() : addressIn(rows.back().source));
    index->add(Phrase::FinesIndexNotice, {});
    column().addWidget(index);
    fillYears();
    connect(year_, &QComboBox::currentIndexChanged, this, [this] {
        use_->setDay(chosenDay());
        handing_->setDay(chosenDay());
    });
    desk.words.keep(this, [this] {
        label_->setText(words().say(Phrase::FinesYear));
        year_->setAccessibleName(label_->text());
    });
}

void FinesPage::arrive() {
    AdvicePage::arrive();
    fillYears();
    use_->setDay(chosenDay());
    handing_->setDay(chosenDay());
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
