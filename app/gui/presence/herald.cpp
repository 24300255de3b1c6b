#include "app/gui/presence/herald.h"

#include "app/gui/presence/expiry_words.h"

#include <algorithm>

namespace tanba::gui {

namespace {

/// The message about one key has its id after this.
const QString kOneKey = QStringLiteral("expiry/");
const QString kSeveralKeys = QStringLiteral("expiry");
const QString kYearly = QStringLiteral("yearly");

/// A key that turns up long after its end is no news.
constexpr int kOldNewsAfterDays = guidance::kExpiryThresholds.front();

} // namespace

Herald::Herald(const Words& words, const Sources& sources, const platform::Settings& settings,
               platform::Notifier& notifier)
    : words_(words), sources_(sources), settings_(settings), notifier_(notifier) {
    connect(&notifier_, &platform::Notifier::chosen, this, &Herald::chosen);
    connect(&notifier_, &platform::Notifier::shown, this, &Herald::shown);
    connect(&notifier_, &platform::Notifier::notShown, this, &Herald::notShown);
    connect(&notifier_, &platform::Notifier::available, this, &Herald::tell);
    connect(&sources_.expiry, &ExpiryWatch::changed, this, &Herald::tell);
    connect(&sources_.clock, &AttentionSource::changed, this, &Herald::tell);
    connect(&sources_.yearly, &AttentionSource::changed, this, &Herald::tell);
}

void Herald::start() {
    started_ = true;
    tell();
}

void Herald::tell() {
    if (!started_ || !settings_.get(platform::settings::kNotifications) || !sources_.clock.trusted())
        return;
    tellOfKeys();
    tellOfYear();
}

bool Herald::underWay(const ExpiringKey& key) const {
    const Time now = sources_.expiry.now();
    return std::ranges::any_of(underWay_, [&key, now](const ToldWarnings& warnings) {
        const auto told = warnings.find(key.id);
        return told != warnings.end() && isTold(told->second, key.warning(), now);
    });
}

void Herald::tellOfKeys() {
    std::vector<ExpiringKey> news;
    ToldWarnings warnings;
    for (const ExpiringKey& key : sources_.expiry.keys()) {
        const bool old = key.judgement.daysLeft < -kOldNewsAfterDays;
        if (!key.wantsAttention() || old || sources_.expiry.wasTold(key) || underWay(key))
            continue;
        news.push_back(key);
        warnings[key.id] = {key.warning(), sources_.expiry.now()};
    }
    if (news.empty())
        return;
    const QString id = news.size() > 1 ? kSeveralKeys : kOneKey + QString::fromStdString(news.front().id);
    for (const auto& [key, warning] : warnings)
        underWay_[id][key] = warning;
    notifier_.show(id, expiryNotice(news, words_));
}

void Herald::tellOfYear() {
    if (!sources_.yearly.due() || sources_.yearly.wasTold() || underWay_.contains(kYearly))
        return;
    underWay_.insert(kYearly, {});
    notifier_.show(kYearly, {words_.say(Phrase::YearlyTitle), words_.say(Phrase::YearlyText)});
}

void Herald::shown(const QString& id) {
    const ToldWarnings warnings = underWay_.take(id);
    if (id == kYearly)
        sources_.yearly.told();
    else
        sources_.expiry.told(warnings);
}

void Herald::notShown(const QString& id) {
    underWay_.remove(id);
}

void Herald::chosen(const QString& id) {
    if (id.startsWith(kOneKey))
        emit keyWanted(id.mid(kOneKey.size()).toStdString());
    else
        emit homeWanted();
}

} // namespace tanba::gui
