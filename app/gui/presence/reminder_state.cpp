#include "app/gui/presence/reminder_state.h"

#include "core/base/encoding.h"
#include "core/guidance/clock_check.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::SnoozeChoice;

constexpr int kVersion = 1;
constexpr std::size_t kMostKeys = 1000;
constexpr std::size_t kFingerprintOctets = 32;

struct ChoiceRow {
    SnoozeChoice choice;
    const char* name;
};
constexpr std::array<ChoiceRow, 3> kChoices = {{
    {SnoozeChoice::UntilTomorrow, "tomorrow"},
    {SnoozeChoice::UntilNextThreshold, "nextThreshold"},
    {SnoozeChoice::ForGood, "forGood"},
}};

const QString kVersionName = QStringLiteral("version");
const QString kKeys = QStringLiteral("keys");
const QString kTold = QStringLiteral("told");
const QString kToldAt = QStringLiteral("toldAt");
const QString kSnooze = QStringLiteral("snooze");
const QString kChoice = QStringLiteral("choice");
const QString kChosenAt = QStringLiteral("chosenAt");
const QString kThreshold = QStringLiteral("threshold");
const QString kLastSeen = QStringLiteral("lastSeen");
const QString kYearlyOn = QStringLiteral("yearlySince");
const QString kYearlyShown = QStringLiteral("yearlyShown");
const QString kYearlyTold = QStringLiteral("yearlyTold");
const QString kQuiet = QStringLiteral("quiet");

std::optional<int> wholeNumber(const QJsonValue& value) {
    constexpr int kNone = -1;
    const int number = value.toInt(kNone);
    return number == kNone ? std::nullopt : std::optional(number);
}

template <typename Value>
std::optional<Value> ifRead(const Result<Value>& read) {
    return read.ok() ? std::optional(read.value()) : std::nullopt;
}

std::optional<Time> timeOf(const QJsonValue& value) {
    return ifRead(parseRfc3339(value.toString().toStdString()));
}

std::optional<guidance::Date> dateOf(const QJsonValue& value) {
    return ifRead(guidance::parseDate(value.toString().toStdString()));
}

/// Of a SHA-256.
bool isFingerprint(const std::string& hex) {
    const Result<Bytes> octets = fromHex(hex);
    return octets.ok() && octets.value().size() == kFingerprintOctets;
}

/// Without its time it is unknown by which clock it was told.
std::optional<ToldWarning> toldOf(const QJsonObject& object) {
    const std::optional<int> warning = wholeNumber(object.value(kTold));
    const std::optional<Time> when = timeOf(object.value(kToldAt));
    return warning && when ? std::optional(ToldWarning{*warning, *when}) : std::nullopt;
}

QJsonObject toJson(const guidance::Snooze& snooze) {
    const auto row = std::ranges::find(kChoices, snooze.choice, &ChoiceRow::choice);
    QJsonObject object{{kChoice, QString::fromLatin1(row->name)},
                       {kChosenAt, QString::fromStdString(formatRfc3339(snooze.chosenAt))}};
    if (snooze.threshold)
        object.insert(kThreshold, *snooze.threshold);
    return object;
}

std::optional<guidance::Snooze> snoozeOf(const QJsonObject& object) {
    const std::string name = object.value(kChoice).toString().toStdString();
    const auto row =
        std::ranges::find_if(kChoices, [&name](const ChoiceRow& each) { return name == each.name; });
    const std::optional<Time> chosenAt = timeOf(object.value(kChosenAt));
    if (row == kChoices.end() || !chosenAt)
        return std::nullopt;
    return guidance::Snooze{row->choice, *chosenAt, wholeNumber(object.value(kThreshold))};
}

} // namespace

bool isTold(const ToldWarning& told, ExpiryWarning warning, Time now) {
    // Small corrections of the clock at a threshold repeat nothing, nor does the zone of another system's
    // clock.
    const auto ahead = told.warning == warning ? std::chrono::seconds(std::chrono::hours(24))
                                               : std::chrono::seconds(guidance::kClockTolerance);
    return told.warning <= warning && told.when <= now + ahead;
}

ReminderState readReminderState(ByteView json) {
    ReminderState state;
    const QByteArray text(reinterpret_cast<const char*>(json.data()), static_cast<qsizetype>(json.size()));
    const QJsonObject root = QJsonDocument::fromJson(text).object();
    if (root.value(kVersionName).toInt() != kVersion)
        return state;
    const QJsonObject keys = root.value(kKeys).toObject();
    for (auto row = keys.begin(); row != keys.end() && state.keys.size() < kMostKeys; ++row) {
        if (!isFingerprint(row.key().toStdString()))
            continue;
        const QJsonObject object = row.value().toObject();
        state.keys[row.key().toStdString()] = {snoozeOf(object.value(kSnooze).toObject()), toldOf(object)};
    }
    state.lastSeen = timeOf(root.value(kLastSeen));
    state.yearly = {dateOf(root.value(kYearlyOn)), dateOf(root.value(kYearlyShown))};
    state.yearlyTold = dateOf(root.value(kYearlyTold));
    for (const QJsonValue& each : root.value(kQuiet).toArray())
        if (const std::string digest = each.toString().toStdString();
            isFingerprint(digest) && state.quiet.size() < kMostKeys)
            state.quiet.insert(digest);
    return state;
}

std::string reminderStateText(const ReminderState& state) {
    QJsonObject keys;
    for (const auto& [fingerprint, reminder] : state.keys) {
        QJsonObject object;
        if (reminder.snooze)
            object.insert(kSnooze, toJson(*reminder.snooze));
        if (reminder.told) {
            object.insert(kTold, reminder.told->warning);
            object.insert(kToldAt, QString::fromStdString(formatRfc3339(reminder.told->when)));
        }
        if (!object.isEmpty())
            keys.insert(QString::fromStdString(fingerprint), object);
    }
    QJsonObject root{{kVersionName, kVersion}, {kKeys, keys}};
    if (state.lastSeen)
        root.insert(kLastSeen, QString::fromStdString(formatRfc3339(*state.lastSeen)));
    if (state.yearly.enabledOn)
        root.insert(kYearlyOn, QString::fromStdString(guidance::formatDate(*state.yearly.enabledOn)));
    if (state.yearly.lastShown)
        root.insert(kYearlyShown, QString::fromStdString(guidance::formatDate(*state.yearly.lastShown)));
    if (!state.quiet.empty()) {
        QJsonArray quiet;
        for (const std::string& digest : state.quiet)
            quiet.append(QString::fromStdString(digest));
        root.insert(kQuiet, quiet);
    }
    if (state.yearlyTold)
        root.insert(kYearlyTold, QString::fromStdString(guidance::formatDate(*state.yearlyTold)));
    return QJsonDocument(root).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace tanba::gui
