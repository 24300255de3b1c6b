#include "core/portal/mobile/login_proof.h"

#include "core/keys/kz_profile.h"
#include "core/portal/mobile/strict_json.h"
#include "core/sign/xml_signer.h"

namespace tanba::portal::mobile {

namespace {

/// Of all that an address may hold (parseHttpAddress) only these mean something in XML.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char character : text) {
        if (character == '&')
            result += "&amp;";
        else
            result += character;
    }
    return result;
}

std::string challengeFor(const SignLink& documents, Time now) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><login><url>" + escaped(documents.url) +
           "</url><timeStamp>" + formatRfc3339(now) + "</timeStamp></login>";
}

} // namespace

Outcome mayAskForLogin(const Invitation& invitation, const SigningHosts& hosts) {
    if (!hosts.allow(invitation.documents.address, HostUse::Login))
        return fail(FailureCode::MobileNotAllowed, invitation.documents.address.authority(), "Eds");
    return Done{};
}

Result<Bytes> proveLogin(const Invitation& invitation, const SigningHosts& hosts, keys::KeySession& session,
                         Time now, const WorkControl& control) {
    TANBA_CHECK(mayAskForLogin(invitation, hosts));
    if (!keys::permitsLogin(keys::purposeOf(session.certificate())))
        return fail(FailureCode::PortalWrongKeyUsage);
    const std::string challenge = challengeFor(invitation.documents, now);
    TANBA_TRY(const sign::Classification found, sign::classifyForXml(viewOf(challenge), {}));
    TANBA_CHECK(sign::authoriseSigning(found, {invitation.documents.origin(), false}));
    TANBA_TRY(const Bytes proof, sign::signXml(session, viewOf(challenge), {}, control));
    Json body = Json::object();
    body["xml"] = std::string(asText(proof));
    return toBytes(body.dump());
}

} // namespace tanba::portal::mobile
