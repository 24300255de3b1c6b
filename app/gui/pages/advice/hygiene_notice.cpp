#include "app/gui/pages/advice/hygiene_notice.h"

#include "app/gui/pages/advice/hygiene_look.h"

#include <QCryptographicHash>
#include <utility>

namespace tanba::gui {

namespace {

using platform::settings::kHygieneQuiet;

/// Which files have which findings. A digest, since the settings are no place for the paths of keys.
QString digestOf(const std::vector<CheckedKeyFile>& files) {
    if (files.empty())
        return {};
    QStringList lines;
    for (const CheckedKeyFile& file : files)
        for (const KeyFinding& finding : file.findings)
            lines << QStringLiteral("%1/%2/%3")
                         .arg(static_cast<int>(finding.finding))
                         .arg(finding.place ? static_cast<int>(finding.place->finding) : -1)
                         .arg(QString::fromStdString(file.path.string()));
    lines.sort();
    return QString::fromLatin1(
        QCryptographicHash::hash(lines.join(QLatin1Char('\n')).toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace

HygieneNotice::HygieneNotice(const Desk& desk, platform::Settings& settings)
    : desk_(desk), settings_(settings) {
    pause_.setSingleShot(true);
    connect(&pause_, &QTimer::timeout, this, &HygieneNotice::look);
}

void HygieneNotice::start(std::chrono::milliseconds pause) {
    started_ = true;
    pause_.setInterval(pause);
    connect(&desk_.shelf, &KeyShelf::changed, this, &HygieneNotice::lookSoon);
    look();
}

void HygieneNotice::lookSoon() {
    if (started_)
        pause_.start();
}

void HygieneNotice::look() {
    if (std::exchange(looking_, true)) {
        again_ = true; // what it sees may be old already
        return;
    }
    desk_.tasks.run<HygieneCheck>(this, hygieneLook(desk_), [this](const HygieneCheck& check) {
        looking_ = false;
        take(check);
        if (std::exchange(again_, false))
            look();
    });
}

void HygieneNotice::take(const HygieneCheck& check) {
    const QString findings = digestOf(check.remarkable);
    if (findings == findings_)
        return;
    findings_ = findings;
    files_ = check.remarkable.size();
    emit changed();
}

void HygieneNotice::putOff() {
    settings_.set(kHygieneQuiet, findings_);
    emit changed();
}

std::vector<AttentionItem> HygieneNotice::items() {
    if (findings_.isEmpty() || findings_ == settings_.get(kHygieneQuiet))
        return {};
    AttentionItem item;
    item.urgency = Urgency::Advice;
    item.title = desk_.words.say(Phrase::HygieneFoundTitle);
    item.text = desk_.words.say(Phrase::HygieneFoundText, {{"count", std::to_string(files_)}});
    item.actions = {{desk_.words.say(Phrase::HygieneFoundShow), [this] { emit pageWanted(); }},
                    {desk_.words.say(Phrase::HygieneFoundQuiet), [this] { putOff(); }}};
    return {item};
}

} // namespace tanba::gui
