#include "app/gui/pages/advice/own_key_page.h"

#include "app/gui/pages/advice/help_words.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "core/guidance/key_owner.h"

#include <QApplication>
#include <QClipboard>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct OwnKeyStepRow {
    guidance::OwnKeyStep step;
    Phrase words;
};
constexpr std::array<OwnKeyStepRow, 4> kOwnKeySteps = {{
    {guidance::OwnKeyStep::StopUsingThisKey, Phrase::OwnKeyStop},
    {guidance::OwnKeyStep::AskHeadForRole, Phrase::OwnKeyAsk},
    {guidance::OwnKeyStep::GetOwnKey, Phrase::OwnKeyGet},
    {guidance::OwnKeyStep::OwnerRevokesThisKey, Phrase::OwnKeyRevoke},
}};

} // namespace

OwnKeyPage::OwnKeyPage(const Desk& desk)
    : AdvicePage(desk, Phrase::OwnKeyTitle, Phrase::OwnKeyLead), message_(new Text(TypeRole::Body)),
      copy_(new Button(ButtonKind::Main, Icon::Copy)) {
    int number = 0;
    for (const guidance::OwnKeyStep step : guidance::stepsToOwnKey())
        addNumbered(++number, std::ranges::find(kOwnKeySteps, step, &OwnKeyStepRow::step)->words, column());
    auto* site = new Button(ButtonKind::Plain, Icon::External);
    column().addLayout(rowOf({site}));
    connect(site, &QAbstractButton::clicked, this, [this] { openSite(reissueAddress()); });
    addHeading(Phrase::OwnKeyMessage);
    auto* card = new Card;
    auto* inside = new QVBoxLayout(card);
    keepCardMargin(*inside, 14);
    keepSpacing(*inside, 8);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->setFocusPolicy(Qt::NoFocus);
    inside->addWidget(message_);
    inside->addLayout(rowOf({copy_}));
    column().addWidget(card);
    addWay(Icon::File, Phrase::FinesTitle, Phrase::FinesCard, AdvicePlace::Fines);
    addSource({"eds.private_key_not_passed_on", "fine.use_of_another_persons_key",
               "key.issued_online_with_biometrics"});
    connect(copy_, &QAbstractButton::clicked, this, &OwnKeyPage::copy);
    desk.words.keep(this, [this, site] {
        message_->setText(messageToHead(words()));
        copy_->setText(words().say(Phrase::OwnKeyCopy));
        copy_->setAccessibleDescription(message_->text());
        site->setText(words().say(Phrase::SourceOpen, {{"host", hostOf(reissueAddress())}}));
    });
}

void OwnKeyPage::arrive() {
    AdvicePage::arrive();
    copy_->setText(words().say(Phrase::OwnKeyCopy));
}

void OwnKeyPage::copy() {
    QApplication::clipboard()->setText(message_->text());
    copy_->setText(words().say(Phrase::OwnKeyCopied));
}

} // namespace tanba::gui
