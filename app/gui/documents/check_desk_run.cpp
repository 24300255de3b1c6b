// The runs of checks that go on beside the windows.
#include "app/gui/documents/check_desk.h"
#include "app/gui/documents/time_guess.h"
#include "app/gui/tasks/step_progress.h"
#include "core/base/http_address.h"
#include "core/trust/online_addresses.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace tanba::gui {

namespace {

/// What a file is that cannot be read as a signed one; nobody asks when it could.
OtherFile otherFileOf(FileStore& files, const documents::CheckedFile& checked) {
    static constexpr std::array kNoSignature = {FailureCode::InputUnknownFormat, FailureCode::CmsMalformed,
                                                FailureCode::CmsNotSignedData, FailureCode::XmlNoSignature};
    if (checked.report.ok() ||
        std::ranges::find(kNoSignature, checked.report.failure().code) == kNoSignature.end())
        return OtherFile::Unknown;
    return judgeOtherFile(files, checked.name);
}

CheckState stateOf(const documents::CheckedFile& checked, OtherFile other) {
    if (checked.report.ok())
        return CheckState::Checked;
    static constexpr std::array kNoSignature = {FailureCode::InputUnknownFormat, FailureCode::XmlNoSignature};
    const bool none = std::ranges::find(kNoSignature, checked.report.failure().code) != kNoSignature.end();
    if (checked.report.failure().code == FailureCode::Cancelled)
        return CheckState::Waiting;
    return none || other != OtherFile::Unknown ? CheckState::NotSigned : CheckState::Failed;
}

/// The listed hosts that the certificates of the signers name.
std::vector<std::string> hostsToAsk(const trust::Report& report, const trust::OnlineHosts& listed) {
    std::set<std::string> hosts;
    const auto add = [&](const std::vector<std::string>& addresses, trust::OnlineUse use) {
        for (const std::string& text : addresses) {
            const auto address = parseHttpAddress(text);
            if (address.ok() && listed.allow(address.value(), use))
                hosts.insert(address.value().host);
        }
    };
    for (const trust::SignatureReport& signature : report.signatures)
        if (signature.certificate) {
            const trust::OnlineAddresses addresses = trust::onlineAddressesOf(*signature.certificate);
            add(addresses.responders, trust::OnlineUse::Status);
            add(addresses.lists, trust::OnlineUse::Lists);
        }
    return {hosts.begin(), hosts.end()};
}

} // namespace

CheckDesk::Found CheckDesk::look(FileStore& files, const trust::OnlineHosts& hosts,
                                 documents::CheckedFile checked) {
    const OtherFile other = otherFileOf(files, checked);
    std::vector<std::string> asked =
        checked.report.ok() ? hostsToAsk(checked.report.value(), hosts) : std::vector<std::string>();
    return {std::move(checked), other, std::move(asked)};
}

void CheckDesk::check(const std::vector<std::size_t>& indices) {
    std::vector<documents::CheckItem> items;
    for (const std::size_t index : indices) {
        CheckEntry& entry = entries_[index];
        entry.state = CheckState::Working;
        entry.revision = ++revision_;
        items.push_back({entry.path.string(), entry.given.string()});
    }
    stopped_ = false;
    percent_ = 0;
    finishedBefore_ = finished();
    clock_.start();
    auto run = std::make_shared<Cancel>();
    FileStore& files = sources_.files;
    TaskRunner& tasks = sources_.tasks; // on the checking thread this object may be gone already
    const QPointer<QObject> self(this);
    const auto tellPercent = [this, self, &tasks, run](int percent) {
        tasks.deliver(self, [this, run, percent] {
            if (std::ranges::find(running_, *run) == running_.end())
                return;
            percent_ = percent;
            emit changed();
        });
    };
    const auto makeOnline = onlineChecks() == OnlineChecks::Allowed ? sources_.makeOnline : nullptr;
    const auto work = [this, self, &files, &tasks, run, items, indices, tellPercent, makeOnline,
                       judging = judging(),
                       now = sources_.clock.now()](const WorkControl& control) -> Outcome {
        documents::CheckSettings settings = judging;
        if (makeOnline) {
            TANBA_TRY(settings.online, makeOnline());
        }
        TANBA_TRY(trust::OnlineHosts hosts, trust::OnlineHosts::builtIn());
        if (!settings.trustFolder.empty()) {
            TANBA_CHECK(hosts.addFolder(files, settings.trustFolder));
        }
        TANBA_TRY(const auto checking, documents::Checking::prepare(settings, files, now, control));
        StepProgress progress(100, tellPercent);
        checking->checkAll(items,
                           [&](std::size_t position, documents::CheckedFile checked) {
                               auto found = std::make_shared<Found>(look(files, hosts, std::move(checked)));
                               tasks.deliver(self, [this, run, index = indices[position], found] {
                                   take(*run, index, std::move(*found));
                               });
                           },
                           {control.cancel, &progress});
        return control.cancelled() ? Outcome(fail(FailureCode::Cancelled)) : Outcome(Done{});
    };
    *run = tasks.run<Outcome>(this, work, [this, run](const Outcome& outcome) { end(*run, outcome); });
    running_.push_back(*run);
    emit changed();
}

