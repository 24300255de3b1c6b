#include "app/gui/consent/unlock_choice.h"

#include "app/gui/widgets/distances.h"
#include "app/service/consent/unlocked_keys.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tanba::gui {

UnlockChoice::UnlockChoice(Words& words)
    : words_(words), label_(new Text(TypeRole::Body)), times_(new QComboBox),
      note_(new Text(TypeRole::Small, Tone::Muted)) {
    label_->setBuddy(times_);
    times_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (const std::chrono::minutes time : service::UnlockedKeys::kTimes)
        times_->addItem(QString(), static_cast<int>(time.count()));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, kHalo, 0);
    row->addWidget(label_, 3);
    row->addWidget(times_, 2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 4);
    column->addLayout(row);
    column->addWidget(note_);
    connect(times_, &QComboBox::currentIndexChanged, this, &UnlockChoice::changed);
    words.keep(this, [this] { say(); });
}

void UnlockChoice::choose(std::chrono::minutes time) {
    const QSignalBlocker quiet(times_);
    times_->setCurrentIndex(times_->findData(static_cast<int>(time.count())));
}

std::chrono::minutes UnlockChoice::chosen() const {
    return std::chrono::minutes(times_->currentData().toInt());
}

void UnlockChoice::say() {
    label_->setText(words_.say(Phrase::PortalUnlock));
    note_->setText(words_.say(Phrase::PortalUnlockNote));
    times_->setAccessibleName(label_->text());
    times_->setAccessibleDescription(note_->text());
    for (int index = 0; index < times_->count(); ++index) {
        const int minutes = times_->itemData(index).toInt();
        times_->setItemText(index, minutes == 0 ? words_.say(Phrase::PortalUnlockEach)
                                                : words_.say(Phrase::PortalUnlockMinutes,
                                                             {{"count", std::to_string(minutes)}}));
    }
}

} // namespace tanba::gui
