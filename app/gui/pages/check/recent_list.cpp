#include "app/gui/pages/check/recent_list.h"

#include "app/gui/pages/check/check_words.h"
#include "app/gui/pages/key_words.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/text/dates.h"

#include <QApplication>
#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

/// The page shall stay short; more of them are remembered.
constexpr std::size_t kMostShown = 5;

} // namespace

RecentList::RecentList(const Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), checks_(desk.checks), title_(new Text(TypeRole::Section)),
      rows_(new QVBoxLayout), note_(new Text(TypeRole::Small, Tone::Muted)),
      clear_(new Button(ButtonKind::Quiet, Icon::Remove)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    column->addSpacing(8);
    rows_->setSpacing(4);
    column->addWidget(title_);
    column->addLayout(rows_);
    column->addWidget(note_);
    column->addLayout(rowOf({clear_}));
    connect(clear_, &QAbstractButton::clicked, &checks_, &CheckDesk::eraseRecent);
    connect(&checks_, &CheckDesk::recentChanged, this, &RecentList::refresh);
    desk_.words.keep(this, [this] {
        title_->setText(desk_.words.say(Phrase::CheckRecent));
        note_->setText(desk_.words.say(Phrase::CheckRecentNote));
        clear_->setText(desk_.words.say(Phrase::CheckRecentClear));
        refresh();
    });
    checks_.lookForRecent();
}

void RecentList::setOffered(bool offered) {
    offered_ = offered;
    setVisible(offered_ && !checks_.recent().empty());
}

void RecentList::refresh() {
    const auto& recent = checks_.recent();
    const auto count = static_cast<qsizetype>(std::min(recent.size(), kMostShown));
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    while (cards_.size() > count)
        delete cards_.takeLast();
    while (cards_.size() < count) {
        auto* card = new ActionCard(Icon::File, this);
        const auto place = static_cast<std::size_t>(cards_.size());
        connect(card, &QAbstractButton::clicked, this,
                [this, place] { checks_.open({checks_.recent().at(place).path}); });
        rows_->addWidget(card);
        card->show();
        cards_.append(card);
    }
    for (qsizetype index = 0; index < count; ++index) {
        const documents::RecentFile& file = recent[static_cast<std::size_t>(index)];
        const std::string when =
            text::timeInWords(file.when, text::localOffset(file.when), desk_.words.language());
        cards_[index]->say(
            breakable(shownName(file.path), kRunInBody),
            breakable(placeOf(file.path) + QStringLiteral(" · ") + fromUtf8(when), kRunInBody));
    }
    setOffered(offered_);
    if (hadFocus && count == 0)
        focusNextChild();
}

} // namespace tanba::gui
