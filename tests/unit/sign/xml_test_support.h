#pragma once

#include "core/sign/xml_signer.h"
#include "core/sign/xml_verifier.h"
#include "tests/unit/sign/cms_test_support.h"

#include <gmock/gmock.h>

#include <string>
#include <string_view>

namespace tanba::test {

/// The program's own signature; ends the test program when it refuses.
std::string signedXml(const Identity& identity, std::string_view document, const std::string& elementId = {});
/// The code with which signing is refused, or "ok".
std::string signOutcome(std::string_view document, const std::string& elementId = {});
/// The code with which verifying is refused, or "ok".
std::string verifyOutcome(std::string_view document);

sign::SignedFile verifiedXml(std::string_view document);
sign::SignatureEvidence onlyXmlSignature(std::string_view document);
/// "ok content_changed ok": the integrity of every signature, in the order of the result.
std::string integrities(std::string_view document);

/// `text` with the first `what` replaced; the test fails when it is not there.
std::string replaced(std::string text, std::string_view what, std::string_view with);
std::string before(std::string_view text, std::string_view mark);
/// From `open` up to and including `close`.
std::string part(std::string_view text, std::string_view open, std::string_view close);

/// The outside judge, with the identities rsa, other and ec in its folder. `document` becomes the file
/// signed.xml.
CommandResult xmlsecVerify(std::string_view document, const std::string& options);
/// `xmlsec1 --sign` over a template; the document it wrote.
std::string signedByXmlsec(std::string_view signatureTemplate, const std::string& options);

} // namespace tanba::test
