#include "app/gui/pages/portals/abroad_page.h"

#include "app/gui/consent/portals.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

namespace tanba::gui {

namespace {

/// One way through the second stage, or none: picture, name, what it takes.
/// @returns the line with what it takes
Text* addWayCard(QVBoxLayout& column, Words& words, Icon icon, Tone tone, Phrase title) {
    auto* card = new Card;
    auto* name = new Text(TypeRole::Strong);
    auto* text = new Text(TypeRole::Body);
    auto* lines = new QVBoxLayout;
    keepSpacing(*lines, 2);
    lines->addWidget(name);
    lines->addWidget(text);
    auto* sides = new QHBoxLayout(card);
    keepCardMargin(*sides, 14);
    keepSpacing(*sides, 14);
    sides->addWidget(new Picture(icon, 24, tone), 0, Qt::AlignTop);
    sides->addLayout(lines, 1);
    column.addWidget(card);
    words.keep(name, [&words, name, title] { name->setText(words.say(title)); });
    return text;
}

QVBoxLayout* columnIn(QWidget& part) {
    auto* column = new QVBoxLayout(&part);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    return column;
}

} // namespace

AbroadPage::AbroadPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), question_(new QWidget),
      zone_(new Text(TypeRole::Body)), no_(new Button(ButtonKind::Plain)),
      yes_(new Button(ButtonKind::Plain)), kept_(new Text(TypeRole::Small, Tone::Muted)),
      abroad_(new QWidget), smsText_(nullptr), go_(new Button(ButtonKind::Main)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, [this] {
        if (step_ == Step::Abroad) {
            turnTo(Step::Question);
            focusFirst();
        } else {
            emit left();
        }
    });
    connect(no_, &QAbstractButton::clicked, this, &AbroadPage::answerHome);
    connect(yes_, &QAbstractButton::clicked, this, [this] {
        turnTo(Step::Abroad);
        focusFirst();
    });
    connect(go_, &QAbstractButton::clicked, this, [this] {
        desk_.portals.answers.sayStay(guidance::Stay::Abroad);
        emit answered();
    });
    desk_.words.keep(this, [this] { say(); });
}

void AbroadPage::layOut() {
    addAboveTitle(back_);
    QVBoxLayout* question = columnIn(*question_);
    question->addWidget(zone_);
    question->addLayout(rowOf({no_, yes_}));
    question->addWidget(kept_);
    QVBoxLayout* abroad = columnIn(*abroad_);
    Words& words = desk_.words;
    // The way that needs nothing from an operator stands first.
    Text* qr = addWayCard(*abroad, words, Icon::Good, Tone::Good, Phrase::AbroadQr);
    smsText_ = addWayCard(*abroad, words, Icon::Attention, Tone::Attention, Phrase::AbroadSms);
    Text* cannot = addWayCard(*abroad, words, Icon::Bad, Tone::Bad, Phrase::AbroadCannot);
    words.keep(qr, [&words, qr] { qr->setText(words.say(Phrase::AbroadQrText)); });
    words.keep(cannot, [&words, cannot] { cannot->setText(words.say(Phrase::AbroadCannotText)); });
    abroad->addLayout(rowOf({go_}));
    column().addWidget(question_);
    column().addWidget(abroad_);
}

void AbroadPage::say() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::GoBack));
    zone_->setText(words.say(Phrase::AbroadZone));
    no_->setText(words.say(Phrase::AbroadNo));
    yes_->setText(words.say(Phrase::AbroadYes));
    kept_->setText(words.say(Phrase::AbroadKept));
    smsText_->setText(words.say(Phrase::AbroadSmsText, {{"sender", sender_}}));
    go_->setText(words.say(Phrase::AbroadGo));
    turnTo(step_);
}

void AbroadPage::turnTo(Step step) {
    step_ = step;
    const bool asks = step == Step::Question;
    const Words& words = desk_.words;
    setTitle(words.say(asks ? Phrase::AbroadTitle : Phrase::AbroadThereTitle));
    setLead(words.say(asks ? Phrase::AbroadLead : Phrase::AbroadThereLead));
    zone_->setVisible(desk_.portals.answers.zone() == guidance::ClockZone::Elsewhere);
    question_->setVisible(asks);
    abroad_->setVisible(!asks);
}

void AbroadPage::ask(const std::string& sender) {
    sender_ = sender;
    step_ = Step::Question;
    say();
    ensureVisible(0, 0);
}

void AbroadPage::answerHome() {
    desk_.portals.answers.sayStay(guidance::Stay::InKazakhstan);
    emit answered();
}

} // namespace tanba::gui
