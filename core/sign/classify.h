#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::sign {

/// What somebody is asked to put a signature under (SECURITY.md, rules 1-4).
enum class ContentClass {
    Document,
    Login, ///< the key to an account at a portal
    HashOnly,
    Raw,
};

/// What becomes of a login when an origin asks for it that its row does not list.
enum class ForOthers {
    Refused,
    Asked, ///< content of this look may as well be none: the person decides, where somebody asks them
};

/// A row of resources/login-shapes.json: how a portal's login challenge looks, and who may ask for it.
struct LoginShape {
    std::string id;                   ///< "egov", "goszakup", ...
    std::vector<std::string> origins; ///< exact, "https://idp.egov.kz"; empty: no origin is known
    /// The challenge itself names the only origin that may ask for it; `origins`, if there are any, has to
    /// list it as well.
    bool statesOrigin = false;
    ForOthers forOthers = ForOthers::Refused;
};

struct Classification {
    ContentClass contentClass = ContentClass::Document;
    /// For Login: every shape that matches (several when shapes overlap).
    std::vector<const LoginShape*> shapes;
    /// What challenges of shapes with statesOrigin name, as they stand.
    std::vector<std::string> statedOrigins;
    /// False when something could not be parsed; what names of elements it shows decided then.
    bool everythingParsed = true;
};

const std::vector<LoginShape>& loginShapes();

/// Looks at what will be signed: an XML tree (name spaces, prefixes, comments and white space are ignored,
/// every node at any depth that may be signed is looked at, also text that holds XML or base64 which decodes
/// to a challenge, and the content of a CMS), or bytes. Never fails: what cannot be parsed is a Document,
/// unless its text shows the elements of a challenge. For a single element of an XML document:
/// classifyForXml() in xml_signer.h.
/// @param hasDocumentName a short nonce without a document's name is taken for a login challenge.
/// @param control when cancelled: a Login of no shape, which is let through for nobody.
Classification classifyContent(ByteView content, bool hasDocumentName, const WorkControl& control = {});

/// An origin as RFC 6454 writes it: "https://host[:port]" in lower case without a path and without the
/// default port. Host names are letters, digits and hyphens: an international name must be punycode already.
/// http is accepted only for this machine (localhost, 127.0.0.1, [::1]). signing.origin_malformed.
Result<std::string> normaliseOrigin(std::string_view origin);

/// Who wants the signature. Only callers that have verified the origin may state one.
struct SigningRequester {
    std::optional<std::string> verifiedOrigin; ///< normalised
    /// The origin is on the caller's list of portals that are known to send bare hashes.
    bool listedForHashes = false;
    /// The person will be told that this may be the key to their account at the origin, and asked
    /// (isProbableLogin).
    bool asksThePerson = false;
};

/// A login by its look only, wanted by an https origin that no row lists for it: nobody can tell whether it
/// is one. What is shown to the person has to say so.
bool isProbableLogin(const Classification& classification, const std::optional<std::string>& verifiedOrigin);

/// The gate in front of every signature. A login is let through only for an origin that every shape it
/// matches allows (signing.login_needs_origin, signing.login_for_other_origin; the subject names the shapes,
/// the detail the origins that are allowed), a probable one also where the person is asked; a stated origin
/// without a login is refused (signing.login_expected) so that "for login" never signs a document; a bare
/// hash needs a listed origin (signing.hash_needs_origin).
Outcome authoriseSigning(const Classification& classification, const SigningRequester& requester);

/// Raw data that would forge another structure's signature: SET OF Attribute, TBSCertificate,
/// CertificationRequestInfo, TSTInfo, SignedInfo, what a TLS client signs, JWS. signing.raw_is_structure with
/// the structure's name as detail.
Outcome refuseForgingOracle(ByteView raw);

} // namespace tanba::sign
