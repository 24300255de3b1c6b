#include "core/portal/exchange.h"

#include "core/base/http_date.h"
#include "core/portal/addresses.h"
#include "core/portal/answers.h"
#include "core/portal/wipe.h"

#include <algorithm>

namespace tanba::portal {

namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kProblemJson = "application/problem+json";

/// The type alone, without parameters, in small letters.
std::string mediaType(const std::string& contentType) {
    std::string type(contentType.substr(0, contentType.find_first_of("; ")));
    std::ranges::transform(type, type.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return type;
}

/// From 500 on it is as a rule a server in front of the portal that speaks, in a page of its own: what the
/// portal thinks of the login is not known then.
Failure notOfTheProfile(const std::string& address, const HttpAnswer& answer, std::string detail) {
    constexpr int kFirstOfServers = 500;
    const std::string status = "HTTP " + std::to_string(answer.status);
    if (answer.status >= kFirstOfServers)
        return fail(FailureCode::NetworkAnswerWrong, hostOf(originOf(address)), status);
    return fail(FailureCode::PortalAnswerWrong, status, std::move(detail));
}

Failure notAsWanted(const std::string& address, const HttpAnswer& answer, std::optional<Problem>* problem) {
    if (mediaType(answer.contentType) != kProblemJson)
        return notOfTheProfile(address, answer, {});
    Result<Problem> read = readProblem(answer.body, answer.status, answer.field("Retry-After"));
    if (!read.ok())
        return notOfTheProfile(address, answer, read.failure().subject);
    Failure failure = failureOf(read.value());
    if (problem != nullptr)
        *problem = std::move(read).value();
    return failure;
}

} // namespace

Result<Reply> exchange(HttpTransport& http, Question question, Time now, const WorkControl& control,
                       std::optional<Problem>* problem) {
    HttpRequest request;
    request.method = question.method;
    request.url = std::move(question.address);
    request.contentType = std::move(question.contentType);
    request.body = std::move(question.body);
    request.maxAnswer = question.maxAnswer;
    request.within = question.within;
    auto sent = http.send(request, control);
    wipe(request.body);
    if (!sent.ok())
        return sent.failure();
    HttpAnswer& answer = sent.value();
    if (answer.status != question.wantedStatus)
        return notAsWanted(request.url, answer, problem);
    if (mediaType(answer.contentType) != kJson)
        return fail(FailureCode::PortalAnswerWrong, "Content-Type");
    Reply reply;
    if (const std::optional<Time> date = readHttpDate(answer.field("Date")))
        reply.skew = *date - now;
    reply.body = std::move(answer.body);
    return reply;
}

Result<PortalDescription> fetchDescription(HttpTransport& http, const std::string& origin, Time now,
                                           const WorkControl& control) {
    Question question;
    question.address = origin + std::string(kDescriptionPath);
    question.maxAnswer = kMaxDescription;
    auto reply = exchange(http, std::move(question), now, control);
    if (!reply.ok() && reply.failure().code == FailureCode::PortalAnswerWrong)
        return fail(FailureCode::PortalNotOne, hostOf(origin), reply.failure().subject);
    TANBA_CHECK(reply);
    return readDescription(reply.value().body, origin);
}

} // namespace tanba::portal
