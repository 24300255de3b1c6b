#pragma once

#include "app/gui/cards/card_shelf.h"
#include "app/gui/documents/chosen_document.h"
#include "app/gui/documents/recent_shelf.h"
#include "app/gui/documents/signing_job.h"
#include "app/gui/documents/signing_key_option.h"
#include "app/gui/documents/signing_watcher.h"
#include "app/gui/tasks/task_runner.h"
#include "core/base/cancel_gate.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QObject>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tanba::gui {

/// What signing works with. Everything outlives the desk.
struct SigningSources {
    FileStore& files;
    GrowingFiles& growing;
    const Clock& clock;
    TaskRunner& tasks;
    KeyShelf& shelf;
    CardShelf& cards;
    PersonBook& person;
    RecentShelf& recent; ///< remembers what was signed
    /// Holds journal.jsonl and, in signing/, the records of runs. Made when needed.
    std::filesystem::path folder;
    /// Makes the way to the national authority's time stamps, when the first one is wanted; null: there is
    /// none.
    std::function<Result<std::unique_ptr<sign::TimestampSource>>()> timestamps = {};
    /// That of the window, by which names are put in order.
    std::function<QLocale()> language = [] { return QLocale::c(); };
};

/// The documents that a person wants to sign, with which key and how, and the run that signs them beside the
/// windows, whatever page is open. On the thread of the windows.
class SigningDesk : public QObject {
    Q_OBJECT

  public:
    enum class Stage {
        Choosing, ///< documents, key and format can be changed
        Opening,  ///< the key; a wrong password leads back
        Running,
        Ended,
    };

    explicit SigningDesk(SigningSources sources);
    ~SigningDesk() override;

    Stage stage() const { return stage_; }
    /// Somebody works on it beside the windows.
    bool busy() const { return stage_ == Stage::Opening || stage_ == Stage::Running; }

    // The documents. In a run that goes on they stay as they were agreed.
    void add(std::vector<std::filesystem::path> files);
    void remove(const std::filesystem::path& file);
    /// Leaves only those that have a signature already, to add one more.
    void keepSignedOnly();
    /// An empty list. A run that was not finished stays on record.
    void clear();
    bool looking() const { return look_ != nullptr; }
    /// Documents that were looked at so far, while looking().
    std::size_t lookedAt() const { return lookedAt_; }
    void stopLooking();
    const std::vector<ChosenDocument>& documents() const { return documents_; }
    const std::vector<documents::NotListed>& notListed() const { return notListed_; }
    std::size_t count(documents::RowState state) const;
    /// The list is that of a run that was interrupted.
    bool goesOn() const { return work_ != nullptr && stage_ == Stage::Choosing; }

    // How.
    const documents::SigningOrder& order() const { return order_; }
    /// The formats that can be chosen for these documents.
    std::vector<documents::SignFormat> formats() const;
    void setFormat(documents::SignFormat format);
    /// What for, or for whom, in the user's own words: for the journal, and nobody else sees it.
    void setPurpose(const std::string& purpose);
    /// Time stamps are for CMS only, and not changed in a run that goes on.
    bool timestampOffered() const;
    enum class Timestamps { Without, Wanted };
    void setTimestamps(Timestamps wanted);

    // With which key.
    std::vector<SigningKeyOption> keys() const;
    /// The one that signs; none when there is none that could.
    std::optional<SigningKeyOption> key() const;
    void chooseKey(const SigningKeyOption& option);
    /// Opens the chosen key file for a look at whose it is; keyLooked() tells the end.
    void openKey(SecretBytes password);
    /// A key is being opened, for a look or to sign.
    bool openingKey() const { return keyLook_ != nullptr || stage_ == Stage::Opening; }
    /// Lets go of it at once, back to Choosing: nothing is signed or learned, whatever the work still brings.
    /// False when it is open by now.
    bool cancelOpening();

    /// Signs what waits. @param secret empty when it is typed on the reader.
    void sign(SecretBytes secret);
    void cancel();
    /// After pinWanted().
    void givePin(SecretBytes pin);
    bool waitsForPin() const { return waitsForPin_; }
    bool pinOnReader() const { return pinOnReader_; }

