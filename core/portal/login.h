#pragma once

#include "core/base/clock.h"
#include "core/base/file_store.h"
#include "core/base/http_transport.h"
#include "core/base/secret_bytes.h"
#include "core/keys/token.h"
#include "core/portal/added_portal.h"
#include "core/portal/challenge.h"
#include "core/portal/login_view.h"
#include "core/portal/pkce.h"
#include "core/portal/resume_record.h"

#include <filesystem>
#include <memory>
#include <string>

namespace tanba::portal {

/// What a login needs from the outside. Everything outlives it.
struct LoginPorts {
    HttpTransport& http;
    const Clock& clock;
    FileStore& files;
    std::filesystem::path record; ///< of core/portal/resume_record.h; empty: none is kept
};

class LoginCore;

/// One login at one portal of the profile: carries the machine's actions out. The calls block (15 seconds for
/// one exchange, longer for a long poll) and belong on a worker thread; view(), cancel() and a second call
/// may come from other threads meanwhile (a code is posted while a poll waits). A login is used once.
///
/// Every call returns its failure, and view().lastFailure holds it too; view().stage tells whether the login
/// goes on. A call that does not belong to the stage changes nothing and is portal.login_gone when the login
/// is over, internal otherwise.
class Login {
  public:
    /// @param origin as portalOrigin() writes it
    /// @param source of an added portal every answer is judged: what it said when it was added is not what it
    /// says today
    Login(LoginPorts ports, std::string origin, PortalSource source = PortalSource::Added);
    ~Login();
    Login(const Login&) = delete;
    Login& operator=(const Login&) = delete;

    /// Asks the portal who it is. To Described.
    Outcome describe(const WorkControl& control);
    /// Asks for a challenge in a format that the portal accepts (`wish` where it does) and checks it. To
    /// ChallengeIssued: nothing was signed yet, and the person must agree first.
    Outcome begin(Format wish, const WorkControl& control);
    /// The person has agreed. Signs and posts; to SecondFactor, or Completed where the portal wants no more.
    /// No SMS goes out: the person chooses first. A card that failed leaves the login at ChallengeIssued: it
    /// may be signed again with another session.
    Outcome sign(keys::KeySession& session, const WorkControl& control);
    /// Has the code sent, for the first time or again.
    Outcome sendCode(const WorkControl& control);
    /// @param code digits; one of another length than the portal's is portal.otp_wrong without costing an
    /// attempt
    Outcome postCode(SecretBytes code, const WorkControl& control);
    /// A QR for the phone: from Described a login of its own, without a key (to PhoneOnly); from SecondFactor
    /// the other factor. Also in place of one that expired or was declined.
    Outcome startQr(const WorkControl& control);
    /// Asks once; the portal may hold its answer back for kPollWait. Wait pauseBeforePoll() between two
    /// polls. A code whose time is over is expired, whatever the portal says or does not. Cancelling a poll
    /// cancels nothing else.
    Outcome pollQr(const WorkControl& control);
    /// Instead of describe() and begin(): goes on with a login of an earlier run. The record's origin is this
    /// login's. When the portal cannot answer now, nothing ends: the login is Idle again, the record stays,
    /// and resume() may follow once more.
    Outcome resume(ResumeRecord record, const WorkControl& control);
    /// Ends the login and cleans up at the portal and on the disk, whatever else is under way. Blocks for at
    /// most kCleanUpWithin for each of login and QR session.
    /// @param control once it is cancelled nobody waits that long: kLastWordWithin
    void cancel(const WorkControl& control = {});

    /// Where the system browser goes to end the login: the portal's finish_url, which holds the ticket, with
    /// the code verifier behind "#". Both together let anybody in: the address is for no command line, screen
    /// or log (app/handover). What stands behind "#" is not sent to the server. Once: the ticket is wiped
    /// here. portal.login_gone when there is nothing to finish.
    Result<SecretBytes> finishAddress();
    /// Instead of the browser: exchanges ticket and verifier for tokens at the portal. Once.
    Result<Tokens> redeem(const WorkControl& control);

    LoginView view() const;

    static constexpr std::chrono::seconds kPollWait{20};
    static constexpr std::chrono::seconds kCleanUpWithin{5};
    static constexpr std::chrono::seconds kLastWordWithin{1};

  private:
    std::unique_ptr<LoginCore> core_;
};

} // namespace tanba::portal
