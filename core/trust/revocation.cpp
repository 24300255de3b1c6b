#include "core/trust/revocation.h"

#include "core/trust/folded_name.h"
#include "core/trust/statements.h"
#include "core/trust/usage.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

// A list signed by a key of its own, whose certificate needs a list signed by ...: real chains need one step.
constexpr int kMaxRecursion = 3;
// A hostile file may carry any number of pieces that claim to be about one certificate: each costs a
// verification.
constexpr int kMaxTried = 4;

std::optional<crypto::PublicKey> usableKey(const keys::Certificate& certificate) {
    const auto& key = certificate.publicKey();
    return key.ok() ? std::optional(key.value()) : std::nullopt;
}

// From best to worst.
constexpr std::array<RevocationStatus, 3> kOrder{RevocationStatus::Good, RevocationStatus::Unknown,
                                                 RevocationStatus::Revoked};

void take(ChainRevocation& result, RevocationFinding finding) {
    result.status = std::ranges::max(result.status, finding.status, {}, [](RevocationStatus status) {
        return std::ranges::find(kOrder, status) - kOrder.begin();
    });
    result.compromised = result.compromised || finding.compromised;
    for (sign::Reason& reason : finding.reasons)
        result.reasons.push_back(std::move(reason));
    if (finding.evidence)
        result.evidence.push_back(std::move(*finding.evidence));
}

/// The finding about an authority above the signer: said so, with its name.
RevocationFinding aboutAuthority(RevocationFinding finding, const std::string& name) {
    for (sign::Reason& reason : finding.reasons) {
        if (reason.code == sign::ReasonCode::OrderCountsNegative)
            continue;
        if (reason.code == sign::ReasonCode::Revoked)
            reason.code = sign::ReasonCode::AuthorityRevoked;
        reason.detail += reason.detail.empty() ? name : ' ' + name;
    }
    return finding;
}

} // namespace

bool RevocationChecker::Issuer::mayList(const Crl& list, const Subject& subject) const {
    return !list.partial() && list.covers(subject.certificate) &&
           trust::foldedName(list.issuer()) == foldedName;
}

const OcspAnswer* RevocationChecker::Issuer::answerIn(const OcspResponse& response,
                                                      const Subject& subject) const {
    if (response.unknownCritical)
        return nullptr;
    const auto answer = std::ranges::find_if(response.answers, [&](const OcspAnswer& candidate) {
        return candidate.isAbout(subject.serial, name.der(), key.subjectPublicKeyInfo());
    });
    return answer == response.answers.end() ? nullptr : &*answer;
}

std::optional<RevocationChecker::Issuer> RevocationChecker::issuerAbove(const Path& path, std::size_t index) {
    if (index + 1 < path.certificates.size()) {
        const keys::Certificate& above = path.certificates[index + 1];
        std::optional<crypto::PublicKey> key = usableKey(above);
        if (!key)
            return std::nullopt;
        return Issuer{above.subject(), foldedName(above.subject()), std::move(*key), maySignLists(above)};
    }
    const Anchor& anchor = *path.anchor;
    const bool signsLists = !anchor.certificate || maySignLists(*anchor.certificate);
    return Issuer{anchor.subject, anchor.foldedSubject, anchor.key, signsLists};
}

ChainRevocation RevocationChecker::checkChain(const Question& question) const {
    const Path& path = question.path;
    ChainRevocation result;
    if (path.anchor == nullptr)
        return result;
    result.status = RevocationStatus::Good;
    for (std::size_t i = 0; i < path.certificates.size(); ++i) {
        // Nobody stands above an anchor who could revoke it.
        if (path.isAnchor(i))
            continue;
        const keys::Certificate& certificate = path.certificates[i];
        RevocationFinding finding;
        const std::optional<Issuer> issuer = issuerAbove(path, i);
        if (issuer)
            finding =
                findingFor({certificate.serial(), certificate.notAfter(), &certificate}, *issuer, question);
        else
            finding.reasons.push_back({sign::ReasonCode::RevocationUnknown, {}});
        take(result, i == 0 ? std::move(finding)
                            : aboutAuthority(std::move(finding), certificate.subject().display()));
    }
    checkAuthorities(question, result);
    return result;
}

/// Intermediates of the tables: known to this program, hence good unless a list of their root says otherwise.
void RevocationChecker::checkAuthorities(const Question& question, ChainRevocation& result) const {
    const std::vector<Authority>& line = question.path.anchor->authorities;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        auto name = keys::Name::fromDer(line[i + 1].subjectDer);
        auto key = crypto::PublicKey::fromSubjectPublicKeyInfo(line[i + 1].publicKeyDer);
        if (!name.ok() || !key.ok())
            continue;
        const Issuer issuer{name.value(), foldedName(name.value()), std::move(key).value(), true};
        RevocationFinding finding = findingFor({line[i].serial, line[i].notAfter, nullptr}, issuer, question);
        if (finding.status != RevocationStatus::Unknown)
            take(result, aboutAuthority(std::move(finding), line[i].subjectText));
    }
}

