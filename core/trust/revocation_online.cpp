#include "core/trust/clock_skew.h"
#include "core/trust/revocation.h"
#include "core/trust/statements.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

struct TroubleRow {
    OnlineTrouble trouble;
    sign::ReasonCode reason;
};
constexpr std::array<TroubleRow, 3> kTroubles{{
    {OnlineTrouble::NotAsked, sign::ReasonCode::OnlineNotAsked},
    {OnlineTrouble::NotReached, sign::ReasonCode::OnlineNotReached},
    {OnlineTrouble::AnswerUseless, sign::ReasonCode::OnlineAnswerUseless},
}};

sign::ReasonCode reasonOf(OnlineTrouble trouble) {
    return std::ranges::find(kTroubles, trouble, &TroubleRow::trouble)->reason;
}

OnlineProblem useless(const std::string& host, std::string_view why) {
    return {OnlineTrouble::AnswerUseless, host + ": " + std::string(why)};
}

/// Notices beside the finding: what the network did never makes it better or worse.
void tell(const std::vector<OnlineProblem>& problems, RevocationFinding& finding) {
    for (const OnlineProblem& problem : problems) {
        // Of interest only to whoever was left without an answer.
        if (problem.trouble == OnlineTrouble::NotAsked && finding.status != RevocationStatus::Unknown)
            continue;
        finding.reasons.push_back({reasonOf(problem.trouble), problem.detail});
    }
}

} // namespace

Time RevocationChecker::latestOnline(const Question& question) const {
    return std::max(latest_, question.online.evidence->now() + kClockSkew);
}

/// Test keys are everybody's: what they sign proves no time.
void RevocationChecker::tellTime(const Question& question, Time time,
                                 const std::optional<ClockMoment>& asked) {
    if (question.path.origin() != AnchorOrigin::Test)
        question.online.evidence->proved(time, asked);
}

/// The responder first: its answer is newer and two kilobytes long. Lists when it leaves the question open.
RevocationFinding RevocationChecker::askedOnline(const Subject& subject, const Issuer& issuer,
                                                 const Question& question, Statements statements) const {
    Problems problems;
    const std::size_t known = statements.size();
    const bool settled = addOnlineStatus(subject, issuer, question, statements, problems);
    if (!settled && !question.online.cancelled())
        addOnlineLists(subject, issuer, question, statements, problems);
    if (statements.size() == known && problems.empty())
        problems.push_back({OnlineTrouble::NotAsked, {}});
    RevocationFinding finding = weighStatements(std::move(statements), subject.notAfter, question.time.at);
    tell(problems, finding);
    return finding;
}

/// @returns whether the answer settles the question.
bool RevocationChecker::addOnlineStatus(const Subject& subject, const Issuer& issuer,
                                        const Question& question, Statements& statements,
                                        Problems& problems) const {
    const OnlineAccess& online = question.online;
    OnlineResponse given =
        online.evidence->status({*subject.certificate, issuer.name, issuer.key}, online.cancel);
    std::ranges::move(given.problems, std::back_inserter(problems));
    if (!given.response)
        return false;
    const auto uselessBecause = [&](std::string_view why) {
        problems.push_back(useless(given.host, why));
        return false;
    };
    const OcspAnswer* answer = issuer.answerIn(*given.response, subject);
    if (answer == nullptr)
        return uselessBecause("about another certificate");
    if (!isAuthentic(*given.response, issuer, question))
        return uselessBecause("not signed by the authority's responder");
    tellTime(question, given.response->producedAt, given.asked);
    if (answer->thisUpdate > latestOnline(question))
        return uselessBecause("dated in the future");
    RevocationStatement statement = statementOf(*answer, issuer.name.display());
    statement.source = EvidenceSource::Online;
    statement.host = given.host;
    statements.push_back(statement);
    return statement.answer != StatusAnswer::NotKnown &&
           isFresh(statement, subject.notAfter, question.time.at);
}

void RevocationChecker::addOnlineLists(const Subject& subject, const Issuer& issuer, const Question& question,
                                       Statements& statements, Problems& problems) const {
    const OnlineAccess& online = question.online;
    OnlineLists given =
        online.evidence->lists({*subject.certificate, issuer.name, issuer.key}, online.cancel);
    std::ranges::move(given.problems, std::back_inserter(problems));
    for (const OnlineList& one : given.lists) {
        if (!issuer.mayList(one.list, subject) || !isAuthentic(one.list, std::nullopt, issuer, question)) {
            problems.push_back(useless(one.host, "a list of other certificates"));
            continue;
        }
        tellTime(question, one.list.thisUpdate(), std::nullopt);
        if (one.list.thisUpdate() > latestOnline(question)) {
            problems.push_back(useless(one.host, "dated in the future"));
            continue;
        }
        std::optional<RevocationStatement> statement = statementOf(one.list, subject.serial);
        if (!statement)
            continue;
        statement->source = one.kept ? EvidenceSource::Kept : EvidenceSource::Online;
        statement->host = one.host;
        statements.push_back(std::move(*statement));
    }
}

} // namespace tanba::trust
