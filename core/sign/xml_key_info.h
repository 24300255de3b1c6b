#pragma once

#include "core/base/result.h"
#include "core/keys/certificate.h"
#include "core/sign/xml_ids.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::sign::xml {

/// What a ds:KeyInfo carries.
struct KeyInformation {
    std::vector<keys::Certificate> certificates; ///< each once
    std::vector<Bytes> crls;
    /// The certificate that is the issuer of none of the others; nothing when there is no such one, when
    /// there are several, or when one cannot be read. Never chosen by trying which key fits.
    std::optional<keys::Certificate> signer;
    std::string whyNoSigner; ///< "absent", "several" or the failure's code
};

/// X509Data as XMLDSig has it, and the ways of WS-Security: SecurityTokenReference with a KeyIdentifier that
/// is the certificate, or a Reference to a BinarySecurityToken of the document. xml.structure,
/// xml.external_reference (RetrievalMethod and tokens elsewhere), xml.id_not_found, xml.duplicate_id.
/// @param keyInfo may be null.
Result<KeyInformation> readKeyInfo(const xmlNode* keyInfo, const IdIndex& ids);

} // namespace tanba::sign::xml