std::optional<std::chrono::seconds> CheckDesk::timeLeft() const {
    const std::size_t all = entries_.size() - finishedBefore_;
    if (!working() || entries_.empty() || all == 0)
        return std::nullopt;
    const double done = all == 1
                            ? percent_ / 100.0
                            : static_cast<double>(finished() - finishedBefore_) / static_cast<double>(all);
    return guessTimeLeft(std::chrono::milliseconds(clock_.elapsed()), done);
}

void CheckDesk::take(const Cancel& run, std::size_t index, Found found) {
    if (std::ranges::find(running_, run) == running_.end())
        return;
    CheckEntry& entry = entries_[index];
    if (stateOf(found.checked, found.other) == CheckState::Waiting)
        return; // stopped before it was reached
    entry.state = stateOf(found.checked, found.other);
    entry.other = found.other;
    entry.hosts = std::move(found.hosts);
    entry.revision = ++revision_;
    entry.result = std::move(found.checked);
    emit changed();
}

void CheckDesk::end(const Cancel& run, const Outcome& outcome) {
    if (std::erase(running_, run) == 0)
        return;
    for (CheckEntry& entry : entries_)
        if (entry.state == CheckState::Working) {
            // What was known before stays.
            entry.state = entry.result ? stateOf(*entry.result, entry.other) : CheckState::Waiting;
            entry.revision = ++revision_;
        }
    if (!outcome.ok() && outcome.failure().code == FailureCode::Cancelled)
        stopped_ = true;
    else if (!outcome.ok())
        giveUp(outcome.failure());
    else if (!working()) // places in the list are settled
        bringTogether();
    if (!working()) {
        remember();
        emit changed();
        emit ended();
    }
}

void CheckDesk::giveUp(const Failure& failure) {
    listFolder_.clear(); // lists that do not read must not stop the next check as well
    emit failed(failure);
}

void CheckDesk::bringTogether() {
    // The document that was opened together with its signature is no row of its own.
    const auto isDocument = [this](const CheckEntry& entry) {
        return entry.state == CheckState::NotSigned &&
               std::ranges::any_of(entries_, [&entry](const CheckEntry& other) {
                   return other.state == CheckState::Checked && other.result->content == entry.path.string();
               });
    };
    std::vector<CheckEntry> kept;
    std::ranges::remove_copy_if(entries_, std::back_inserter(kept), isDocument);
    const bool fewer = kept.size() != entries_.size();
    entries_ = std::move(kept);
    if (fewer)
        emit opened();
    // A signature and one other file: no doubt what belongs together, whatever their names are.
    if (entries_.size() != 2)
        return;
    for (const std::size_t index : {std::size_t{0}, std::size_t{1}}) {
        const CheckEntry& other = entries_[1 - index];
        const bool plain = other.state == CheckState::NotSigned && other.other != OtherFile::Key;
        if (entries_[index].state == CheckState::Checked && plain && entries_[index].given.empty() &&
            entries_[index].documentPlace() == DocumentPlace::Missing) {
            giveDocument(index, other.path);
            return;
        }
    }
}

} // namespace tanba::gui
