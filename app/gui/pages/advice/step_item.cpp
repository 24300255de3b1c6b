#include "app/gui/pages/advice/step_item.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct StateRow {
    StepState state;
    Icon icon;
    Tone tone;
    Tone text;
    Phrase words;
};
constexpr std::array<StateRow, 3> kStates = {{
    {StepState::Open, Icon::Circle, Tone::Muted, Tone::Muted, Phrase::LostStateOpen},
    {StepState::Now, Icon::ChevronRight, Tone::Accent, Tone::Normal, Phrase::LostStateNow},
    {StepState::Done, Icon::Good, Tone::Good, Tone::Normal, Phrase::LostStateDone},
}};

} // namespace

StepItem::StepItem(QWidget* parent)
    : CardButton(parent), picture_(new Picture(Icon::Circle, 20, Tone::Muted)),
      title_(new Text(TypeRole::Body)) {
    title_->leaveToControl();
    auto* layout = new QHBoxLayout(this);
    keepCardMargin(*layout, 8);
    keepSpacing(*layout, 8);
    layout->addWidget(picture_, 0, Qt::AlignVCenter);
    layout->addWidget(title_, 1);
}

void StepItem::show(const QString& title, StepState state, const Words& words) {
    const auto row = std::ranges::find(kStates, state, &StateRow::state);
    picture_->show(row->icon, row->tone);
    title_->setTone(row->text);
    title_->setText(title);
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(words.say(row->words));
    setToolTip(words.say(row->words));
}

} // namespace tanba::gui
