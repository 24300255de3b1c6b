#pragma once

#include "core/base/failure.h"

#include <string_view>
#include <vector>

namespace tanba::portal {

/// Where a login stands. The second stage has two sides that run beside each other, SmsPhase and QrPhase.
enum class Stage {
    Idle,
    Describing,      ///< asking the portal who it is
    Described,       ///< waits for the person: begin with a key, or by phone alone
    Beginning,       ///< asking for a challenge
    ChallengeIssued, ///< the challenge is checked; waits for consent and a key
    Signing,         ///< the key is at work
    SignaturePosted, ///< waits for the portal's judgement
    SecondFactor,    ///< SMS and QR side by side
    PhoneOnly,       ///< a QR without a key: only QrPhase counts
    Refreshing,      ///< asking how the login stands, because an answer was lost or to resume it
    Completed,
    Cancelled,
    Failed,
};

enum class SmsPhase {
    None,    ///< none was asked for yet
    Sending, ///< first or again
    Waiting, ///< for the code, from the person
    Posting, ///< a code is with the portal
};

enum class QrPhase {
    None,
    Starting,
    Shown,
    Scanned,
    Rejected, ///< on the phone; another may be started
    Expired,  ///< another may be started
};

struct MachineState {
    Stage stage = Stage::Idle;
    SmsPhase sms = SmsPhase::None;
    QrPhase qr = QrPhase::None;
    bool codeSent = false;  ///< by SMS, so that there is one to type
    bool loginOpen = false; ///< the portal knows a login of ours that has not ended
    bool qrOpen = false;    ///< the same for a QR session
    bool recorded = false;  ///< a resume record lies on the disk

    friend bool operator==(const MachineState&, const MachineState&) = default;
};

bool isOver(Stage stage); ///< Completed, Cancelled, Failed

/// What the portal can be asked.
enum class Request { None, Description, Challenge, Signature, SendCode, PostCode, StartQr, PollQr, Login };

/// How much of a login a failure ends.
enum class Setback {
    None,
    Passing,   ///< nothing: the same may be tried again (wrong code, too early, gateway down)
    Lost,      ///< no answer came: whether the portal did it is not known
    Stopped,   ///< our own cancel token
    QrGone,    ///< the QR session, by time
    QrRefused, ///< the QR session, by the person's phone
    Fatal,     ///< the login
};
Setback setbackOf(FailureCode code);

enum class EventKind {
    // the person, or the page on their behalf
    Describe,
    Begin,
    Sign,
    SendCode,
    PostCode,
    StartQr,
    PollQr,
    Resume,
    Cancel,
    // what came of a request
    DescriptionCame,
    ChallengeCame,    ///< and passed its checks
    ChallengeRefused, ///< by us: the portal has opened a login that we do not want
    SignatureMade,
    SigningFailed, ///< `setback`: Passing where another key or card may be tried
    SecondFactorWanted,
    SecondFactorWantedWithSms, ///< and a code was sent before
    CodeSent,
    ChallengeStillOpen, ///< the portal has not seen a signature
    LoginCompleted,
    LoginEnded, ///< locked, expired or cancelled at the portal
    QrCame,
    QrStillPending,
    QrWasScanned,
    QrConfirmed,              ///< with a ticket
    QrConfirmedWithoutTicket, ///< the login itself has it
    RequestFailed,            ///< of `request`, with `setback`
};

struct Event {
    EventKind kind = EventKind::Cancel;
    Request request = Request::None;
    Setback setback = Setback::None;
};

enum class ActionKind {
    Ask,      ///< send the request of `request`
    Sign,     ///< with the key at hand
    EndQr,    ///< DELETE the QR session; its answer does not matter
    EndLogin, ///< DELETE the login; its answer does not matter
    WriteRecord,
    RemoveRecord,
    WipeSecrets, ///< verifier, ticket and challenge
};

struct Action {
    ActionKind kind = ActionKind::Ask;
    Request request = Request::None;

    friend bool operator==(const Action&, const Action&) = default;
};

struct Step {
    MachineState next;
    std::vector<Action> actions; ///< in this order; one Ask or Sign at most, the last one
    /// False when the event does not belong to the state (a second press of a button, a late answer): nothing
    /// has changed then; the actions clean up what a late answer has left at the portal.
    bool accepted = true;
};

/// The login as a pure function: total over every state and event. States that are over stay as they are.
/// Every way into Cancelled and Failed ends what is open at the portal, removes the record and wipes;
/// Completed keeps ticket and verifier until they were used. A login of an earlier run that cannot be reached
/// is put off instead: Idle again, its record kept, nothing ended at the portal.
Step advance(const MachineState& state, const Event& event);

/// For logs and failures, such as "SecondFactor".
std::string_view stageName(Stage stage);

} // namespace tanba::portal
