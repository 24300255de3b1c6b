#pragma once

#include "app/gui/consent/asking_pace.h"
#include "app/gui/consent/consent_event.h"
#include "app/gui/consent/consent_key.h"
#include "app/gui/consent/key_unlock.h"
#include "app/gui/consent/lent_key.h"
#include "app/gui/consent/waiting_key.h"
#include "app/gui/tasks/task_runner.h"
#include "app/platform/qt/drives.h"
#include "app/platform/qt/session_watch.h"
#include "app/service/consent/origin_memory.h"
#include "app/service/consent/series.h"

#include <QPointer>
#include <QTimer>
#include <atomic>
#include <deque>
#include <map>
#include <mutex>

namespace tanba::gui {

/// What consent works with. Everything outlives the desk.
struct ConsentSources {
    FileStore& files;
    const Clock& clock;
    TaskRunner& tasks;
    KeyShelf& shelf;
    CardShelf& cards;
    PersonBook& person;
    const platform::SessionWatch& session;
    const platform::DriveSource& drives;
    /// A clock that never goes back.
    std::function<std::chrono::milliseconds()> steady;
    /// True for a certificate under an authority of the national table.
    std::function<bool(const keys::Certificate&)> national;
    /// Where the choice of a key per site is kept.
    std::filesystem::path memory;
};

/// Questions of the sites, one after the other, and what a person answers (README.md). The service calls it
/// on its threads; everything else is on the thread of the windows. Its receiver asks nobody for anything:
/// what is shown is the window's business.
class GuiConsentDesk : public QObject, public service::ConsentDesk {
    Q_OBJECT

  public:
    enum class Stage {
        Idle,
        Asking,  ///< question() or refusal() waits for the person
        Opening, ///< the key; a wrong password leads back
    };

    explicit GuiConsentDesk(ConsentSources sources);
    ~GuiConsentDesk() override;

    // For the service, on any thread.
    void ask(std::shared_ptr<const service::ConsentQuestion> question,
             std::function<void(service::ConsentAnswer)> answer) override;
    void withdraw(service::ConsentId id) override;
    void finished(service::ConsentId id, const Outcome& outcome) override;
    void connectionClosed(service::ConnectionId connection) override;
    void refused(const service::RefusalNotice& notice) override;
    void missingModule(const service::Caller& caller, const std::string& module) override;
    std::vector<std::string> activeTokenKinds() override;
    std::optional<service::ConsentId> shownQuestion() const override;

    /// Closes every key and ends every wait, because the service is about to end: its threads must not wait
    /// for this one.
    void letGo();

    /// By ConsentSources::steady.
    std::chrono::milliseconds now() const { return sources_.steady(); }
    Stage stage() const { return stage_; }
    /// Null when nothing is asked now.
    std::shared_ptr<const service::ConsentQuestion> question() const;
    /// A login that was blocked and has to be explained; null when there is none now.
    const service::RefusalNotice* refusal() const;
    /// The site of question() or refusal().
    const service::Caller* caller() const;
    /// Questions after this one.
    std::size_t waiting() const { return queue_.size(); }
    /// Sites whose questions wait because they asked too often; the first of them.
    std::optional<service::Caller> quiet() const;
    /// The person wants to see what is quiet.
    void showQuiet();

    std::vector<ConsentKey> keys() const;
    /// Which key was used at which site is remembered, until this.
    bool remembersChoices() const { return !choices_.empty(); }
    void forgetChoices();
    /// The one that is used; none when there is none that could.
    std::optional<ConsentKey> key() const;
    void chooseKey(const SigningKeyOption& option);
    /// The keys for a login at this origin, as keys() would have them if the page asked now.
    std::vector<ConsentKey> loginKeys(const std::string& origin) const;
    /// This key comes first when one of these origins asks for a login soon (WaitingKey).
    void awaitLogin(std::vector<std::string> origins, const SigningKeyOption& key);
    void stopAwaiting();
    bool awaits(const std::string& origin) const { return waitingKey_.waitsFor(origin, now()); }
    // The next three take key() as the person saw it. When another one would be used by now, nothing happens
    // but changed().

    /// Opens the key file for a look at whose it is; keyLooked() tells the end.
    void openKey(const SigningKeyOption& shown, SecretBytes password);
    /// For Opening: lets go of the key at once, back to the question. The site hears nothing, and nothing is
    /// signed, learned or kept of what the work still brings. False when none is being opened.
    bool cancelOpening();
    /// What the person chose besides.
    struct SigningWish {
        std::size_t series = 0;          ///< so many more documents without a question for each
        std::chrono::minutes keepFor{0}; ///< how long the secret need not be typed again
    };
    /// @param secret empty when it is typed on the reader, and for a key that unlock() keeps open.
    void sign(const SigningKeyOption& shown, SecretBytes secret, const SigningWish& wish);
    /// Keys whose secret need not be typed for a while.
    KeyUnlock& unlock() { return unlock_; }
    /// What is asked now wants the secret typed for it alone: nothing opens its key earlier, or keeps it
    /// open.
    bool opensAnew() const;
    void showIdentity(const SigningKeyOption& shown);
    void giveFile(const std::filesystem::path& file);
    /// No; or, of a refusal, "understood".
    void cancel();
    bool pinOnReader() const { return pinOnReader_; }

    /// A token that wants its PIN for each signature waits for it; after a question was granted.
    bool waitsForPin() const { return !pinsWaiting_.empty(); }
    /// What the PIN is for: a row of the question that was granted.
    struct PinFor {
        std::shared_ptr<const service::ConsentQuestion> question;
        std::size_t item = 0;
        SigningKeyOption key;
    };
    /// Nothing when no PIN is waited for.
    std::optional<PinFor> pinFor() const;
    void givePin(SecretBytes pin);
    void cancelPin();

