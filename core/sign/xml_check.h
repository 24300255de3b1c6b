#pragma once

#include "core/sign/evidence.h"
#include "core/sign/xml_canonical.h"
#include "core/sign/xml_ids.h"

#include <vector>

namespace tanba::sign::xml {

/// What checking one signature found.
struct CheckedSignature {
    SignatureEvidence evidence;
    std::vector<keys::Certificate> certificates;
    std::vector<Bytes> crls;
    /// The elements that its references name; the root for "".
    std::vector<xmlNode*> signedElements;
};

/// Checks one ds:Signature and takes it out of the document, whatever the result: the signatures before it
/// were made without it. Signatures must therefore be given from the last to the first. Only a document that
/// must be refused as a whole is a failure; a wrong signature is evidence.
Result<CheckedSignature> checkAndRemove(const XmlDocument& document, const IdIndex& ids, xmlNode* signature,
                                        CanonicalBudget& budget);

/// ECDSA values: XML carries r and s side by side, each as long as the curve's order (XMLDSig 1.1, 6.4.3);
/// keys speak DER (RFC 3279 2.2.3). Nothing, or signature.wrong, for a value of another length.
Result<Bytes> ecdsaToDer(ByteView sideBySide, int keyBits);
Result<Bytes> ecdsaFromDer(ByteView der, int keyBits);

} // namespace tanba::sign::xml
