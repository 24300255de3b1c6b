#include "core/portal/answers.h"

#include "core/base/encoding.h"
#include "core/portal/addresses.h"
#include "core/portal/members.h"
#include "core/portal/wipe.h"

#include <algorithm>
#include <array>

namespace tanba::portal {

namespace {

constexpr std::size_t kLeastId = 16; // the profile's: nobody guesses a login
constexpr std::size_t kMostId = 86;
constexpr std::size_t kMaxOrigin = 300;
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxMasked = 32;
constexpr std::string_view kMaskedCharacters = "+0123456789* ()-";
constexpr std::size_t kMaxTicket = 512;
constexpr std::size_t kMaxToken = std::size_t{16} * 1024;
constexpr std::size_t kMaxQrText = 1024;
constexpr std::size_t kMaxItems = 8;
constexpr int kMostTries = 100;
constexpr int kMostSeconds = 30 * 24 * 60 * 60;

constexpr std::array<Word<Format>, 2> kAnswerFormats{
    {{"xmldsig", Format::XmlDsig}, {"cms-detached", Format::CmsDetached}}};
constexpr std::array<Word<FactorType>, 2> kFactorTypes{{{"sms", FactorType::Sms}, {"qr", FactorType::Qr}}};
constexpr std::array<Word<FactorObstacle>, 4> kObstacles{
    {{"phone_not_registered", FactorObstacle::PhoneNotRegistered},
     {"sms_gateway_unavailable", FactorObstacle::SmsGatewayUnavailable},
     {"locked", FactorObstacle::Locked},
     {"not_offered", FactorObstacle::NotOffered}}};
constexpr std::array<Word<LoginAnswerState>, 6> kLoginStates{
    {{"challenge_issued", LoginAnswerState::ChallengeIssued},
     {"second_factor_required", LoginAnswerState::SecondFactorRequired},
     {"completed", LoginAnswerState::Completed},
     {"locked", LoginAnswerState::Locked},
     {"expired", LoginAnswerState::Expired},
     {"cancelled", LoginAnswerState::Cancelled}}};
constexpr std::array<Word<QrAnswerState>, 6> kQrStates{{{"pending", QrAnswerState::Pending},
                                                        {"scanned", QrAnswerState::Scanned},
                                                        {"confirmed", QrAnswerState::Confirmed},
                                                        {"rejected", QrAnswerState::Rejected},
                                                        {"expired", QrAnswerState::Expired},
                                                        {"cancelled", QrAnswerState::Cancelled}}};

/// The word's meaning; one that the table has not is objected to.
template <typename T, typename Words>
T requiredWord(const Members& members, const char* name, const Words& words) {
    const std::optional<T> meaning =
        meaningOf<T>(words, members.identifier(name, Need::Required, 1, kMaxMasked));
    if (!meaning)
        members.objectTo(name);
    return meaning.value_or(words.front().meaning);
}

Result<Json> objectOf(ByteView json, std::size_t maxSize = kMaxAnswer) {
    std::optional<Json> object = parseStrictObject(json, maxSize);
    if (!object)
        return fail(FailureCode::PortalAnswerWrong, "JSON");
    return std::move(*object);
}

/// A number of which a part is hidden. Whatever else it might say would stand on the screen in the middle of
/// our own sentence.
std::string maskedNumber(const Members& members, const char* name) {
    constexpr std::string_view kBullet = "\u2022";
    std::string number = members.rawText(name, Need::Optional, kMaxMasked);
    for (std::string_view rest = number; !rest.empty();) {
        const bool bullet = rest.starts_with(kBullet);
        if (!bullet && kMaskedCharacters.find(rest.front()) == std::string_view::npos) {
            members.objectTo(name);
            return {};
        }
        rest.remove_prefix(bullet ? kBullet.size() : 1);
    }
    return number;
}

Subject readSubject(const Members& members) {
    return {members.text("name", Need::Optional, kMaxName), maskedNumber(members, "masked_iin"),
            maskedNumber(members, "masked_bin"), members.text("role_oid", Need::Optional, kMaxMasked)};
}

Factor readFactor(const Members& members) {
    Factor factor;
    factor.type = requiredWord<FactorType>(members, "type", kFactorTypes);
    factor.available = members.flag("available", false);
    if (members.has("reason"))
        factor.obstacle = requiredWord<FactorObstacle>(members, "reason", kObstacles);
    factor.maskedPhone = maskedNumber(members, "masked_phone");
    factor.sentAt = members.time("sent_at", Need::Optional);
    factor.expiresAt = members.time("expires_at", Need::Optional);
    factor.resendAt = members.time("resend_at", Need::Optional);
    factor.attemptsLeft = members.number("attempts_left", 0, kMostTries);
    factor.resendsLeft = members.number("resends_left", 0, kMostTries);
    return factor;
}

std::vector<Factor> readFactors(const Members& members) {
    std::vector<Factor> factors;
    for (const Members& one : members.objects("factors", kMaxItems)) {
        Factor factor = readFactor(one);
        if (std::ranges::find(factors, factor.type, &Factor::type) != factors.end())
            members.objectTo("factors");
        factors.push_back(std::move(factor));
    }
    return factors;
}

SecretBytes secretOf(const Members& members, const char* name, std::size_t most) {
    std::string text = members.rawText(name, Need::Required, most);
    SecretBytes secret = SecretBytes::copyOf(viewOf(text));
    wipe(text);
    return secret;
}

Ending readEnding(const Members& members, const std::string& origin) {
    Ending ending;
    ending.ticket = secretOf(members, "ticket", kMaxTicket);
    ending.finishUrl = members.rawText("finish_url", Need::Required, kMaxHttpAddress);
    if (originOf(ending.finishUrl) != origin)
        members.objectTo("finish_url");
    ending.ticketExpiresAt = members.time("ticket_expires_at", Need::Optional);
    return ending;
}

/// The middle part of a JSON Web Token (RFC 7519) is looked at for how the person was proved; its signature
/// is not: it comes from the portal itself over TLS (OpenID Connect Core 3.1.3.7).
std::vector<std::string> methodsOf(const SecretBytes& idToken) {
    std::string text(asText(idToken.view()));
    const std::size_t first = text.find('.');
    const std::size_t second = first == std::string::npos ? first : text.find('.', first + 1);
    std::string claims = second == std::string::npos ? "" : text.substr(first + 1, second - first - 1);
    wipe(text);
    std::ranges::replace(claims, '-', '+');
    std::ranges::replace(claims, '_', '/');
    claims.append((4 - claims.size() % 4) % 4, '=');
    const Result<Bytes> decoded = fromBase64(claims, kMaxToken);
    const std::optional<Json> object =
        decoded.ok() ? parseStrictObject(decoded.value(), kMaxToken) : std::nullopt;
    if (!object)
        return {};
    Objection none;
    return Members(*object, none).words("amr", Need::Optional, kMaxItems);
}

} // namespace

Result<ChallengeAnswer> readChallengeAnswer(ByteView json) {
    TANBA_TRY(const Json object, objectOf(json));
    Objection objection;
    const Members members(object, objection);
    ChallengeAnswer answer;
    answer.loginId = members.identifier("login_id", Need::Required, kLeastId, kMostId);
    answer.format = requiredWord<Format>(members, "format", kAnswerFormats);
    answer.challenge = members.rawText("challenge", Need::Required, kMaxChallenge);
    answer.origin = members.rawText("origin", Need::Required, kMaxOrigin);
    answer.issuedAt = members.time("issued_at", Need::Required).value_or(Time{});
    answer.expiresAt = members.time("expires_at", Need::Required).value_or(Time{});
    TANBA_CHECK(objection.outcome());
    return answer;
}

Result<LoginAnswer> readLoginAnswer(ByteView json, const std::string& loginId, const std::string& origin) {
    TANBA_TRY(const Json object, objectOf(json));
    Objection objection;
    const Members members(object, objection);
    LoginAnswer answer;
    if (members.identifier("login_id", Need::Required, kLeastId, kMostId) != loginId)
        members.objectTo("login_id");
    answer.state = requiredWord<LoginAnswerState>(members, "state", kLoginStates);
    if (const std::optional<Members> subject = members.object("subject"))
        answer.subject = readSubject(*subject);
    answer.factors = readFactors(members);
    if (answer.state == LoginAnswerState::Completed)
        answer.ending = readEnding(members, origin);
    else if (members.has("ticket"))
        members.objectTo("ticket");
    TANBA_CHECK(objection.outcome());
    return answer;
}

Result<QrAnswer> readQrAnswer(ByteView json, const std::string& qrId, const std::string& origin) {
    TANBA_TRY(const Json object, objectOf(json));
    Objection objection;
    const Members members(object, objection);
    QrAnswer answer;
    answer.qrId = members.identifier("qr_id", Need::Required, kLeastId, kMostId);
    if (!qrId.empty() && answer.qrId != qrId)
        members.objectTo("qr_id");
    answer.state = requiredWord<QrAnswerState>(members, "state", kQrStates);
    answer.text = members.rawText("qr_text", qrId.empty() ? Need::Required : Need::Optional, kMaxQrText);
    if (!answer.text.empty() && !isOwnQrText(answer.text, origin))
        members.objectTo("qr_text");
    answer.expiresAt = members.time("expires_at", Need::Optional);
    answer.pollAfter =
        std::chrono::seconds(members.number("poll_after_s", 1, static_cast<int>(kLongestPause.count()))
                                 .value_or(static_cast<int>(answer.pollAfter.count())));
    if (answer.state == QrAnswerState::Confirmed && members.has("ticket"))
        answer.ending = readEnding(members, origin);
    TANBA_CHECK(objection.outcome());
    return answer;
}

Result<Tokens> readTokens(ByteView json) {
    TANBA_TRY(const Json object, objectOf(json));
    Objection objection;
    const Members members(object, objection);
    Tokens tokens;
    if (members.rawText("token_type", Need::Required, kMaxMasked) != "Bearer")
        members.objectTo("token_type");
    tokens.accessToken = secretOf(members, "access_token", kMaxToken);
    tokens.idToken = secretOf(members, "id_token", kMaxToken);
    tokens.expiresIn = std::chrono::seconds(members.number("expires_in", 0, kMostSeconds).value_or(0));
    TANBA_CHECK(objection.outcome());
    tokens.methods = methodsOf(tokens.idToken);
    return tokens;
}

} // namespace tanba::portal
