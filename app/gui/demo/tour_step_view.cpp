#include "app/gui/demo/tour_step_view.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tanba::gui {

namespace {

constexpr int kPictureSize = 20;

struct StepRow {
    Phrase title;
    Phrase text;
    Phrase go;
    Icon icon;
};
/// In the order of TourStep.
constexpr std::array<StepRow, kTourSteps> kSteps{{
    {Phrase::TourCardTitle, Phrase::TourCardText, Phrase::TourCardGo, Icon::CardInsert},
    {Phrase::TourSmsTitle, Phrase::TourSmsText, Phrase::TourPortalGo, Icon::Globe},
    {Phrase::TourQrTitle, Phrase::TourQrText, Phrase::TourPortalGo, Icon::Globe},
    {Phrase::TourSignTitle, Phrase::TourSignText, Phrase::TourSignGo, Icon::Sign},
    {Phrase::TourCheckTitle, Phrase::TourCheckText, Phrase::TourCheckGo, Icon::Verify},
    {Phrase::TourPasswordTitle, Phrase::TourPasswordText, Phrase::TourPasswordGo, Icon::Lock},
    {Phrase::TourExpiryTitle, Phrase::TourExpiryText, Phrase::TourExpiryGo, Icon::Clock},
}};

const StepRow& rowOfStep(TourStep step) {
    return kSteps.at(static_cast<std::size_t>(step));
}

} // namespace

TourStepView::TourStepView(Words& words, TourStep step, text::TextValues values)
    : words_(words), step_(step), values_(std::move(values)),
      picture_(new Picture(Icon::Circle, kPictureSize, Tone::Muted)), title_(new Text(TypeRole::Body)),
      text_(new Text(TypeRole::Body)),
      go_(new Button(ButtonKind::Plain, rowOfStep(step).icon)), // the page beside it has the main thing
      skip_(new Button(ButtonKind::Quiet)) {
    auto* layout = new QVBoxLayout(this);
    keepSpacing(*layout, 8);
    auto* head = new QHBoxLayout;
    keepSpacing(*head, 8);
    head->addWidget(picture_, 0, Qt::AlignTop);
    head->addWidget(title_, 1);
    layout->addLayout(head);
    layout->addWidget(text_);
    layout->addLayout(rowOf({go_, skip_}));
    connect(go_, &QAbstractButton::clicked, this, [this] { emit goWanted(step_); });
    connect(skip_, &QAbstractButton::clicked, this, &TourStepView::skipWanted);
    theme().keep(this, [this] { setMargins(); });
    words_.keep(this, [this] { say(); });
    show(state_, false);
}

void TourStepView::say() {
    const StepRow& row = rowOfStep(step_);
    const QString name = words_.say(row.title);
    title_->setText(name);
    text_->setText(words_.say(row.text, values_));
    go_->setText(words_.say(row.go));
    skip_->setText(words_.say(Phrase::TourSkip));
    // The picture says nothing to a screen reader.
    const text::TextValues step{{"step", toUtf8(name)}};
    if (state_ == Tour::State::Done)
        title_->setAccessibleName(words_.say(Phrase::TourStateDone, step));
    else if (state_ == Tour::State::Skipped)
        title_->setAccessibleName(words_.say(Phrase::TourStateSkipped, step));
    else
        title_->setAccessibleName(current_ ? words_.say(Phrase::TourStateNow, step) : name);
}

void TourStepView::setMargins() {
    const int side = theme().px(12);
    const int above = theme().px(current_ ? 12 : 4);
    layout()->setContentsMargins(side, above, side, above);
}

void TourStepView::paintEvent(QPaintEvent* event) {
    if (current_)
        Card::paintEvent(event);
}

void TourStepView::show(Tour::State state, bool current) {
    state_ = state;
    current_ = current;
    setKind(current ? CardKind::Info : CardKind::Plain);
    if (state == Tour::State::Done)
        picture_->show(Icon::Good, Tone::Good);
    else
        picture_->show(current ? Icon::ChevronRight : Icon::Circle, current ? Tone::Accent : Tone::Muted);
    title_->setRole(current ? TypeRole::Strong : TypeRole::Body);
    title_->setTone(current || state == Tour::State::Open ? Tone::Normal : Tone::Muted);
    text_->setVisible(current);
    go_->setVisible(current);
    skip_->setVisible(current);
    setMargins();
    say();
}

} // namespace tanba::gui