    // The run.
    double progress() const;
    /// Once enough has passed to tell.
    std::optional<std::chrono::seconds> timeLeft() const;
    /// What stopped the run before its end.
    const std::optional<Failure>& stopped() const { return stopped_; }
    const std::optional<Failure>& journalFailure() const { return journalFailure_; }
    /// For Ended.
    documents::RunReport report() const { return work_->run.report(); }
    /// The key that signed, when it is opened by a password or PIN that everybody knows.
    const std::optional<SigningKeyOption>& weakKey() const { return weakKey_; }
    /// A run that stopped: back to the consent for the rows that still wait, or that failed.
    void goOn();

    // Runs of earlier times.
    void lookForUnfinished();
    const std::vector<documents::UnfinishedRun>& unfinished() const { return unfinished_; }
    void resume(const std::filesystem::path& record);
    void discard(const std::filesystem::path& record);

    /// Shared with work that may outlive the desk.
    std::shared_ptr<documents::Journal> journal() const { return journal_; }

  signals:
    /// Documents, order, key or stage are not what they were.
    void changed();
    /// Something moved within a run; not more often than the eye sees.
    void moved();
    /// The key could not be opened; nothing was signed. Wrong passwords and PINs come here.
    void keyRefused(const Failure& failure);
    /// openKey() has ended well: key() knows its certificate.
    void keyLooked();
    /// The key is open, and signing begins.
    void keyOpened();
    void pinWanted();
    void ended();
    /// An earlier run is open, for one more consent.
    void resumed();
    /// An earlier run cannot be gone on with.
    void resumeFailed(const Failure& failure);

  private:
    documents::SigningRun::Places places() const;
    void applyWishes();
    void findTimestamps();
    void lookAtNew();
    void lookAgainIfNeeded();
    using LookWork = std::function<LookedAt(documents::RunObserver&, const WorkControl&)>;
    void startLook(LookWork work, std::function<void(LookedAt)> take);
    std::shared_ptr<SigningPins> makePins(SecretBytes secret, const std::shared_ptr<CancelGate>& gate);
    void leaveKeyUnopened();
    void takeNews(const SigningWatcher::News& news);
    void takeEnd(const SigningEnd& end);
    void setStage(Stage stage);
    void showRowsOfRun();
    void leaveRun();
    void forgetOthersKey();
    void remember();

    SigningSources sources_;
    std::shared_ptr<documents::Journal> journal_;
    Stage stage_ = Stage::Choosing;

    std::vector<ChosenDocument> documents_;
    std::vector<documents::NotListed> notListed_;
    std::vector<std::filesystem::path> toLookAt_;
    std::shared_ptr<CancelToken> look_;
    std::size_t lookedAt_ = 0;
    unsigned generation_ = 0; ///< a look of an earlier one is dropped

    documents::SigningOrder order_;
    std::optional<documents::SignFormat> chosenFormat_;
    std::string purpose_;
    Timestamps wanted_ = Timestamps::Without;
    std::shared_ptr<sign::TimestampSource> timestamps_; ///< made when the first stamp is wanted
    std::optional<SigningKeyOption> chosenKey_;

    /// Where the rows of the run stand in documents_.
    std::vector<std::size_t> placeOf_;
    std::shared_ptr<SigningWork> work_; ///< belongs to the working thread while Running
    std::shared_ptr<CancelToken> running_;
    std::shared_ptr<CancelGate> gate_; ///< of running_; what another one brings is dropped
    std::shared_ptr<CancelToken> keyLook_;
    std::shared_ptr<SigningPins> pins_;
    bool waitsForPin_ = false;
    bool pinOnReader_ = false;
    std::uint64_t bytesDone_ = 0;
    std::uint64_t bytesTotal_ = 0;
    QElapsedTimer clock_;
    std::optional<Failure> stopped_;
    std::optional<Failure> journalFailure_;
    std::optional<SigningKeyOption> weakKey_;
    std::optional<SigningKeyOption> weakCandidate_;

    std::vector<documents::UnfinishedRun> unfinished_;
};

} // namespace tanba::gui
