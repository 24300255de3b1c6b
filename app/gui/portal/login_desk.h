#pragma once

#include "app/gui/consent/consent_key.h"
#include "app/gui/documents/signing_pins.h"
#include "app/gui/portal/login_portal.h"
#include "app/gui/tasks/task_runner.h"
#include "app/handover/browser_link.h"
#include "core/base/cancel_gate.h"
#include "core/portal/login.h"

#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

namespace tanba::gui {

/// Who takes the person into the portal that let them in.
enum class LoginEnd { Browser, Demonstration };

/// What a login works with. Everything outlives the desk.
struct LoginSources {
    FileStore& files;
    const Clock& clock;
    TaskRunner& tasks;
    KeyShelf& shelf;
    CardShelf& cards;
    PersonBook& person;
    /// The way to the network, made anew for each login, which uses it on working threads.
    std::function<Result<std::unique_ptr<HttpTransport>>()> network;
    /// The program's own folder; the record of a login that was not finished lies in it. Made when needed.
    std::filesystem::path folder;
    LoginEnd end = LoginEnd::Browser;
};

/// A login of an earlier run of the program.
struct UnfinishedLogin {
    LoginPortal portal;
    Time expires{};
};

/// One login at a time, at a portal that speaks the profile: core/portal's Login on working threads, with the
/// person's key. On the thread of the windows. What came of everything that was asked for is told by
/// changed(): view() says where the login stands, failure() what went wrong last.
class LoginDesk : public QObject {
    Q_OBJECT

  public:
    /// What goes on now, beside the polling for a QR code.
    /// OpeningKey: for a look, or to sign.
    enum class Work { None, Describing, OpeningKey, Signing, SendingCode, PostingCode, StartingQr, Resuming };

    explicit LoginDesk(LoginSources sources);
    ~LoginDesk() override;

    /// Begins anew at this portal; a login that was under way is cancelled.
    void open(const LoginPortal& portal);
    /// The same portal once more, with the same key.
    void startAgain();
    /// There is a login, in whatever state.
    bool active() const { return login_ != nullptr; }
    const LoginPortal& portal() const { return portal_; }
    /// None before open().
    const portal::LoginView& view() const { return view_; }
    Work work() const { return work_; }
    bool busy() const { return work_ != Work::None; }
    const std::optional<Failure>& failure() const { return failure_; }
    /// Counts failures, so that the same one twice is told twice.
    unsigned failures() const { return failures_; }
    /// Why the last question about the QR code was not answered; it is asked again by itself.
    const std::optional<Failure>& pollTrouble() const { return pollTrouble_; }

    // The key: as for a site that asks for a login.
    std::vector<ConsentKey> keys();
    std::optional<ConsentKey> key();
    void chooseKey(const SigningKeyOption& option);
    /// Opens a key file for a look at whose it is; keyLooked() or keyRefused() tells the end.
    void openKey(SecretBytes password);
    /// For Work::OpeningKey: lets go of the key at once, and the login stands where it was. Nothing is signed
    /// or learned, whatever the work still brings. False when the key is open by now.
    bool cancelOpening();
    /// The person has agreed: asks for the challenge, signs it with the key that was shown to them, and hands
    /// it in. keyRefused() for a wrong secret. @param secret empty when it is typed on the reader.
    void sign(const SigningKeyOption& shown, SecretBytes secret);
    bool pinOnReader() const { return pinOnReader_; }

    // The second stage.
    void sendCode();
    void postCode(SecretBytes code);
    /// Also without a key, before anything was signed.
    void startQr();
    /// A QR code of this login is on the screen: it is asked about until it ends or nobody looks.
    void watchQr(bool watched);

    LoginEnd end() const { return sources_.end; }
    /// The end: a link for the browser that leads there once and holds no secret (app/handover). It is the
    /// same one until it was followed, then another. Of a demonstration the portal's own address, which stays
    /// in this process. portal.login_gone before completed(), and when the ticket has expired.
    Result<std::string> browserLink();
    /// Ends the login, here and at the portal, wherever it is.
    void cancel();

    // A login of an earlier run.
    void lookForUnfinished();
    const std::optional<UnfinishedLogin>& unfinished() const { return unfinished_; }
    void resume();
    /// It could not be gone on with now: it is unfinished as before, and resume() tries once more.
    bool putOff() const { return active() && !busy() && unfinished_.has_value(); }
    void dropUnfinished();
    /// How a record's origin becomes a portal; the origin alone unless set.
    void setPortalOf(std::function<LoginPortal(const std::string& origin)> portalOf) {
        portalOf_ = std::move(portalOf);
    }

    const Clock& clock() const { return sources_.clock; }

  signals:
    void changed();
    void keyRefused(const Failure& failure);
    void keyLooked();
    /// This key was opened, and everybody knows its password or PIN.
    void knownSecretUsed(const SigningKeyOption& key);
    /// The portal let the person in, and browserLink() is there; told once.
    void completed();

  private:
    using SharedLogin = std::shared_ptr<portal::Login>;
    using Call = std::function<Outcome(portal::Login& login, const WorkControl& control)>;

    SharedLogin makeLogin(const LoginPortal& portal) const;
    void startWork(Work work, Call call, std::function<void(const Outcome&)> done = {});
    void begin(SharedLogin login);
    void takeView();
    void takeOutcome(const Outcome& outcome);
    void takeEnd();
    void keepAddress(SecretBytes address);
    void forgetAddress();
    void leave();
    void poll();
    void pollSoon();
    void takePoll(const Outcome& outcome);
    bool qrRuns() const;
    bool qrIsAskedAbout() const;
    std::optional<SigningKeyOption> stillShown(const SigningKeyOption& shown);
    std::shared_ptr<SigningPins> makePins(SecretBytes secret, const std::shared_ptr<CancelGate>& gate);

    LoginSources sources_;
    LoginPortal portal_;
    SharedLogin login_;
    portal::LoginView view_;
    Work work_ = Work::None;
    std::shared_ptr<CancelToken> running_;
    std::optional<Failure> failure_;
    unsigned failures_ = 0;
    std::optional<Failure> pollTrouble_;
    bool endTaken_ = false;

    std::shared_ptr<const service::ConsentQuestion> question_; ///< what keys are judged by
    ChainMemory chains_;
    std::optional<SigningKeyOption> chosenKey_;
    std::shared_ptr<SigningPins> pins_;
    std::shared_ptr<CancelGate> gate_; ///< of a signature; what another one brings is dropped
    bool pinOnReader_ = false;

    bool qrWatched_ = false;
    bool qrNew_ = false; ///< it was not asked about yet
    std::shared_ptr<CancelToken> polling_;
    SecretBytes finish_; ///< where the portal ends the login; holds the ticket
    Time finishUntil_{};
    QTimer finishOver_{this};
    QTimer nextPoll_{this};
    std::unique_ptr<handover::BrowserLink> link_;

    std::shared_ptr<portal::ResumeRecord> record_; ///< of unfinished_
    std::optional<UnfinishedLogin> unfinished_;
    std::function<LoginPortal(const std::string& origin)> portalOf_;
};

} // namespace tanba::gui
