#include "app/gui/pages/advice/hygiene_notice.h"

#include "app/gui/pages/advice/hygiene_look.h"

#include <QCryptographicHash>
#include <algorithm>
#include <utility>

namespace tanba::gui {

namespace {

std::string digestOf(const CheckedKeyFile& file, const KeyFinding& finding) {
    const QByteArray told = QStringLiteral("%1/%2/%3")
                                .arg(static_cast<int>(finding.finding))
                                .arg(finding.place ? static_cast<int>(finding.place->finding) : -1)
                                .arg(QString::fromStdString(file.path.string()))
                                .toUtf8();
    return QCryptographicHash::hash(told, QCryptographicHash::Sha256).toHex().toStdString();
}

std::set<std::string> digestsOf(const std::vector<CheckedKeyFile>& files) {
    std::set<std::string> digests;
    for (const CheckedKeyFile& file : files)
        for (const KeyFinding& finding : file.findings)
            digests.insert(digestOf(file, finding));
    return digests;
}

} // namespace

HygieneNotice::HygieneNotice(const Desk& desk, ReminderStore& store) : desk_(desk), store_(store) {
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
    std::set<std::string> findings = digestsOf(check.remarkable);
    if (findings == findings_)
        return;
    findings_ = std::move(findings);
    files_ = check.remarkable.size();
    emit changed();
}

void HygieneNotice::putOff() {
    store_.change([this](ReminderState& state) { state.quiet.insert(findings_.begin(), findings_.end()); });
    emit changed();
}

std::vector<AttentionItem> HygieneNotice::items() {
    if (std::ranges::includes(store_.state().quiet, findings_))
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