    /// With this key a series may be offered for what is asked now (SECURITY.md, rule 5).
    bool seriesOffered() const;
    /// The one that runs, or the one that ended last until somebody has seen that; null when there is none.
    const service::Series* series() const { return series_ ? &*series_ : nullptr; }
    void stopSeries();
    void forgetEndedSeries();

  signals:
    /// Another question, or another refusal, than before: the person has to see it.
    void asked();
    /// Nothing is asked any more.
    void quietNow();
    void changed();
    /// The key could not be opened. Wrong passwords and PINs come here.
    void keyRefused(const Failure& failure);
    /// openKey() has ended well.
    void keyLooked();
    void pinWanted();
    void seriesChanged();
    /// Which keys are remembered for sites.
    void choicesChanged();
    void happened(const ConsentEvent& event);
    /// This key was used well, and everybody knows its password or PIN. Nothing of that is written down.
    void knownSecretUsed(const SigningKeyOption& key);
    /// The items of a question were signed with the key of this certificate.
    void signedFor(const std::shared_ptr<const service::ConsentQuestion>& question,
                   const keys::Certificate& certificate);

  private:
    /// What is shown or waits for that: a question, or a refusal.
    struct Asked {
        std::shared_ptr<const service::ConsentQuestion> question;
        std::function<void(service::ConsentAnswer)> answer;
        std::optional<service::RefusalNotice> refusal;

        const service::Caller& caller() const { return question ? question->caller : refusal->caller; }
    };
    /// A key at work for a question.
    struct Work {
        service::ConsentId id = 0;
        service::ConnectionId connection = 0;
        std::shared_ptr<const service::ConsentQuestion> question;
        SigningKeyOption option;
        std::shared_ptr<LentKey> key;
        std::shared_ptr<SigningPins> pins;
        std::optional<service::SeriesBinding> binding;
        std::shared_ptr<SecretBytes> typed; ///< to be kept when the key opens
        std::chrono::minutes keepFor{0};
        bool everybodyKnows = false; ///< what was typed
        ConsentEvent::Kind kind = ConsentEvent::Kind::Signed;
        service::Caller caller;
    };

    void take(Asked asked);
    void takeRefusal(const service::RefusalNotice& notice);
    void takeWithdrawal(service::ConsentId id);
    void takeFinished(service::ConsentId id, const Outcome& outcome);
    void takeConnectionClosed(service::ConnectionId connection);
    /// Since when this caller may be shown.
    AskingPace::Moment allowedAt(const service::Caller& caller) const;
    void next();
    void showNow(Asked next);
    void leave(ConsentEvent::Kind how);
    void tell(ConsentEvent::Kind kind, const service::Caller& caller, std::optional<Failure> failure = {},
              std::string module = {});
    void setStage(Stage stage);

    std::optional<SigningKeyOption> stillShown(const SigningKeyOption& shown);
    void startOpening(Work work);
    void letGoOfKey();
    std::shared_ptr<SigningPins> makePins(SecretBytes secret, const Work& of);
    void takeOpened(const std::shared_ptr<LentKey>& key, const Outcome& outcome);
    void grant(service::ConsentAnswer answer, ConsentEvent::Kind kind);
    /// Null when no PIN is waited for.
    std::shared_ptr<SigningPins> waitingPins() const;
    void takeOffPins(const std::shared_ptr<SigningPins>& pins);
    void rememberKey(const keys::Certificate& certificate);
    std::string rememberedKey(const std::optional<std::string>& origin,
                              service::RememberedKey::Use use) const;
    service::RememberedKey::Use useNow() const;
    void noteTokens();

    std::optional<service::SeriesBinding> bindingWith(const service::ConsentQuestion& question,
                                                      const SigningKeyOption& option) const;
    bool takeInSeries(const Asked& asked);
    void beginSeries(const Work& work);
    void endSeries(service::SeriesEnd why);
    /// The page of this connection asked for something else (rule 5).
    void endSeriesOf(service::ConnectionId connection);
    void lookAtToken();

    ConsentSources sources_;
    const QPointer<QObject> self_; ///< copied by the service's threads
    Stage stage_ = Stage::Idle;
    AskingPace pace_;
    QTimer next_;
    std::deque<Asked> queue_;                              ///< questions
    std::optional<service::RefusalNotice> refusalWaiting_; ///< after all questions
    std::optional<Asked> current_;
    std::atomic<service::ConsentId> shownQuestion_{0}; ///< of current_, for the service's threads; 0 is none
    std::optional<SigningKeyOption> chosenKey_;
    WaitingKey waitingKey_;
    mutable ChainMemory chains_; ///< of current_
    bool pinOnReader_ = false;

    std::shared_ptr<CancelToken> running_;
    std::optional<Work> opening_;
    std::size_t seriesWanted_ = 0;
    std::map<service::ConsentId, Work> atWork_;
    std::deque<std::shared_ptr<SigningPins>> pinsWaiting_; ///< the first is asked for now
    KeyUnlock unlock_;

    service::SeriesHistory history_;
    std::optional<service::Series> series_;
    std::optional<Work> seriesWork_; ///< while it runs
    std::filesystem::path seriesDrive_;
    QTimer seriesTimer_;

    std::vector<service::RememberedKey> choices_;
    std::shared_ptr<service::OriginMemory> memory_;

    mutable std::mutex tokensMutex_;
    std::vector<std::string> tokenKinds_;
};

/// What counts as one site when questions are paced: the same as in the limits of the service, so that no
/// name that costs nothing (below github.io, of a program's copy) is a site of its own.
std::string siteOf(const service::Caller& caller);

} // namespace tanba::gui
