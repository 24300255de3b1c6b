#include "tests/portal/token_desk.h"

#include "core/base/random.h"
#include "core/crypto/digest.h"
#include "core/sign/xml_check.h"
#include "tests/portal/hotp.h"
#include "tests/portal/web_text.h"

namespace tanba::reference_portal {

namespace {

constexpr int kCurveBits = 256;
constexpr std::size_t kCoordinate = 32;
constexpr std::size_t kSecretBytes = 32;
constexpr std::chrono::seconds kTokenLifetime{3600};
constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

Bytes sha256(std::string_view text) {
    const auto digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(text));
    return digest.ok() ? digest.value().bytes : Bytes();
}

std::string fieldOf(const std::map<std::string, std::string>& form, const char* name) {
    const auto found = form.find(name);
    return found == form.end() ? std::string() : found->second;
}

/// RFC 7636 4.6.
bool proves(std::string_view verifier, std::string_view codeChallenge) {
    return verifier.size() >= 43 && verifier.size() <= 128 &&
           sameSecret(toBase64Url(sha256(verifier)), codeChallenge);
}

} // namespace

Result<std::unique_ptr<TokenDesk>> TokenDesk::make(const Settings& settings, const Clock& clock) {
    TANBA_TRY(crypto::PrivateKey key, crypto::PrivateKey::generate(crypto::KeyAlgorithm::Ec, kCurveBits));
    TANBA_TRY(const Bytes secret, randomBytes(kSecretBytes));
    return std::unique_ptr<TokenDesk>(
        new TokenDesk(settings, clock, std::move(key), SecretBytes::copyOf(secret)));
}

std::optional<Ending> TokenDesk::finish(const Entered& entered) {
    const auto ticket = randomName();
    if (!ticket.ok())
        return std::nullopt;
    const Time now = clock_.now();
    std::erase_if(tickets_, [now](const auto& entry) { return entry.second.expires <= now; });
    const Time expires = now + settings_.ticketLifetime;
    tickets_.emplace(ticket.value(), Ticket{entered, now, expires});
    const std::string site =
        settings_.lies.tells(Lie::FinishElsewhere) ? "https://elsewhere.example" : entered.origin;
    return Ending{ticket.value(), site + "/auth/v1/finish?ticket=" + ticket.value(), expires};
}

Answer TokenDesk::redeem(const Request& request) {
    if (!request.contentType.starts_with(kFormType))
        return problem(ProblemKind::MediaTypeUnsupported, std::string(kFormType));
    const auto form = readForm(request.body);
    if (!form || fieldOf(*form, "grant_type") != "authorization_code")
        return problem(ProblemKind::RequestMalformed, "grant_type is authorization_code");
    const auto found = tickets_.find(fieldOf(*form, "code"));
    if (found == tickets_.end())
        return problem(ProblemKind::TicketInvalid);
    const Ticket ticket = std::move(found->second);
    tickets_.erase(found);
    if (ticket.expires <= clock_.now() || ticket.entered.origin != request.origin ||
        !proves(fieldOf(*form, "code_verifier"), ticket.entered.codeChallenge))
        return problem(ProblemKind::TicketInvalid);
    const auto access = randomName();
    const auto identity = identityToken(ticket);
    if (!access.ok() || !identity.ok())
        return problem(ProblemKind::Internal);
    return jsonReply(200, {{"access_token", access.value()},
                           {"token_type", "Bearer"},
                           {"expires_in", kTokenLifetime.count()},
                           {"id_token", identity.value()}});
}

Json TokenDesk::claimsOf(const Ticket& ticket) const {
    const Account& account = *ticket.entered.account;
    const auto sub = hmac(crypto::DigestAlgorithm::Sha256, subjectKey_.view(), viewOf(account.id));
    const bool twoFactors = ticket.entered.methods.size() > 1;
    Json claims{{"iss", ticket.entered.origin},
                {"sub", toBase64Url(sub.ok() ? sub.value() : Bytes())},
                {"aud", ticket.entered.origin},
                {"iat", ticket.made.time_since_epoch().count()},
                {"exp", (ticket.made + kTokenLifetime).time_since_epoch().count()},
                {"auth_time", ticket.made.time_since_epoch().count()},
                {"name", account.name},
                {"amr", ticket.entered.methods},
                {"acr", twoFactors ? "urn:eds-portal:acr:two-stage" : "urn:eds-portal:acr:phone"}};
    // An account of a legal entity may be open to anybody of it: who it was says the certificate.
    const std::string iin = ticket.entered.signer ? ticket.entered.signer->profile.owner.iin : account.iin;
    if (!iin.empty())
        claims["iin"] = iin;
    if (!account.bin.empty())
        claims["bin"] = account.bin;
    const std::string role = ticket.entered.signer ? roleOid(ticket.entered.signer->profile) : std::string();
    if (!role.empty())
        claims["role_oid"] = role;
    return claims;
}

Result<std::string> TokenDesk::identityToken(const Ticket& ticket) const {
    const Json header{{"alg", "ES256"}, {"typ", "JWT"}, {"kid", keyName()}};
    const std::string content =
        toBase64Url(viewOf(header.dump())) + "." + toBase64Url(viewOf(claimsOf(ticket).dump()));
    TANBA_TRY(const crypto::Digest digest,
              crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(content)));
    TANBA_TRY(const Bytes der, key_.signDigest(digest));
    TANBA_TRY(const Bytes value, sign::xml::ecdsaFromDer(der, kCurveBits));
    return content + "." + toBase64Url(value);
}

/// The end of a SubjectPublicKeyInfo of P-256: both coordinates (RFC 5480 2.2, uncompressed).
ByteView TokenDesk::publicPoint() const {
    return key_.publicKey().subjectPublicKeyInfo().last(2 * kCoordinate);
}

std::string TokenDesk::keyName() const {
    constexpr std::size_t kShown = 12;
    return toBase64Url(ByteView(sha256(asText(publicPoint()))).first(kShown));
}

HttpReply TokenDesk::keys() const {
    const Json key{{"kty", "EC"},
                   {"crv", "P-256"},
                   {"use", "sig"},
                   {"alg", "ES256"},
                   {"kid", keyName()},
                   {"x", toBase64Url(publicPoint().first(kCoordinate))},
                   {"y", toBase64Url(publicPoint().last(kCoordinate))}};
    return jsonReply(200, {{"keys", Json::array({key})}});
}

} // namespace tanba::reference_portal
