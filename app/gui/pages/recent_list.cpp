#include "app/gui/pages/recent_list.h"

#include "app/gui/pages/key_words.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/text/dates.h"
#include "core/base/utf8.h"

#include <QApplication>
#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

/// The page shall stay short; more of them are remembered.
constexpr std::size_t kMostShown = 5;

} // namespace

RecentList::RecentList(const Desk& desk, documents::RecentKind kind, Phrase title, QWidget* parent)
    : QWidget(parent), desk_(desk), shelf_(desk.recent), kind_(kind), title_(new Text(TypeRole::Section)),
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
    connect(clear_, &QAbstractButton::clicked, &shelf_, &RecentShelf::eraseAll);
    connect(&shelf_, &RecentShelf::changed, this, &RecentList::refresh);
    desk_.words.keep(this, [this, title] {
        title_->setText(desk_.words.say(title));
        note_->setText(desk_.words.say(Phrase::CheckRecentNote));
        clear_->setText(desk_.words.say(Phrase::CheckRecentClear));
        clear_->setToolTip(desk_.words.say(Phrase::CheckRecentClearTip));
        refresh();
    });
    shelf_.look();
}

void RecentList::setOffered(bool offered) {
    offered_ = offered;
    setVisible(offered_ && !files_.empty());
}

void RecentList::refresh() {
    files_ = shelf_.of(kind_);
    files_.resize(std::min(files_.size(), kMostShown));
    const auto count = static_cast<qsizetype>(files_.size());
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    while (cards_.size() > count)
        delete cards_.takeLast();
    while (cards_.size() < count) {
        auto* card = new ActionCard(Icon::File, this);
        const auto place = static_cast<std::size_t>(cards_.size());
        connect(card, &QAbstractButton::clicked, this, [this, place] {
            const std::filesystem::path file = files_.at(place).path; // the list may change meanwhile
            emit wanted(file);
        });
        rows_->addWidget(card);
        card->show();
        cards_.append(card);
    }
    for (qsizetype index = 0; index < count; ++index) {
        const documents::RecentFile& file = files_[static_cast<std::size_t>(index)];
        const QString name = fromUtf8(displayText(file.path.filename().string()));
        const std::string when =
            text::timeInWords(file.when, text::localOffset(file.when), desk_.words.language());
        cards_[index]->say(
            breakable(name, kRunInBody),
            breakable(placeOf(file.path) + QStringLiteral(" · ") + fromUtf8(when), kRunInBody));
    }
    setOffered(offered_);
    if (hadFocus && count == 0)
        focusNextChild();
}

} // namespace tanba::gui
