#include "app/gui/pages/advice/lost_page.h"

#include "app/gui/pages/advice/step_item.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tanba::gui {

namespace {

/// What the button of a step does: opens a site, or leads to the change of a password.
struct StepRow {
    LostStep step;
    Phrase title;
    Phrase text;
    const std::string& (*site)();
};
constexpr std::array<StepRow, 5> kSteps = {{
    {LostStep::CheckService, Phrase::SmsCheckTitle, Phrase::SmsCheckText, &egovAddress},
    {LostStep::Password, Phrase::LostPasswordTitle, Phrase::LostPasswordText, nullptr},
    {LostStep::Revoke, Phrase::LostRevokeTitle, Phrase::LostRevokeText, &revokeAddress},
    {LostStep::CheckKeys, Phrase::LostCheckTitle, Phrase::LostCheckText, &myKeysAddress},
    {LostStep::Report, Phrase::LostReportTitle, Phrase::LostReportText, &egovAddress},
}};

const StepRow& rowOfStep(LostStep step) {
    return *std::ranges::find(kSteps, step, &StepRow::step);
}

std::vector<LostStep> stepsOf(LostEntry entry) {
    std::vector<LostStep> steps;
    for (const StepRow& row : kSteps)
        if (row.step != LostStep::CheckService || entry == LostEntry::UnknownSms)
            steps.push_back(row.step);
    return steps;
}

} // namespace

LostPage::LostPage(const Desk& desk, LostEntry entry)
    : AdvicePage(desk, entry == LostEntry::UnknownSms ? Phrase::SmsTitle : Phrase::LostTitle,
                 Phrase::LostLead),
      steps_(stepsOf(entry)), current_(steps_.front()), rail_(new QVBoxLayout), card_(new Card),
      step_(new Text(TypeRole::Small, Tone::Muted)), stepTitle_(new Text(TypeRole::Section)),
      stepText_(new Text(TypeRole::Body)), act_(new Button(ButtonKind::Plain, Icon::External)),
      next_(new Button(ButtonKind::Main, Icon::Check)), later_(new Button(ButtonKind::Plain)),
      again_(new Button(ButtonKind::Quiet, Icon::Back)) {
    layOut();
    connect(act_, &QAbstractButton::clicked, this, &LostPage::act);
    connect(next_, &QAbstractButton::clicked, this, [this] { finish(Finish::Done); });
    connect(later_, &QAbstractButton::clicked, this, [this] { finish(Finish::Later); });
    connect(again_, &QAbstractButton::clicked, this, &LostPage::beginAgain);
    makeItems();
    desk.words.keep(this, [this] { say(); });
}

void LostPage::layOut() {
    rail_->setSpacing(0);
    auto* inside = new QVBoxLayout(card_);
    keepCardMargin(*inside, 18);
    keepSpacing(*inside, 8);
    inside->addWidget(step_);
    inside->addWidget(stepTitle_);
    inside->addWidget(stepText_);
    inside->addLayout(rowOf({act_}));
    inside->addLayout(rowOf({next_, later_, again_}));
    column().addWidget(card_);
    column().addLayout(rail_);
    addText(Phrase::LostNobody, Tone::Attention);
    addText(Phrase::LostCannot, Tone::Muted);
    addSource({"key.old_keys_stay_valid", "sms.code_asked_by_fraudsters"});
}

void LostPage::makeItems() {
    for (const LostStep step : steps_) {
        auto* item = new StepItem;
        connect(item, &QAbstractButton::clicked, this, [this, step] { goTo(step); });
        rail_->addWidget(item);
        items_.append(item);
    }
}

void LostPage::say() {
    next_->setText(words().say(Phrase::LostDone));
    later_->setText(words().say(Phrase::LostLater));
    again_->setText(words().say(Phrase::LostAgain));
    showItems();
    if (current_)
        showCurrent();
    else
        showEnd();
}

void LostPage::showItems() {
    for (std::size_t index = 0; index < steps_.size(); ++index) {
        const LostStep step = steps_[index];
        const StepState state = current_ == step       ? StepState::Now
                                : done_.contains(step) ? StepState::Done
                                                       : StepState::Open;
        items_[static_cast<qsizetype>(index)]->show(words().say(rowOfStep(step).title), state, words());
    }
}

void LostPage::showCurrent() {
    const LostStep step = *current_;
    const StepRow& row = rowOfStep(step);
    const auto number = std::ranges::find(steps_, step) - steps_.begin() + 1;
    card_->setKind(CardKind::Plain);
    step_->setVisible(true);
    step_->setText(words().say(Phrase::LostStep,
                               {{"step", std::to_string(number)}, {"total", std::to_string(steps_.size())}}));
    stepTitle_->setText(words().say(row.title));
    stepText_->setText(words().say(row.text));
    act_->setVisible(true);
    act_->setIcon(row.site == nullptr ? Icon::Lock : Icon::External);
    act_->setText(row.site == nullptr ? words().say(Phrase::KeyChange)
                                      : words().say(Phrase::SourceOpen, {{"host", hostOf(row.site())}}));
    act_->setAccessibleDescription(stepTitle_->text());
    next_->setVisible(true);
    next_->setAccessibleDescription(stepTitle_->text());
    later_->setVisible(true);
    later_->setAccessibleDescription(stepTitle_->text());
    again_->setVisible(false);
}

void LostPage::showEnd() {
    const bool all = done_.size() == steps_.size();
    card_->setKind(all ? CardKind::Good : CardKind::Attention);
    step_->setVisible(false);
    stepTitle_->setText(words().say(all ? Phrase::LostEndTitle : Phrase::LostOpenTitle));
    stepText_->setText(words().say(all ? Phrase::LostEndText : Phrase::LostOpenText));
    act_->setVisible(all);
    act_->setIcon(Icon::External);
    act_->setText(words().say(Phrase::SourceOpen, {{"host", hostOf(reissueAddress())}}));
    act_->setAccessibleDescription(stepTitle_->text());
    next_->setVisible(false);
    later_->setVisible(false);
    again_->setVisible(true);
    again_->setAccessibleDescription(stepTitle_->text());
}

void LostPage::act() {
    if (!current_)
        openSite(reissueAddress());
    else if (const auto site = rowOfStep(*current_).site; site != nullptr)
        openSite(site());
    else
        emit passwordChangeWanted();
}

void LostPage::finish(Finish how) {
    const LostStep step = *current_;
    if (how == Finish::Done)
        done_.insert(step);
    const auto next = std::find_if(std::next(std::ranges::find(steps_, step)), steps_.end(),
                                   [this](LostStep each) { return !done_.contains(each); });
    goTo(next == steps_.end() ? std::nullopt : std::optional(*next));
}

void LostPage::goTo(std::optional<LostStep> step) {
    current_ = step;
    say();
    (step ? next_ : again_)->setFocus(Qt::OtherFocusReason);
}

void LostPage::beginAgain() {
    done_.clear();
    goTo(steps_.front());
}

} // namespace tanba::gui
