#pragma once

#include "core/portal/mobile/signing.h"
#include "core/portal/mobile/visit.h"
#include "tests/support/outcome.h"
#include "tests/support/scripted_http.h"
#include "tests/support/test_pki.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tanba::test {

using Json = nlohmann::ordered_json;

inline const std::string kSite = "https://sign.example.kz";
/// Stands in resources/mobile-sign-hosts.json.
inline const std::string kListedSite = "https://sigex.kz";

/// Longer than any nonce.
std::string contractText();
/// What an invitation and an offer of a well-behaved site say.
Json invitationOf(const std::string& site);
Json documentOf(const std::string& content, const std::string& name = "Шарт");
Json xmlDocumentOf(const std::string& xml);
Json offerOf(const std::string& method, std::vector<Json> documents);

/// A site with a signing QR; what it answers can be changed at any time.
class MobileSite {
  public:
    explicit MobileSite(const std::string& origin = kSite);

    struct Says {
        int status = 200;
        std::string contentType = "application/json";
        std::string body;
    };
    Says invitation;
    Says documents;
    Says receipt{200, "application/json", "{}"};
    /// Instead of an answer to the request of this number, from 0.
    std::vector<std::pair<std::size_t, Failure>> failures;

    std::string linkText() const { return "mobileSign:" + origin_ + "/sign/1?mgovSign"; }
    portal::mobile::SignLink link() const { return portal::mobile::readLink(linkText()).value(); }
    std::string documentsUri() const { return origin_ + "/documents/1"; }
    portal::mobile::VisitMeans means();
    HttpTransport& http() { return http_; }
    /// Everything that was asked for, in order.
    const std::vector<HttpRequest>& requests() const { return requests_; }
    /// The last answer that came back.
    Json returned() const { return Json::parse(requests_.back().body); }

    // The steps, as a program takes them.
    Result<portal::mobile::Invitation> invite() {
        return portal::mobile::fetchInvitation(link(), means(), {});
    }
    Result<portal::mobile::Offer> offer(keys::KeySession* login = nullptr);
    /// All of it with one key; "ok", or the code of the step that failed.
    std::string signAll(const Identity& identity);

  private:
    Result<HttpAnswer> answer(const HttpRequest& request, const Says& says);

    std::string origin_;
    ScriptedHttp http_;
    FixedClock clock_;
    std::vector<HttpRequest> requests_;
};

/// Value of a field of a request; empty when absent.
std::string fieldOf(const HttpRequest& request, const std::string& name);

const Identity& gostSigner();
const Identity& loginHolder();

} // namespace tanba::test
