#pragma once

#include "core/base/result.h"
#include "core/crypto/algorithms.h"
#include "core/sign/xml_canonical.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::sign::xml {

inline constexpr std::size_t kMaxReferences = 10;

/// A ds:Reference (XMLDSig 4.4.3) with the transforms this program follows: at most enveloped-signature and
/// one canonicalisation.
struct SignedReference {
    std::string uri; ///< "" or "#id"
    bool enveloped = false;
    CanonicalMethod method;
    std::string digestUri;
    std::optional<crypto::DigestAlgorithm> digest; ///< nothing for an unknown algorithm
    Bytes digestValue;                             ///< empty when it is not base64
};

/// The parts of a ds:Signature.
struct SignatureParts {
    xmlNode* signedInfo = nullptr;
    CanonicalMethod signedInfoMethod;
    std::string methodUri;
    std::optional<crypto::SignatureScheme> scheme; ///< nothing for an unknown algorithm
    std::vector<SignedReference> references;
    Bytes signatureValue; ///< as it stands; empty when it is not base64
    xmlNode* keyInfo = nullptr;
};

/// Reads strictly what XMLDSig core allows and this program checks; everything else is refused.
/// xml.structure: an Object, a Manifest, comments or foreign elements inside; xml.transform_forbidden;
/// xml.external_reference.
Result<SignatureParts> readSignature(xmlNode* signature);

} // namespace tanba::sign::xml
