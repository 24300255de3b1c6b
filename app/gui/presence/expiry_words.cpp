#include "app/gui/presence/expiry_words.h"

#include "app/text/certificate_view.h"
#include "core/base/utf8.h"
#include "core/guidance/personal_numbers.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::ExpiryState;

constexpr text::UtcOffset kOffset{guidance::kKazakhstanOffset};
constexpr std::size_t kMostLines = 3;

struct TitleRow {
    ExpiryState state;
    Phrase title;
};
constexpr std::array<TitleRow, 3> kTitles = {{
    {ExpiryState::NotYetValid, Phrase::KeyNotYetTitle},
    {ExpiryState::Soon, Phrase::ExpirySoonTitle},
    {ExpiryState::Expired, Phrase::KeyExpiredTitle},
}};

/// The organisation of a key that speaks for one; empty where a person's name would be told with it, as in
/// the names of small firms.
QString organisationOf(const keys::Certificate& certificate) {
    const keys::Owner owner = keys::kzProfile(certificate).owner;
    if (owner.bin.empty())
        return {};
    constexpr qsizetype kShortestName = 3; // a shorter word is found in every other name
    const QString organisation = fromUtf8(guidance::maskedNumbers(displayText(owner.organisation)));
    const QStringList names =
        fromUtf8(displayText(owner.displayName() + ' ' + owner.surname)).split(QLatin1Char(' '));
    const bool tellsPerson = std::any_of(names.begin(), names.end(), [&organisation](const QString& name) {
        return name.size() >= kShortestName && organisation.contains(name, Qt::CaseInsensitive);
    });
    return tellsPerson ? QString() : organisation;
}

/// "login and signing, ТОО «…»"
QString keyInCalendar(const keys::Certificate& certificate, const Words& words) {
    QStringList parts{purposeWords(certificate, words)};
    if (const QString organisation = organisationOf(certificate); !organisation.isEmpty())
        parts << organisation;
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString holderName(const keys::Certificate& certificate) {
    const std::string name = keys::kzProfile(certificate).owner.displayName();
    return fromUtf8(
        guidance::maskedNumbers(displayText(name.empty() ? certificate.subject().display() : name)));
}

QString purposeWords(const keys::Certificate& certificate, const Words& words) {
    const text::CertificateWords own(text::TextTable::builtIn(), words.language());
    return fromUtf8(own.purpose(keys::purposeOf(certificate)));
}

QString lastDayWords(const ExpiringKey& key, const Words& words) {
    return fromUtf8(text::dateInWords(key.judgement.lastMoment, kOffset, words.language()));
}

QString lastMomentWords(const ExpiringKey& key, const Words& words) {
    return fromUtf8(text::timeInWords(key.judgement.lastMoment, kOffset, words.language()));
}

QString expiryTitle(const ExpiringKey& key, const Words& words) {
    const auto row = std::ranges::find(kTitles, key.judgement.state, &TitleRow::state);
    if (row == kTitles.end())
        return {};
    if (key.judgement.state == ExpiryState::Soon && key.judgement.daysLeft == 0)
        return words.say(Phrase::ExpiryTodayTitle);
    return words.say(row->title, {{"days", std::to_string(key.judgement.daysLeft)}});
}

platform::Notice expiryNotice(const std::vector<ExpiringKey>& keys, const Words& words) {
    QStringList lines;
    for (const ExpiringKey& key : keys) {
        const text::TextValues values = {{"owner", toUtf8(holderName(key.key.certificate))},
                                         {"purpose", toUtf8(purposeWords(key.key.certificate, words))},
                                         {"date", toUtf8(lastDayWords(key, words))}};
        if (static_cast<std::size_t>(lines.size()) < kMostLines)
            lines.append(words.say(Phrase::ExpiryNoticeLine, values));
    }
    if (keys.size() > 1)
        return {words.say(Phrase::ExpiryNoticeMany, {{"count", std::to_string(keys.size())}}),
                lines.join(QLatin1Char('\n'))};
    const ExpiringKey& only = keys.front();
    lines.append(words.say(only.judgement.renewal == guidance::OnlineRenewal::Possible ? Phrase::ExpiryAfter
                                                                                       : Phrase::ExpiryOver));
    return {expiryTitle(only, words), lines.join(QLatin1Char('\n'))};
}

Result<guidance::CalendarEvent> expiryEvent(const ExpiringKey& key, const Words& words) {
    guidance::CalendarEvent event;
    TANBA_TRY(event.id, guidance::calendarId(key.key.certificate.fingerprint()));
    event.day = key.judgement.lastDay;
    event.summary = toUtf8(
        words.say(Phrase::ExpiryEventSummary, {{"key", toUtf8(keyInCalendar(key.key.certificate, words))}}));
    event.description = toUtf8(words.say(Phrase::ExpiryEventText));
    for (const int days : guidance::kExpiryThresholds)
        if (days < key.judgement.daysLeft)
            event.alarmDays.push_back(days);
    return event;
}

} // namespace tanba::gui
