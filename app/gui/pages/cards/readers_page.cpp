#include "app/gui/pages/cards/readers_page.h"

#include "app/gui/pages/cards/modules_section.h"
#include "app/gui/pages/cards/reader_card.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"

#include <QCheckBox>
#include <algorithm>

namespace tanba::gui {

namespace {

using card::ReaderState;

} // namespace

ReadersPage::ReadersPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), list_(new QVBoxLayout),
      modules_(new ModulesSection(desk)), demo_(new QCheckBox),
      demoNote_(new Text(TypeRole::Small, Tone::Muted)) {
    addAboveTitle(back_);
    list_->setSpacing(4);
    column().addLayout(list_);
    modulesTitle_ = addSection();
    column().addWidget(modules_);
    demoTitle_ = addSection();
    auto* demoRow = new QHBoxLayout;
    demoRow->setContentsMargins(kHalo, 0, 0, 0);
    demoRow->addWidget(demo_);
    column().addLayout(demoRow);
    column().addWidget(demoNote_);
    connect(back_, &QAbstractButton::clicked, this, &ReadersPage::left);
    connect(modules_, &ModulesSection::cardWanted, this, &ReadersPage::cardWanted);
    connect(demo_, &QCheckBox::clicked, this, [this](bool on) {
        desk_.cards.setDemonstration(on ? CardShelf::Demonstration::Shown : CardShelf::Demonstration::Hidden);
    });
    connect(&desk_.cards, &CardShelf::readersChanged, this, &ReadersPage::refresh);
    connect(&desk_.cards, &CardShelf::cardsChanged, this, &ReadersPage::refresh);
    desk_.words.keep(this, [this] { say(); });
}

void ReadersPage::enter() {
    desk_.cards.lookAtModules();
    ensureVisible(0, 0);
}

void ReadersPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::ReadersTitle));
    setLead(words.say(Phrase::ReadersLead));
    back_->setText(words.say(Phrase::Back));
    modulesTitle_->setText(words.say(Phrase::ModulesTitle));
    demoTitle_->setText(words.say(Phrase::StatusDemo));
    demo_->setText(words.say(Phrase::DemoCheck));
    demoNote_->setText(words.say(
        Phrase::DemoNote, {{"pin", std::string(card::kDemoPin)}, {"puk", std::string(card::kDemoPuk)}}));
    demo_->setAccessibleDescription(demoNote_->text());
    refresh();
}

ReaderCard* ReadersPage::addReader() {
    auto* card = new ReaderCard(desk_.words);
    connect(card, &ReaderCard::openWanted, this, &ReadersPage::openCardIn);
    connect(card, &ReaderCard::againWanted, &desk_.cards, &CardShelf::readAgain);
    connect(card, &ReaderCard::surveyWanted, this, &ReadersPage::surveyWanted);
    list_->addWidget(card);
    readers_.append(card);
    return card;
}

void ReadersPage::refresh() {
    demo_->setChecked(desk_.cards.demonstration() == CardShelf::Demonstration::Shown);
    const auto& snapshot = desk_.cards.readers();
    const bool any =
        snapshot && snapshot->service == card::ServiceState::Running && !snapshot->readers.empty();
    const auto wanted = any ? static_cast<qsizetype>(snapshot->readers.size()) : 1;
    bool focusLost = false;
    while (readers_.size() > wanted) {
        focusLost = focusLost || readers_.back()->holdsFocus();
        delete readers_.takeLast();
    }
    while (readers_.size() < wanted)
        addReader();
    const bool hadFocus = focusLost || std::ranges::any_of(readers_, &ReaderCard::holdsFocus);
    if (any) {
        for (qsizetype index = 0; index < wanted; ++index)
            showReader(*readers_[index], snapshot->readers[static_cast<std::size_t>(index)]);
    } else {
        readers_.front()->showTrouble(nullptr);
        readers_.front()->offer({});
        readers_.front()->show({}, withoutReaders(snapshot, desk_.words));
    }
    // A button that went away must not take the keyboard with it.
    if (hadFocus && std::ranges::none_of(readers_, &ReaderCard::holdsFocus) && isVisible())
        focusFirst();
}

void ReadersPage::showReader(ReaderCard& card, const card::ReaderSnapshot& reader) {
    const Failure* trouble = desk_.cards.troubleOf(reader.name);
    const bool cardInside =
        reader.state == ReaderState::KnownCard || reader.state == ReaderState::UnknownCard;
    const CardEntry* const inside = desk_.cards.cardIn(reader.name);
    card.offer({inside != nullptr, trouble != nullptr, cardInside});
    card.showTrouble(trouble);
    ReaderView view = readerView(reader, trouble, desk_.words);
    if (inside != nullptr && inside->proof == keys::TokenProof::EmulatorOnly)
        view.next += QLatin1Char(' ') + desk_.words.say(text::Ui::TokenNoticeEmulatorOnly);
    card.show(reader.name, view);
}

void ReadersPage::openCardIn(const std::string& reader) {
    if (const CardEntry* card = desk_.cards.cardIn(reader))
        emit cardWanted(card->id);
}

} // namespace tanba::gui
