#include "app/gui/pages/portals/check_row.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

struct LookRow {
    CardKind kind;
    Icon icon;
    Tone tone;
};
constexpr std::array<LookRow, 5> kLooks = {{{CardKind::Plain, Icon::Clock, Tone::Muted},
                                            {CardKind::Good, Icon::Good, Tone::Good},
                                            {CardKind::Info, Icon::Help, Tone::Accent},
                                            {CardKind::Attention, Icon::Attention, Tone::Attention},
                                            {CardKind::Bad, Icon::Bad, Tone::Bad}}};

} // namespace

CheckRow::CheckRow(QWidget* parent)
    : QWidget(parent), picture_(new Picture(Icon::Clock, 20, Tone::Muted)),
      text_(new Text(TypeRole::Body)), buttons_{}, buttonRow_(new QWidget) {
    auto* buttons = new FlowLayout(4);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttonRow_->setLayout(buttons);
    for (std::size_t index = 0; index < buttons_.size(); ++index) {
        buttons_[index] = new Button(ButtonKind::Plain);
        buttons->addWidget(buttons_[index]);
        connect(buttons_[index], &QAbstractButton::clicked, this, [this, index] {
            const auto run = actions_.at(index).run; // it may change the row
            run();
        });
    }
    auto* lines = new QVBoxLayout;
    keepSpacing(*lines, 4);
    lines->addWidget(text_);
    lines->addWidget(buttonRow_);
    auto* sides = new QHBoxLayout(this);
    sides->setContentsMargins(kHalo, 0, 0, 0);
    keepSpacing(*sides, 8);
    sides->addWidget(picture_, 0, Qt::AlignTop);
    sides->addLayout(lines, 1);
}

void CheckRow::show(const CheckLine& line) {
    const auto look = std::ranges::find(kLooks, line.kind, &LookRow::kind);
    picture_->show(look->icon, look->tone);
    text_->setText(line.words);
    actions_ = line.actions;
    for (std::size_t index = 0; index < buttons_.size(); ++index) {
        const bool used = index < actions_.size();
        buttons_[index]->setVisible(used);
        if (!used)
            continue;
        buttons_[index]->setText(actions_[index].words);
        buttons_[index]->setAccessibleDescription(line.words);
    }
    buttonRow_->setVisible(!actions_.empty());
    setVisible(true);
}

} // namespace tanba::gui
