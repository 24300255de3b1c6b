#include "app/gui/pages/check/check_row_button.h"

#include "app/gui/pages/check/check_words.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <utility>

namespace tanba::gui {

CheckRowButton::CheckRowButton(QWidget* parent)
    : CardButton(parent), picture_(new Picture(Icon::Clock, 24, Tone::Muted)),
      name_(new Text(TypeRole::Strong)), sentence_(new Text(TypeRole::Body)) {
    name_->leaveToControl();
    sentence_->leaveToControl();
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 2);
    column->addWidget(name_);
    column->addWidget(sentence_);
    auto* row = new QHBoxLayout(this);
    keepCardMargin(*row, 12);
    keepSpacing(*row, 12);
    row->addWidget(picture_, 0, Qt::AlignTop);
    row->addLayout(column, 1);
    row->addWidget(new Picture(Icon::ChevronRight, 20, Tone::Muted), 0, Qt::AlignVCenter);
}

void CheckRowButton::show(const CheckEntry& entry, std::size_t index, const Words& words) {
    index_ = index;
    const bool same = std::exchange(shownFrom_, entry.revision) == entry.revision;
    if (std::exchange(shownIn_, words.language()) == words.language() && same)
        return;
    const VerdictLook look = lookOf(entry);
    picture_->show(look.icon, look.tone);
    const QString name = shownName(entry.path);
    const QString sentence = rowSentence(entry, words);
    name_->setText(breakable(name, kRunInName));
    sentence_->setText(breakable(sentence, kRunInBody));
    sentence_->setTone(look.tone == Tone::Good ? Tone::Normal : look.tone);
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(sentence);
    setToolTip(words.say(Phrase::CheckRowTip));
    setEnabled(entry.state != CheckState::Waiting && entry.state != CheckState::Working);
}

} // namespace tanba::gui
