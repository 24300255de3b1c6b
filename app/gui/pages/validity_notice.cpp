#include "app/gui/pages/validity_notice.h"

#include "app/gui/widgets/button.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct NoticeRow {
    KeyState state;
    CardKind kind;
    Phrase title;
    Phrase text;
    bool renewal;
};
constexpr std::array<NoticeRow, 4> kNotices = {{
    {KeyState::Missing, CardKind::Attention, Phrase::KeyMissingTitle, Phrase::KeyMissingText, false},
    {KeyState::NotYetValid, CardKind::Attention, Phrase::KeyNotYetTitle, Phrase::KeyNotYetText, false},
    {KeyState::Soon, CardKind::Attention, Phrase::KeySoonTitle, Phrase::KeySoonText, true},
    {KeyState::Expired, CardKind::Bad, Phrase::KeyExpiredTitle, Phrase::KeyExpiredText, true},
}};

} // namespace

void showValidityNotice(Banner& banner, KeyState state, const keys::Certificate* certificate, Time now,
                        const Words& words, const std::function<void()>& openRenewal) {
    const auto row = std::ranges::find(kNotices, state, &NoticeRow::state);
    if (row == kNotices.end())
        return;
    text::TextValues values;
    if (state == KeyState::Soon)
        values.push_back({"days", std::to_string(expiryOf(*certificate, now).daysLeft)});
    banner.showMessage(row->kind, words.say(row->title, values), words.say(row->text));
    if (!row->renewal)
        return;
    auto* site = new Button(ButtonKind::Plain, Icon::External);
    site->setText(words.say(Phrase::KeyRenewLink));
    site->setToolTip(words.say(Phrase::KeyRenewTip));
    QObject::connect(site, &QAbstractButton::clicked, &banner, openRenewal);
    banner.addAction(site);
}

} // namespace tanba::gui
