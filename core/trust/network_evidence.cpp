#include "core/trust/network_evidence.h"

#include "core/base/der_writer.h"
#include "core/base/random.h"
#include "core/trust/ocsp_request.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

constexpr int kStatusOk = 200;
// A response with its responder's certificate has 2 KB.
constexpr std::size_t kMaxStatusAnswer = 64 * 1024;
constexpr int kFailuresUntilRest = 2;

// These failures are the network's or the host's; all others are about what came back.
constexpr std::array<FailureCode, 4> kNotReached{
    FailureCode::NetworkUnavailable,
    FailureCode::NetworkTimeout,
    FailureCode::NetworkUntrusted,
    FailureCode::NetworkOff,
};

bool notReached(const Failure& failure) {
    return std::ranges::find(kNotReached, failure.code) != kNotReached.end();
}

OnlineProblem problemOf(const Failure& failure, const std::string& host) {
    std::string detail = host + ": " + std::string(codeText(failure.code));
    if (!failure.detail.empty())
        detail += " (" + failure.detail + ")";
    return {notReached(failure) ? OnlineTrouble::NotReached : OnlineTrouble::AnswerUseless,
            std::move(detail)};
}

/// The host of an address that may be followed, or why it may not.
struct Allowed {
    std::string host;
    std::optional<OnlineProblem> problem;
};

Allowed allowed(const OnlineHosts& hosts, const std::string& text, OnlineUse use) {
    const auto address = parseHttpAddress(text);
    if (!address.ok())
        return {{}, OnlineProblem{OnlineTrouble::NotAsked, address.failure().subject}};
    std::string host = address.value().authority();
    if (!hosts.allow(address.value(), use))
        return {{}, OnlineProblem{OnlineTrouble::NotAsked, std::move(host)}};
    return {std::move(host), std::nullopt};
}

Bytes keyOf(ByteView first, ByteView second) {
    Bytes key(first.begin(), first.end());
    append(key, second);
    return key;
}

bool isCancelled(const CancelToken* cancel) {
    return cancel != nullptr && cancel->cancelled();
}

bool isCurrent(const Crl& list, Time now) {
    return list.thisUpdate() <= now && list.nextUpdate() && now <= *list.nextUpdate();
}

} // namespace

OnlineResponse NetworkEvidence::status(const OnlineSubject& subject, const CancelToken* cancel) {
    const Bytes key = keyOf(subject.certificate.fingerprint(), subject.issuerKey.subjectPublicKeyInfo());
    return statuses_.get(
        key, [&] { return askStatus(subject, cancel); },
        [cancel](const OnlineResponse&) { return !isCancelled(cancel); });
}

OnlineResponse NetworkEvidence::askStatus(const OnlineSubject& subject, const CancelToken* cancel) {
    OnlineResponse answer;
    for (const std::string& address : onlineAddressesOf(subject.certificate).responders) {
        Allowed place = allowed(settings_.hosts, address, OnlineUse::Status);
        if (place.problem) {
            answer.problems.push_back(std::move(*place.problem));
            continue;
        }
        const auto asked =
            settings_.witness == nullptr ? std::nullopt : std::optional(settings_.witness->moment());
        auto response = askResponder(subject, address, cancel);
        if (response.ok()) {
            if (response.value().nonce) // it is this question's
                answer.asked = asked;
            answer.response = std::move(response).value();
            answer.host = std::move(place.host);
            return answer;
        }
        answer.problems.push_back(problemOf(response.failure(), place.host));
        if (isCancelled(cancel))
            break;
    }
    return answer;
}

Result<OcspResponse> NetworkEvidence::askResponder(const OnlineSubject& subject, const std::string& address,
                                                   const CancelToken* cancel) {
    TANBA_TRY(const Bytes nonce, randomBytes(kOcspNonceSize));
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = address;
    request.contentType = "application/ocsp-request";
    request.maxAnswer = kMaxStatusAnswer;
    request.within = settings_.statusWithin;
    TANBA_TRY(request.body,
              writeOcspRequest(subject.issuerName.der(), subject.issuerKey.subjectPublicKeyInfo(),
                               subject.certificate.serial(), nonce));
    TANBA_TRY(const Bytes body, send(request, cancel));
    TANBA_TRY(OcspResponse response, OcspResponse::read(body));
    // Many responders answer from store, without a nonce; then only the dates speak against a repeated
    // answer.
    if (response.nonce && *response.nonce != der::octetString(nonce))
        return fail(FailureCode::NetworkAnswerWrong, {}, "nonce of another question");
    return response;
}

void NetworkEvidence::proved(Time time, const std::optional<ClockMoment>& asked) {
    if (settings_.witness == nullptr)
        return;
    if (asked)
        settings_.witness->answered(time, *asked);
    else
        settings_.witness->existsSince(time);
}