RevocationFinding RevocationChecker::findingFor(const Subject& subject, const Issuer& issuer,
                                                const Question& question) const {
    Statements statements;
    addListStatements(subject, issuer, question, statements);
    addOcspStatements(subject, issuer, question, statements);
    std::erase_if(statements, [&](const auto& statement) { return statement.thisUpdate > latest_; });
    RevocationFinding finding = weighStatements(statements, subject.notAfter, question.time.at);
    if (question.online.evidence == nullptr || subject.certificate == nullptr ||
        finding.status == RevocationStatus::Revoked)
        return finding;
    return askedOnline(subject, issuer, question, std::move(statements));
}

void RevocationChecker::addListStatements(const Subject& subject, const Issuer& issuer,
                                          const Question& question, Statements& statements) const {
    const auto addFrom = [&](const Crl& list, std::optional<std::size_t> place) {
        std::optional<RevocationStatement> statement = statementOf(list, subject.serial);
        if (!statement || !isAuthentic(list, place, issuer, question))
            return;
        statement->source = place ? EvidenceSource::Folder : EvidenceSource::File;
        statements.push_back(std::move(*statement));
    };
    const auto concerns = [&](const Crl& list) { return issuer.mayList(list, subject); };
    for (std::size_t place = 0; place < lists_.size(); ++place) {
        if (concerns(lists_[place]))
            addFrom(lists_[place], place);
    }
    int tried = 0;
    for (const Crl& list : question.carried.crls) {
        if (concerns(list) && tried++ < kMaxTried)
            addFrom(list, std::nullopt);
    }
}

bool RevocationChecker::isAuthentic(const Crl& list, std::optional<std::size_t> place, const Issuer& issuer,
                                    const Question& question) const {
    if (issuer.signsLists) {
        const bool signedByIssuer =
            place ? signatures_.isSignedBy(*place, list, issuer.key) : list.verifySignedBy(issuer.key).ok();
        if (signedByIssuer)
            return true;
    }
    return hasOwnSigner(list, issuer, question);
}

/// RFC 5280 6.3.3 (f): an issuer may sign its lists with another key, certified under the same anchor in its
/// name.
bool RevocationChecker::hasOwnSigner(const Crl& list, const Issuer& issuer, const Question& question) const {
    if (question.recursion >= kMaxRecursion)
        return false;
    int tried = 0;
    for (const keys::Certificate& candidate : question.carried.certificates) {
        if (foldedName(candidate.subject()) != issuer.foldedName || !maySignLists(candidate) ||
            !candidate.publicKey().ok() || tried++ >= kMaxTried ||
            !list.verifySignedBy(candidate.publicKey().value()).ok())
            continue;
        const PathResult result = validator_.validate(candidate, question.carried.certificates, question.time,
                                                      *question.carried.signatures);
        if (result.status != ChainStatus::Ok || result.path.anchor != question.path.anchor)
            continue;
        const Question next{result.path, question.carried, question.time, question.recursion + 1, {}};
        if (checkChain(next).status == RevocationStatus::Good)
            return true;
    }
    return false;
}

void RevocationChecker::addOcspStatements(const Subject& subject, const Issuer& issuer,
                                          const Question& question, Statements& statements) const {
    int tried = 0;
    for (const OcspResponse& response : question.carried.ocspResponses) {
        const OcspAnswer* answer = issuer.answerIn(response, subject);
        if (answer != nullptr && tried++ < kMaxTried && isAuthentic(response, issuer, question))
            statements.push_back(statementOf(*answer, issuer.name.display()));
    }
}

bool RevocationChecker::isAuthentic(const OcspResponse& response, const Issuer& issuer,
                                    const Question& question) const {
    if (response.verifySignedBy(issuer.key).ok())
        return true;
    return std::ranges::any_of(response.certificates, [&](const keys::Certificate& responder) {
        return mayAnswer(responder, response, issuer, question);
    });
}

/// RFC 6960 4.2.2.2: a responder that the issuer itself has named by a certificate for this purpose.
bool RevocationChecker::mayAnswer(const keys::Certificate& responder, const OcspResponse& response,
                                  const Issuer& issuer, const Question& question) const {
    if (!isOcspResponder(responder) || foldedName(responder.issuer()) != issuer.foldedName ||
        response.producedAt < responder.notBefore() || response.producedAt > responder.notAfter() ||
        !responder.publicKey().ok() || !response.verifySignedBy(responder.publicKey().value()).ok() ||
        !responder.verifySignedBy(issuer.key).ok())
        return false;
    // Responders' certificates say id-pkix-ocsp-nocheck; a list at hand that names one is believed all the
    // same.
    Statements statements;
    addListStatements({responder.serial(), responder.notAfter(), &responder}, issuer, question, statements);
    return weighStatements(std::move(statements), responder.notAfter(), response.producedAt).status !=
           RevocationStatus::Revoked;
}

} // namespace tanba::trust
