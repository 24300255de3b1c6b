#include "core/portal/mobile/visit.h"

#include "core/portal/mobile/content_gate.h"
#include "core/portal/mobile/login_proof.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tanba::portal::mobile {

namespace {

constexpr std::chrono::seconds kForInvitation{30};
/// 70 MiB at 5 Mbit/s.
constexpr std::chrono::seconds kForDocuments{120};
/// What a site says to signed documents beside its status is not looked at.
constexpr std::size_t kMaxReceipt = 64 * 1024;
constexpr const char* kJsonType = "application/json";

enum class Moment { Asking, Returning };

struct StatusRow {
    int status;
    Moment moment;
    FailureCode code;
};
constexpr std::array<StatusRow, 8> kStatuses = {{
    {404, Moment::Asking, FailureCode::MobileExpired},
    {410, Moment::Asking, FailureCode::MobileExpired},
    {409, Moment::Asking, FailureCode::MobileAlreadySigned},
    {404, Moment::Returning, FailureCode::MobileExpired},
    {410, Moment::Returning, FailureCode::MobileExpired},
    {403, Moment::Returning, FailureCode::MobileRefused},
    {422, Moment::Returning, FailureCode::MobileRefused},
    {409, Moment::Returning, FailureCode::MobileAlreadySigned},
}};

Outcome judgeStatus(const HttpAnswer& answer, Moment moment, const SignLink& site) {
    constexpr int kFirstGood = 200;
    constexpr int kBehindGood = 300;
    const bool good = moment == Moment::Asking ? answer.status == kFirstGood
                                               : answer.status >= kFirstGood && answer.status < kBehindGood;
    if (good)
        return Done{};
    const auto* const row = std::ranges::find_if(kStatuses, [&](const StatusRow& each) {
        return each.status == answer.status && each.moment == moment;
    });
    return fail(row == kStatuses.end() ? FailureCode::MobileAnswerWrong : row->code, site.address.authority(),
                "status " + std::to_string(answer.status));
}

/// "application/json", with or without parameters.
bool isJson(std::string_view contentType) {
    std::string type(contentType.substr(0, contentType.find(';')));
    type.erase(type.find_last_not_of(" \t") + 1);
    std::ranges::transform(type, type.begin(), [](unsigned char character) {
        return static_cast<char>(std::tolower(character));
    });
    return type == kJsonType;
}

HttpRequest requestTo(const SignLink& place, const VisitMeans& means) {
    HttpRequest request;
    request.url = place.url;
    request.reach = HttpRequest::Reach::PublicOnly;
    request.fields = {{"Accept-Language", means.language}};
    return request;
}

HttpRequest requestForDocuments(const Invitation& invitation, const VisitMeans& means) {
    HttpRequest request = requestTo(invitation.documents, means);
    request.within = kForDocuments;
    if (invitation.access == Access::Token)
        request.fields.push_back({"Authorization", "Bearer " + invitation.token});
    return request;
}

Result<Bytes> askForJson(const HttpRequest& request, const SignLink& place, const VisitMeans& means,
                         const WorkControl& control) {
    TANBA_TRY(HttpAnswer answer, means.transport.send(request, control));
    TANBA_CHECK(judgeStatus(answer, Moment::Asking, place));
    if (!isJson(answer.contentType))
        return fail(FailureCode::MobileAnswerWrong, place.address.authority(), "content type");
    return std::move(answer.body);
}

Outcome stillValid(const Invitation& invitation, const VisitMeans& means) {
    if (invitation.expires && *invitation.expires <= means.clock.now())
        return fail(FailureCode::MobileExpired, invitation.link.address.authority(),
                    formatRfc3339(*invitation.expires));
    return Done{};
}

} // namespace

Result<Invitation> fetchInvitation(const SignLink& link, const VisitMeans& means,
                                   const WorkControl& control) {
    HttpRequest request = requestTo(link, means);
    request.maxAnswer = kMaxInvitation;
    request.within = kForInvitation;
    TANBA_TRY(const Bytes answer, askForJson(request, link, means, control));
    TANBA_TRY(Invitation invitation, readInvitation(link, asText(answer)));
    TANBA_CHECK(stillValid(invitation, means));
    if (invitation.access == Access::Login)
        TANBA_CHECK(mayAskForLogin(invitation, means.hosts));
    return invitation;
}

Result<Offer> fetchOffer(const Invitation& invitation, const VisitMeans& means, keys::KeySession* login,
                         const WorkControl& control) {
    TANBA_CHECK(stillValid(invitation, means));
    HttpRequest request = requestForDocuments(invitation, means);
    request.maxAnswer = kMaxOffer;
    if (invitation.access == Access::Login) {
        if (login == nullptr)
            return fail(FailureCode::Internal, {}, "no key for the login");
        TANBA_TRY(request.body, proveLogin(invitation, means.hosts, *login, means.clock.now(), control));
        request.method = HttpRequest::Method::Post;
        request.contentType = kJsonType;
    }
    TANBA_TRY(const Bytes answer, askForJson(request, invitation.documents, means, control));
    TANBA_TRY(Offer offer, Offer::read(asText(answer)));
    for (const OfferedDocument& document : offer.documents())
        TANBA_CHECK(mayBeSigned(document, invitation.documents, means.hosts, control));
    return offer;
}

Outcome sendSigned(const Invitation& invitation, Bytes answer, const VisitMeans& means,
                   const WorkControl& control) {
    TANBA_CHECK(stillValid(invitation, means));
    HttpRequest request = requestForDocuments(invitation, means);
    request.method = HttpRequest::Method::Put;
    request.contentType = kJsonType;
    request.body = std::move(answer);
    request.maxAnswer = kMaxReceipt;
    TANBA_TRY(const HttpAnswer receipt, means.transport.send(request, control));
    return judgeStatus(receipt, Moment::Returning, invitation.documents);
}

} // namespace tanba::portal::mobile