OnlineLists NetworkEvidence::lists(const OnlineSubject& subject, const CancelToken* cancel) {
    const OnlineAddresses addresses = onlineAddressesOf(subject.certificate);
    OnlineLists answer;
    addList(addresses.lists, subject, cancel, answer);
    // Changes without the list that they change tell nothing.
    if (!answer.lists.empty())
        addList(addresses.deltas, subject, cancel, answer);
    return answer;
}

/// Addresses are mirrors of each other: the first that gives a current list is enough.
void NetworkEvidence::addList(const std::vector<std::string>& addresses, const OnlineSubject& subject,
                              const CancelToken* cancel, OnlineLists& answer) {
    std::optional<OnlineList> old;
    for (const std::string& address : addresses) {
        Allowed place = allowed(settings_.hosts, address, OnlineUse::Lists);
        if (place.problem) {
            answer.problems.push_back(std::move(*place.problem));
            continue;
        }
        const Bytes key = keyOf(viewOf(address), subject.issuerKey.subjectPublicKeyInfo());
        AtAddress found = addresses_.get(
            key, [&] { return listAt(address, place.host, subject.issuerKey, cancel); },
            [cancel](const AtAddress&) { return !isCancelled(cancel); });
        if (!found.problem) {
            answer.lists.push_back(std::move(*found.list));
            return;
        }
        answer.problems.push_back(std::move(*found.problem));
        if (!old)
            old = std::move(found.list);
        if (isCancelled(cancel))
            break;
    }
    if (old)
        answer.lists.push_back(std::move(*old));
}

NetworkEvidence::AtAddress NetworkEvidence::listAt(const std::string& address, const std::string& host,
                                                   const crypto::PublicKey& issuerKey,
                                                   const CancelToken* cancel) {
    const std::optional<Crl> old = kept_.find(address, issuerKey, WorkControl{cancel, nullptr});
    if (old && isCurrent(*old, clock_.now()))
        return {OnlineList{*old, host, true}, std::nullopt};
    auto fetched = fetchList(address, issuerKey, old, cancel);
    if (fetched.ok())
        return {OnlineList{std::move(fetched).value(), host, false}, std::nullopt};
    AtAddress result{std::nullopt, problemOf(fetched.failure(), host)};
    if (old)
        result.list = OnlineList{*old, host, true};
    return result;
}

Result<Crl> NetworkEvidence::fetchList(const std::string& address, const crypto::PublicKey& issuerKey,
                                       const std::optional<Crl>& old, const CancelToken* cancel) {
    HttpRequest request;
    request.url = address;
    request.maxAnswer = settings_.maxList;
    request.within = settings_.listWithin;
    request.silence = settings_.listSilence;
    TANBA_TRY(const Bytes body, send(request, cancel));
    MemoryInput input(body);
    TANBA_TRY(Crl list, Crl::read(input, WorkControl{cancel, nullptr}));
    TANBA_CHECK(list.verifySignedBy(issuerKey));
    // Plain HTTP: whoever sits on the line can repeat an old list, in which a revocation is missing.
    if (old && old->thisUpdate() > list.thisUpdate())
        return fail(FailureCode::NetworkAnswerWrong, {}, "older than the list at hand");
    if (isCurrent(list, clock_.now())) {
        const std::lock_guard lock(keepMutex_);
        // A full disk costs the next run another fetch; it is no reason against this list.
        static_cast<void>(kept_.keep(address, issuerKey, body).ok());
    }
    return list;
}

Result<Bytes> NetworkEvidence::send(const HttpRequest& request, const CancelToken* cancel) {
    TANBA_TRY(const HttpAddress address, parseHttpAddress(request.url));
    const std::string host = address.authority();
    {
        const std::lock_guard lock(hostMutex_);
        const HostState& state = hosts_[host];
        if (state.failures >= kFailuresUntilRest)
            return state.last;
    }
    auto answer = transport_->send(request, WorkControl{cancel, nullptr});
    if (!answer.ok() && answer.failure().code == FailureCode::Cancelled)
        return answer.failure();
    {
        const std::lock_guard lock(hostMutex_);
        HostState& state = hosts_[host];
        const bool failed = !answer.ok() && notReached(answer.failure());
        state.failures = failed ? state.failures + 1 : 0;
        if (failed)
            state.last = answer.failure();
    }
    if (!answer.ok())
        return answer.failure();
    if (answer.value().status != kStatusOk)
        return fail(FailureCode::NetworkAnswerWrong, address.host,
                    "status " + std::to_string(answer.value().status));
    return std::move(answer.value().body);
}

} // namespace tanba::trust
