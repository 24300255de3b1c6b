#include "app/gui/pages/attention_card.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct UrgencyRow {
    Urgency urgency;
    Icon icon;
    Tone tone;
};
constexpr std::array<UrgencyRow, 4> kUrgencies = {{
    {Urgency::Urgent, Icon::Attention, Tone::Bad},
    {Urgency::Attention, Icon::Attention, Tone::Attention},
    {Urgency::Advice, Icon::Info, Tone::Accent},
    {Urgency::Hint, Icon::Info, Tone::Accent},
}};

} // namespace

AttentionCard::AttentionCard(const AttentionItem& item, QWidget* parent) : CardButton(parent) {
    const auto row = std::ranges::find(kUrgencies, item.urgency, &UrgencyRow::urgency);
    auto* title = new Text(TypeRole::Strong);
    auto* text = new Text(TypeRole::Body);
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 2);
    for (Text* each : {title, text}) {
        each->leaveToControl();
        column->addWidget(each);
    }
    title->setText(item.title);
    text->setText(item.text);
    auto* layout = new QHBoxLayout(this);
    keepCardMargin(*layout, 14);
    keepSpacing(*layout, 14);
    layout->addWidget(new Picture(row->icon, 24, row->tone), 0, Qt::AlignVCenter);
    layout->addLayout(column, 1);
    text->setVisible(
        !item.text.isEmpty()); // it has a parent now: without one it would be a window for a moment
    layout->addWidget(new Picture(Icon::ChevronRight, 20, Tone::Muted), 0, Qt::AlignVCenter);
    setText(item.title);
    setAccessibleName(item.title);
    setAccessibleDescription(item.text);
    connect(this, &QAbstractButton::clicked, this, item.open);
}

} // namespace tanba::gui
