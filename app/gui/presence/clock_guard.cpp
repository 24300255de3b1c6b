#include "app/gui/presence/clock_guard.h"

#include "app/text/dates.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::ClockJudgement;

/// Whether the person's word can settle it: nothing that was built or issued can come from the future, but a
/// server's clock can be wrong as well.
enum class Remedy { SetTheClock, SetOrConfirm };

struct JudgementRow {
    ClockJudgement judgement;
    Phrase text;
    Remedy remedy;
};
constexpr std::array<JudgementRow, 5> kJudgements = {{
    {ClockJudgement::BeforeBuild, Phrase::ClockBeforeBuild, Remedy::SetTheClock},
    {ClockJudgement::BeforeCertificate, Phrase::ClockBeforeCertificate, Remedy::SetTheClock},
    {ClockJudgement::WentBack, Phrase::ClockWentBack, Remedy::SetOrConfirm},
    {ClockJudgement::BehindTrusted, Phrase::ClockBehind, Remedy::SetOrConfirm},
    {ClockJudgement::AheadOfTrusted, Phrase::ClockAhead, Remedy::SetOrConfirm},
}};

} // namespace

ClockGuard::ClockGuard(const Words& words, const ExpiryWatch& keys, ReminderStore& store, HeardTime& heard,
                       Time build)
    : words_(words), keys_(keys), store_(store), heard_(heard), build_(build) {
    connect(&keys_, &ExpiryWatch::changed, this, &ClockGuard::look);
    connect(&heard_, &HeardTime::news, this, &ClockGuard::look);
    look();
}

std::optional<Time> ClockGuard::lastSeen() const {
    const std::optional<Time> remembered = store_.state().lastSeen;
    if (!lastLook_)
        return remembered;
    // What the steady clock counts leaves out sleep, so this is never too late.
    const Time atLeast = lastLook_->wall + (heard_.moment().steady - lastLook_->steady);
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
    const HeardTime::Heard heard = heard_.heard();
    evidence.trustedNow = heard.now;
    evidence.notBefore = heard.notBefore;
    told_ = heard.now ? heard.now : heard.notBefore;
    const ClockJudgement before = judgement_;
    judgement_ = guidance::judgeClock(now, evidence);
    if (trusted())
        lastLook_ = heard_.moment();
    const auto confirmed = heard.now ? guidance::ClockConfirmed::Yes : guidance::ClockConfirmed::No;
    if (trusted())
        remember(guidance::nextLastSeen(evidence.lastSeen, now, confirmed));
    else if (evidence.lastSeen)
        remember(*evidence.lastSeen);
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
    heard_.forget();
    lastLook_ = heard_.moment();
    remember(guidance::nextLastSeen(store_.state().lastSeen, now, guidance::ClockConfirmed::Yes));
    look();
}

std::vector<AttentionItem> ClockGuard::items() {
    const auto row = std::ranges::find(kJudgements, judgement_, &JudgementRow::judgement);
    if (row == kJudgements.end())
        return {};
    const Time now = keys_.now();
    const auto inWords = [this](Time time) {
        return text::timeInWords(time, text::localOffset(time), words_.language());
    };
    AttentionItem item;
    item.urgency = Urgency::Urgent;
    item.title = words_.say(Phrase::ClockTitle);
    item.text = words_.say(row->text, {{"time", inWords(now)}, {"told", told_ ? inWords(*told_) : ""}});
    if (row->remedy == Remedy::SetOrConfirm)
        item.actions.push_back({words_.say(Phrase::ClockConfirm), [this] { confirm(); }});
    return {item};
}

} // namespace tanba::gui
