#include "app/gui/documents/known_secret.h"
#include "app/gui/documents/signing_desk.h"
#include "app/gui/documents/time_guess.h"

#include <numeric>
#include <utility>

// The run of a SigningDesk, and those of earlier times.
namespace tanba::gui {

namespace {

using documents::RowState;
using documents::SigningRecord;
using documents::SigningRun;

constexpr std::string_view kRecords = "signing";

struct Resumed {
    std::shared_ptr<SigningWork> work;
    std::vector<ChosenDocument> documents;
};

Result<Resumed> openAgain(const SigningRun::Places& places, GrowingFiles& growing,
                          const std::filesystem::path& record) {
    TANBA_TRY(std::unique_ptr<SigningRecord> opened, SigningRecord::open(growing, places.files, record));
    SigningRun run = SigningRun::resume(places, *opened);
    Resumed result;
    for (const documents::RunRow& row : run.rows()) {
        ChosenDocument chosen;
        chosen.row = row;
        lookInside(places.files, chosen);
        result.documents.push_back(std::move(chosen));
    }
    result.work = std::make_shared<SigningWork>(SigningWork{std::move(run), std::move(opened)});
    return result;
}

} // namespace

void SigningDesk::setStage(Stage stage) {
    stage_ = stage;
    emit changed();
}

std::shared_ptr<SigningPins> SigningDesk::makePins(SecretBytes secret,
                                                   const std::shared_ptr<CancelGate>& gate) {
    // Both are called beside the windows, where the desk may be gone before the work ends.
    const QPointer<QObject> self(this);
    const auto tell = [this, self, gate, &tasks = sources_.tasks](bool SigningDesk::*what,
                                                                  void (SigningDesk::*signal)()) {
        return [this, self, gate, &tasks, what, signal] {
            tasks.deliver(self, [this, gate, what, signal] {
                if (gate != gate_)
                    return;
                this->*what = true;
                emit(this->*signal)();
            });
        };
    };
    return std::make_shared<SigningPins>(
        std::move(secret), SigningPins::Asking{tell(&SigningDesk::pinOnReader_, &SigningDesk::moved),
                                               tell(&SigningDesk::waitsForPin_, &SigningDesk::pinWanted)});
}

void SigningDesk::findTimestamps() {
    if (timestamps_ || !sources_.timestamps)
        return;
    Result<std::unique_ptr<sign::TimestampSource>> found = sources_.timestamps();
    // Without them each row that wants one says so: network.off.
    if (found.ok())
        timestamps_ = std::move(found.value());
}

void SigningDesk::sign(SecretBytes secret) {
    const std::optional<SigningKeyOption> chosen = key();
    if (stage_ != Stage::Choosing || openingKey() || looking() || !chosen || !chosen->certificate)
        return;
    if (!work_) {
        std::vector<documents::Document> waiting;
        placeOf_.clear();
        for (std::size_t place = 0; place < documents_.size(); ++place)
            if (documents_[place].waits()) {
                waiting.push_back(documents_[place].row.document);
                placeOf_.push_back(place);
            }
        if (waiting.empty())
            return;
        if (order_.timestamp)
            findTimestamps();
        work_ = std::make_shared<SigningWork>(
            SigningWork{SigningRun(places(), order_, std::move(waiting)), nullptr});
    }
    chosenKey_ = chosen;
    weakCandidate_ = everybodyKnows(secret, *chosen) ? chosen : std::nullopt;
    const auto gate = std::make_shared<CancelGate>();
    gate_ = gate;
    pins_ = makePins(std::move(secret), gate);
    bytesDone_ = bytesTotal_ = 0;
    stopped_.reset();
    pinOnReader_ = waitsForPin_ = false;
    clock_.start();
    auto watcher = std::make_shared<SigningWatcher>(
        sources_.tasks, this, [this](const SigningWatcher::News& news) { takeNews(news); });
    const QPointer<QObject> self(this);
    const SigningMeans means{places(),
                             sources_.growing,
                             sources_.folder / kRecords,
                             journal_,
                             timestamps_,
                             gate,
                             [this, self, gate, &tasks = sources_.tasks] {
                                 tasks.deliver(self, [this, gate] {
                                     if (gate != gate_)
                                         return;
                                     setStage(Stage::Running);
                                     emit keyOpened();
                                 });
                             }};
    running_ = sources_.tasks.run<SigningEnd>(
        this,
        [means, option = *chosen, card = sources_.cards.borrow(chosen->cardId), pins = pins_, work = work_,
         watcher](const WorkControl& control) mutable {
            const auto held =
                std::exchange(work, nullptr); // its record is locked, and free when the end is told
            return signDocuments(means, option, card.get(), *pins, *held, *watcher,
                                 {control.cancel, watcher.get()});
        },
        [this, gate](const SigningEnd& end) {
            if (end.after)
                sources_.cards.giveBack(*end.after);
            if (gate == gate_)
                takeEnd(end);
            else
                lookForUnfinished(); // one that was let go of could not be offered until now
        });
    setStage(Stage::Opening);
}

bool SigningDesk::cancelOpening() {
    if (const auto look = std::exchange(keyLook_, nullptr)) {
        look->cancel();
        emit changed();
        return true;
    }
    if (stage_ != Stage::Opening || !gate_->cancel())
        return false;
    cancel(); // a secret that is not under way yet stays here
    leaveKeyUnopened();
    return true;
}

/// A run that was not begun is none. The working thread does not touch it: it has not passed the gate.
void SigningDesk::leaveKeyUnopened() {
    running_.reset();
    gate_.reset();
    pins_.reset();
    waitsForPin_ = pinOnReader_ = false;
    if (!work_->record)
        work_.reset();
    setStage(Stage::Choosing);
}

void SigningDesk::takeNews(const SigningWatcher::News& news) {
    if (stage_ != Stage::Running)
        return;
    for (const auto& [row, now] : news.rows)
        documents_[placeOf_[row]].row = now;
    bytesDone_ = news.bytesDone;
    bytesTotal_ = news.bytesTotal;
    emit moved();
}

void SigningDesk::takeEnd(const SigningEnd& end) {
    showRowsOfRun();
    journalFailure_ = end.journal;
    if (!end.opened) {
        leaveKeyUnopened();
        emit keyRefused(end.outcome.failure());
        return;
    }
    running_.reset();
    gate_.reset();
    pins_.reset();
    waitsForPin_ = pinOnReader_ = false;
    if (!end.outcome.ok())
        stopped_ = end.outcome.failure();
    weakKey_ = weakCandidate_;
    remember();
    setStage(Stage::Ended);
    emit ended();
}

void SigningDesk::remember() {
    std::vector<std::filesystem::path> results;
    for (const documents::RunRow& row : work_->run.rows())
        if (row.state == RowState::Done)
            results.push_back(row.output);
    sources_.recent.add(documents::RecentKind::Signed, std::move(results));
}

/// Takes over how the rows of the run are now.
void SigningDesk::showRowsOfRun() {
    const std::vector<documents::RunRow>& rows = work_->run.rows();
    for (std::size_t row = 0; row < rows.size(); ++row)
        documents_[placeOf_[row]].row = rows[row];
}

void SigningDesk::cancel() {
    if (gate_)
        gate_->cancel();
    if (running_)
        running_->cancel();
    if (pins_)
        pins_->giveUp();
}

void SigningDesk::givePin(SecretBytes pin) {
    if (!waitsForPin_ || !pins_)
        return;
    waitsForPin_ = false;
    pins_->give(std::move(pin));
    emit moved();
}

double SigningDesk::progress() const {
    if (stage_ == Stage::Ended)
        return 1;
    if (bytesTotal_ > 0)
        return static_cast<double>(bytesDone_) / static_cast<double>(bytesTotal_);
    return 0;
}

std::optional<std::chrono::seconds> SigningDesk::timeLeft() const {
    if (stage_ != Stage::Running || waitsForPin_)
        return std::nullopt;
    return guessTimeLeft(std::chrono::milliseconds(clock_.elapsed()), progress());
}

void SigningDesk::goOn() {
    if (stage_ != Stage::Ended || !work_)
        return;
    work_->run.retryFailed();
    showRowsOfRun();
    if (!work_->record) // the record of a complete run is gone: what failed is a new one
        work_.reset();
    stopped_.reset();
    setStage(Stage::Choosing);
}

void SigningDesk::leaveRun() {
    const bool onRecord = work_ && work_->record;
    work_.reset();
    stopped_.reset();
    journalFailure_.reset();
    weakKey_.reset();
    if (onRecord)
        lookForUnfinished();
}

void SigningDesk::lookForUnfinished() {
    using Found = std::vector<documents::UnfinishedRun>;
    sources_.tasks.run<Found>(
        this,
        [&files = sources_.files, &growing = sources_.growing,
         folder = sources_.folder / kRecords](const WorkControl&) {
            const auto status = files.status(folder);
            if (!status.ok() || status.value().kind != FileKind::Folder)
                return Found();
            auto found = documents::unfinishedRuns(growing, files, folder);
            return found.ok() ? std::move(found).value() : Found();
        },
        [this](Found found) {
            unfinished_ = std::move(found);
            emit changed();
        });
}

void SigningDesk::resume(const std::filesystem::path& record) {
    if (busy())
        return;
    clear();
    findTimestamps(); // the record may want them
    sources_.tasks.run<Result<Resumed>>(
        this,
        [places = places(), &growing = sources_.growing, record](const WorkControl&) {
            return openAgain(places, growing, record);
        },
        [this](Result<Resumed> again) {
            lookForUnfinished();
            if (!again.ok()) {
                emit resumeFailed(again.failure());
                return;
            }
            work_ = std::move(again.value().work);
            documents_ = std::move(again.value().documents);
            order_ = work_->run.order();
            placeOf_.resize(documents_.size());
            std::iota(placeOf_.begin(), placeOf_.end(), std::size_t{0});
            emit changed();
            emit resumed();
        });
}

void SigningDesk::discard(const std::filesystem::path& record) {
    sources_.tasks.run<Outcome>(
        this,
        [&files = sources_.files, &growing = sources_.growing, record](const WorkControl&) -> Outcome {
            TANBA_TRY(const std::unique_ptr<SigningRecord> opened,
                      SigningRecord::open(growing, files, record));
            return opened->remove(files);
        },
        [this](const Outcome& removed) {
            if (!removed.ok())
                emit resumeFailed(removed.failure());
            lookForUnfinished();
        });
}

} // namespace tanba::gui
