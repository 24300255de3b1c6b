#include "core/trust/timestamp_client.h"

#include "core/base/http_address.h"
#include "core/trust/timestamp_request.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

constexpr int kHttpOk = 200;
// A token with the certificates of its authority has 2 to 8 KB.
constexpr std::size_t kMaxAnswer = std::size_t{256} * 1024;
constexpr int kTries = 2;
constexpr std::string_view kAnswerType = "application/timestamp-reply";

/// Failures after which the same question may be answered.
constexpr std::array<FailureCode, 2> kWorthAnotherTry{FailureCode::NetworkUnavailable,
                                                      FailureCode::NetworkTimeout};

/// The type alone, without parameters, in any case.
bool isAnswerType(const std::string& contentType) {
    std::string type;
    for (const char letter : contentType) {
        if (letter == ';' || letter == ' ')
            break;
        type += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return type == kAnswerType;
}

/// RFC 3161 3.4 wants the type; an answer without any may still be the right one, as its signature tells.
Outcome checkHttp(const HttpAnswer& answer, const std::string& host) {
    if (answer.status != kHttpOk)
        return fail(FailureCode::NetworkAnswerWrong, host, "status " + std::to_string(answer.status));
    if (!answer.contentType.empty() && !isAnswerType(answer.contentType))
        return fail(FailureCode::NetworkAnswerWrong, host, "content type " + answer.contentType);
    return Done{};
}

/// What the reader of the answer found, told about the server that sent it.
Failure aboutHost(Failure failure, const std::string& host) {
    if (failure.code == FailureCode::TimestampMalformed) {
        failure.code = FailureCode::NetworkAnswerWrong;
        failure.detail.insert(0, "time stamp: ");
    }
    failure.subject = failure.subject.empty() ? host : host + ", " + failure.subject;
    return failure;
}

} // namespace

Result<Bytes> NetworkTimestamps::stamp(ByteView signatureValue, crypto::DigestAlgorithm imprint,
                                       const CancelToken* cancel) {
    const TimestampAuthority& authority = settings_.authority;
    TANBA_TRY(const HttpAddress address, parseHttpAddress(authority.address));
    const std::string host = address.authority();
    if (authority.chosenBy == TimestampAuthority::ChosenBy::Table &&
        !settings_.hosts.allow(address, OnlineUse::Timestamps))
        return fail(FailureCode::NetworkAddressRefused, host);

    TANBA_TRY(const TimestampRequest question,
              TimestampRequest::over(signatureValue, imprint, authority.policyFor(imprint)));
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = authority.address;
    request.contentType = "application/timestamp-query";
    request.body = question.write();
    request.maxAnswer = kMaxAnswer;
    request.within = settings_.within;
    TANBA_TRY(const HttpAnswer answer, ask(request, cancel));
    TANBA_CHECK(checkHttp(answer, host));
    auto token = readTimestampAnswer(answer.body, question);
    if (!token.ok())
        return aboutHost(token.failure(), host);
    return token;
}

Result<HttpAnswer> NetworkTimestamps::ask(const HttpRequest& request, const CancelToken* cancel) const {
    for (int attempt = 1;; ++attempt) {
        auto answer = transport_->send(request, WorkControl{cancel, nullptr});
        const bool again =
            !answer.ok() && attempt < kTries &&
            std::ranges::find(kWorthAnotherTry, answer.failure().code) != kWorthAnotherTry.end();
        if (!again)
            return answer;
    }
}

} // namespace tanba::trust
