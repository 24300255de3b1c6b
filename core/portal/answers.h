#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/base/time.h"
#include "core/portal/description.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::portal {

inline constexpr std::size_t kMaxAnswer = std::size_t{64} * 1024;
/// Between two polls of a QR: nobody stands before a phone for longer.
inline constexpr std::chrono::seconds kLongestPause{60};
inline constexpr std::size_t kMaxChallenge = std::size_t{16} * 1024;

/// 201 of POST challenge.
struct ChallengeAnswer {
    std::string loginId;
    Format format = Format::XmlDsig;
    std::string challenge; ///< XML text, judged by checkChallenge() only
    std::string origin;    ///< as it stands
    Time issuedAt{};
    Time expiresAt{};
};

/// Why a factor cannot be used now.
enum class FactorObstacle { None, PhoneNotRegistered, SmsGatewayUnavailable, Locked, NotOffered };

struct Factor {
    FactorType type = FactorType::Sms;
    bool available = false;
    FactorObstacle obstacle = FactorObstacle::None;
    std::string maskedPhone; ///< digits, "+", "*", "•", "(", ")", "-" and spaces
    std::optional<Time> sentAt;
    std::optional<Time> expiresAt;
    std::optional<Time> resendAt;
    std::optional<int> attemptsLeft;
    std::optional<int> resendsLeft;
};

/// In whose name the login runs, as the portal knows them; masked by the portal.
struct Subject {
    std::string name;
    std::string maskedIin;
    std::string maskedBin;
    std::string roleOid;
};

/// The end of a login: what the browser, or the token endpoint, is given.
struct Ending {
    SecretBytes ticket;
    std::string finishUrl; ///< https, same origin, no fragment; may hold the ticket: never logged
    std::optional<Time> ticketExpiresAt;
};

enum class LoginAnswerState {
    ChallengeIssued,
    SecondFactorRequired,
    Completed,
    Locked,
    Expired,
    Cancelled,
};

struct LoginAnswer {
    LoginAnswerState state = LoginAnswerState::ChallengeIssued;
    std::optional<Subject> subject;
    std::vector<Factor> factors;  ///< each type once at most
    std::optional<Ending> ending; ///< exactly when Completed
};

enum class QrAnswerState { Pending, Scanned, Confirmed, Rejected, Expired, Cancelled };

struct QrAnswer {
    std::string qrId;
    QrAnswerState state = QrAnswerState::Pending;
    std::string text; ///< what to draw; names this portal, nobody else's
    std::optional<Time> expiresAt;
    std::chrono::seconds pollAfter{2};
    std::optional<Ending> ending; ///< when confirmed without a key
};

/// Answers are read whole and judged: JSON of bounded depth without a member twice, identifiers that fit into
/// an address, numbers and times in their ranges, texts bounded and made safe for a screen, masked numbers
/// without a letter, addresses https
/// and, for the end and the QR, of the portal's own origin (a QR of another portal would log somebody else in
/// there). Members that the profile does not know are passed over. Each fails with portal.answer_wrong and
/// the member as subject.
Result<ChallengeAnswer> readChallengeAnswer(ByteView json);
/// @param loginId the login that was asked about; another one in the answer is refused.
Result<LoginAnswer> readLoginAnswer(ByteView json, const std::string& loginId, const std::string& origin);
/// @param qrId the session that was asked about; empty for a new one.
Result<QrAnswer> readQrAnswer(ByteView json, const std::string& qrId, const std::string& origin);

/// What the token endpoint gave (OpenID Connect, RFC 6749 5.1). Both tokens are secrets.
struct Tokens {
    SecretBytes accessToken;
    SecretBytes idToken;
    std::chrono::seconds expiresIn{0};
    /// How the portal says the person proved themselves (RFC 8176), such as "hwk", "sms", "mfa".
    std::vector<std::string> methods;
};
Result<Tokens> readTokens(ByteView json);

} // namespace tanba::portal
