#include "app/gui/consent/series_part.h"

#include "app/gui/widgets/distances.h"
#include "app/service/consent/series.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <array>

namespace tanba::gui {

namespace {

constexpr std::array<std::size_t, 4> kCounts = {10, 50, 100, service::Series::kMaxCount};

} // namespace

SeriesPart::SeriesPart(Words& words)
    : words_(words), offer_(new QCheckBox), label_(new Text(TypeRole::Body)), count_(new QComboBox),
      note_(new Text(TypeRole::Small, Tone::Muted)) {
    label_->setBuddy(count_);
    label_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    count_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (const std::size_t count : kCounts)
        count_->addItem(QString(), static_cast<int>(count));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, kHalo, 0);
    row->addWidget(label_);
    row->addWidget(count_, 1);
    auto* check = new QHBoxLayout;
    check->setContentsMargins(kHalo, 0, 0, 0);
    check->addWidget(offer_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 4);
    column->addLayout(check);
    column->addLayout(row);
    column->addWidget(note_);
    connect(offer_, &QCheckBox::toggled, this, [this](bool on) {
        label_->setVisible(on);
        count_->setVisible(on);
        emit changed();
    });
    connect(count_, &QComboBox::currentIndexChanged, this, &SeriesPart::changed);
    words.keep(this, [this] { say(); });
    begin();
}

void SeriesPart::begin() {
    offer_->setChecked(false);
    label_->setVisible(false);
    count_->setVisible(false);
    count_->setCurrentIndex(0);
}

std::size_t SeriesPart::chosen() const {
    return offer_->isChecked() ? static_cast<std::size_t>(count_->currentData().toInt()) : 0;
}

void SeriesPart::say() {
    offer_->setText(words_.say(Phrase::PortalSeriesOffer));
    label_->setText(words_.say(Phrase::PortalSeriesCount));
    note_->setText(words_.say(Phrase::PortalSeriesNote));
    offer_->setAccessibleDescription(note_->text());
    count_->setAccessibleName(label_->text());
    for (int index = 0; index < count_->count(); ++index)
        count_->setItemText(index, words_.say(Phrase::PortalSeriesUpTo,
                                              {{"count", std::to_string(count_->itemData(index).toInt())}}));
}

} // namespace tanba::gui
