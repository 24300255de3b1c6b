#include "app/gui/pages/advice/advice_page.h"

#include "app/gui/pages/source_fold.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "core/guidance/portals.h"

#include <cstdlib>

namespace tanba::gui {

namespace {

const guidance::Portal& portal(std::string_view id) {
    const guidance::Portal* found = guidance::portalById(id);
    if (found == nullptr)
        std::abort(); // a row of the program's own table
    return *found;
}

} // namespace

AdvicePage::AdvicePage(const Desk& desk, Phrase title, Phrase lead, WayBack back)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), result_(new Banner(desk.words)) {
    addAboveTitle(back_);
    back_->setVisible(back == WayBack::ToOverview);
    column().addWidget(result_);
    connect(back_, &QAbstractButton::clicked, this, &AdvicePage::left);
    desk_.words.keep(this, [this, title, lead] {
        setTitle(words().say(title));
        setLead(words().say(lead));
        back_->setText(words().say(Phrase::SafetyBack));
        result_->clear();
    });
}

void AdvicePage::arrive() {
    result_->clear();
    this->title().setAccessibleDescription({});
    ensureVisible(0, 0);
}

void AdvicePage::openSite(const std::string& address) {
    result_->clear();
    if (!gui::openSite(desk_, QUrl(fromUtf8(address)), *result_))
        tellResult();
}

void AdvicePage::tellResult() {
    title().setAccessibleDescription(result_->spoken());
    ensureVisible(0, 0);
    Page::focusFirst();
}

Text* AdvicePage::addText(Phrase phrase, Tone tone) {
    auto* text = new Text(TypeRole::Body, tone);
    desk_.words.keep(text, [this, text, phrase] { text->setText(words().say(phrase)); });
    column().addWidget(text);
    return text;
}

Text* AdvicePage::addHeading(Phrase phrase) {
    Text* heading = addSection();
    desk_.words.keep(heading, [this, heading, phrase] { heading->setText(words().say(phrase)); });
    return heading;
}

void AdvicePage::addNumbered(int number, Phrase phrase, QVBoxLayout& layout) {
    auto* row = new QWidget;
    auto* sides = new QHBoxLayout(row);
    sides->setContentsMargins(0, 0, 0, 0);
    sides->setSpacing(0);
    auto* sign = new Text(TypeRole::Strong, Tone::Accent);
    sign->setText(QString::number(number));
    theme().keep(sign, [sign] { sign->setFixedWidth(theme().px(28)); });
    auto* text = new Text(TypeRole::Body);
    desk_.words.keep(text, [this, text, phrase] { text->setText(words().say(phrase)); });
    sides->addWidget(sign, 0, Qt::AlignTop);
    sides->addWidget(text, 1);
    layout.addWidget(row);
}

ActionCard* AdvicePage::addCard(Icon icon, Phrase title, Phrase text) {
    auto* card = new ActionCard(icon);
    desk_.words.keep(card, [this, card, title, text] { card->say(words().say(title), words().say(text)); });
    column().addWidget(card);
    return card;
}

void AdvicePage::addWay(Icon icon, Phrase title, Phrase text, AdvicePlace place) {
    connect(addCard(icon, title, text), &QAbstractButton::clicked, this,
            [this, place] { emit wanted(place); });
}

void AdvicePage::addSource(std::initializer_list<std::string_view> rules) {
    column().addWidget(new SourceFold(desk_, rules));
}

const std::string& myKeysAddress() {
    return portal("nca").links.myKeys;
}

const std::string& revokeAddress() {
    return portal("nca").links.revoke;
}

const std::string& reissueAddress() {
    return portal("nca").links.reissue;
}

const std::string& egovAddress() {
    return portal("egov").address;
}

} // namespace tanba::gui
