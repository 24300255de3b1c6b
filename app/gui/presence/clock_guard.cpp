#include "app/gui/presence/clock_guard.h"

#include "app/text/dates.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::ClockJudgement;

/// Whether the person's word can settle it: nothing that was built or issued can come from the future.
enum class Remedy { SetTheClock, SetOrConfirm };

struct JudgementRow {
    ClockJudgement judgement;
    Phrase text;
    Remedy remedy;
};
constexpr std::array<JudgementRow, 3> kJudgements = {{
    {ClockJudgement::BeforeBuild, Phrase::ClockBeforeBuild, Remedy::SetTheClock},
    {ClockJudgement::BeforeCertificate, Phrase::ClockBeforeCertificate, Remedy::SetTheClock},
    {ClockJudgement::WentBack, Phrase::ClockWentBack, Remedy::SetOrConfirm},
}};

} // namespace

ClockGuard::ClockGuard(const Words& words, const ExpiryWatch& keys, ReminderStore& store,
                       SteadySeconds steady, Time build)
    : words_(words), keys_(keys), store_(store), steady_(std::move(steady)), build_(build) {
    connect(&keys_, &ExpiryWatch::changed, this, &ClockGuard::look);
    look();
}

std::optional<Time> ClockGuard::lastSeen() const {
    const std::optional<Time> remembered = store_.state().lastSeen;
    if (!lastLook_)
        return remembered;
    // What the steady clock counts leaves out sleep, so this is never too late.
    const Time atLeast = lastLook_->wall + (steady_() - lastLook_->steady);
    return remembered ? std::max(*remembered, atLeast) : atLeast;
}

void ClockGuard::look() {
    const Time now = keys_.now();
    guidance::ClockEvidence evidence;
    evidence.build = build_;
    evidence.lastSeen = lastSeen();
    for (const ExpiringKey& each : keys_.keys()) {
        const Time begin = each.key.certificate.notBefore();
        evidence.latestBegin = evidence.latestBegin ? std::max(*evidence.latestBegin, begin) : begin;
    }
    const ClockJudgement before = judgement_;
    judgement_ = guidance::judgeClock(now, evidence);
    if (trusted())
        lastLook_ = Moment{now, steady_()};
    if (trusted() || evidence.lastSeen)
        remember(guidance::nextLastSeen(evidence.lastSeen, trusted() ? now : *evidence.lastSeen,
                                        guidance::ClockConfirmed::No));
    if (judgement_ != before)
        emit changed();
}

void ClockGuard::remember(Time lastSeen) {
    // Less than this is never noticed; the file is not written for it.
    const std::optional<Time> known = store_.state().lastSeen;
    if (known && lastSeen >= *known && lastSeen - *known < guidance::kClockTolerance)
        return;
    store_.change([lastSeen](ReminderState& state) { state.lastSeen = lastSeen; });
}

void ClockGuard::confirm() {
    const Time now = keys_.now();
    lastLook_ = Moment{now, steady_()};
    remember(guidance::nextLastSeen(store_.state().lastSeen, now, guidance::ClockConfirmed::ByPerson));
    look();
}

std::vector<AttentionItem> ClockGuard::items() {
    const auto row = std::ranges::find(kJudgements, judgement_, &JudgementRow::judgement);
    if (row == kJudgements.end())
        return {};
    const Time now = keys_.now();
    const std::string time = text::timeInWords(now, text::localOffset(now), words_.language());
    AttentionItem item;
    item.urgency = Urgency::Urgent;
    item.title = words_.say(Phrase::ClockTitle);
    item.text = words_.say(row->text, {{"time", time}});
    if (row->remedy == Remedy::SetOrConfirm)
        item.actions.push_back({words_.say(Phrase::ClockConfirm), [this] { confirm(); }});
    return {item};
}

} // namespace tanba::gui
