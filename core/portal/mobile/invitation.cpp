#include "core/portal/mobile/invitation.h"

#include "core/portal/mobile/answer_fields.h"

#include <algorithm>
#include <array>

namespace tanba::portal::mobile {

namespace {

struct AccessRow {
    std::string_view word;
    Access access;
};
constexpr std::array<AccessRow, 3> kAccess = {
    {{"None", Access::Anybody}, {"Token", Access::Token}, {"Eds", Access::Login}}};

constexpr std::size_t kBinDigits = 12;

bool isBin(std::string_view text) {
    return text.size() == kBinDigits &&
           std::ranges::all_of(text, [](char character) { return character >= '0' && character <= '9'; });
}

/// What may stand behind "Bearer " (RFC 6750 2.1), and a little more: it comes back to where it is from.
bool isToken(std::string_view text) {
    return !text.empty() && text.size() <= kMaxToken &&
           std::ranges::all_of(text, [](char character) { return character > ' ' && character <= '~'; });
}

Outcome readOrganisation(const Json& answer, Invitation& invitation) {
    const Json* const organisation = memberOf(answer, "organisation");
    if (organisation == nullptr)
        return Done{};
    if (!organisation->is_object())
        return wrongAt("organisation");
    TANBA_TRY(invitation.organisation, namesOf(*organisation));
    TANBA_TRY(invitation.bin, textOf(*organisation, "bin"));
    if (!invitation.bin.empty() && !isBin(invitation.bin))
        return wrongAt("organisation.bin");
    return Done{};
}

Outcome readDocument(const Json& answer, Invitation& invitation) {
    const Json* const document = memberOf(answer, "document");
    if (document == nullptr || !document->is_object())
        return wrongAt("document");
    TANBA_TRY(const std::string address, textOf(*document, "uri"));
    const auto documents = readSecureAddress(address);
    if (!documents.ok())
        return wrongAt("document.uri");
    if (documents.value().origin() != invitation.link.origin())
        return fail(FailureCode::MobileOriginOther, documents.value().address.authority());
    invitation.documents = documents.value();
    TANBA_TRY(const std::string word, textOf(*document, "auth_type"));
    const auto* const access = std::ranges::find(kAccess, word, &AccessRow::word);
    if (access == kAccess.end())
        return wrongAt("document.auth_type");
    invitation.access = access->access;
    TANBA_TRY(invitation.token, textOf(*document, "auth_token"));
    if (invitation.access != Access::Token)
        invitation.token.clear();
    else if (!isToken(invitation.token))
        return wrongAt("document.auth_token");
    return Done{};
}

} // namespace

Result<Time> parseExpiry(std::string_view text) {
    std::string full(text);
    // The date begins with digits and hyphens: a sign behind the time is that of an offset.
    const std::size_t time = full.find_first_of("Tt ");
    const std::size_t sign = time == std::string::npos ? time : full.find_first_of("+-", time);
    constexpr std::size_t kWithoutColon = 5; // "+0500"
    if (sign != std::string::npos && full.size() - sign == kWithoutColon)
        full.insert(sign + 3, 1, ':');
    return parseRfc3339(full);
}

Result<Invitation> readInvitation(const SignLink& link, std::string_view answer) {
    TANBA_TRY(const Json tree, readStrictJson(answer));
    Invitation invitation;
    invitation.link = link;
    TANBA_TRY(invitation.description, textOf(tree, "description"));
    TANBA_TRY(const std::string expiry, textOf(tree, "expiry_date"));
    if (!expiry.empty()) {
        const auto moment = parseExpiry(expiry);
        if (!moment.ok())
            return wrongAt("expiry_date");
        invitation.expires = moment.value();
    }
    TANBA_CHECK(readOrganisation(tree, invitation));
    TANBA_CHECK(readDocument(tree, invitation));
    TANBA_TRY(invitation.backUrl, textOf(tree, "back_url"));
    return invitation;
}

} // namespace tanba::portal::mobile
