#pragma once

#include "core/crypto/digest.h"
#include "core/keys/certificate.h"
#include "core/sign/xml_document.h"

#include <string>
#include <string_view>

namespace tanba::sign::xml {

/// What goes into a new ds:Signature.
struct NewSignature {
    std::string canonicalUri; ///< of SignedInfo
    std::string methodUri;
    std::string referenceUri; ///< "" or "#id"
    std::vector<std::string_view> transformUris;
    crypto::Digest contentDigest;
};

/// Appends a ds:Signature as last child of `parent`, without a line break anywhere: portals re-parse a signed
/// document and drop white space nodes, which must not change what SignedInfo says. SignatureValue is empty
/// as yet. Null when memory runs out.
xmlNode* appendSignature(xmlNode* parent, const NewSignature& content, const keys::Certificate& signer);

xmlNode* signedInfoOf(const xmlNode* signature);
void setSignatureValue(const xmlNode* signature, ByteView value);

} // namespace tanba::sign::xml
