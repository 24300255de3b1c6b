#pragma once

#include "cardreader/pkcs11/token_objects.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::pkcs11 {

/// A key as it is known before the PIN: most tokens hide their private keys until then, so a certificate or a
/// public key stands for it.
struct ListedKey {
    Bytes objectId; ///< CKA_ID; may be empty
    Bytes material; ///< key_material.h; may be empty
    std::string label;
    std::optional<keys::Certificate> certificate;

    /// Hex of the certificate's subject key identifier, else of CKA_ID, else of the certificate's serial
    /// number or of the first octets of the key.
    std::string name() const;
};

/// One entry a certificate that is no authority's, then one a key that no certificate belongs to: by CKA_ID,
/// and where no certificate carries that, by comparing the keys.
std::vector<ListedKey> listKeys(std::vector<CertificateObject> certificates,
                                const std::vector<KeyObject>& publicKeys,
                                const std::vector<KeyObject>& privateKeys);

/// After the PIN: the private key of an entry, by the same rule; a key with the right CKA_ID whose modulus is
/// another's is not it. Null when there is none.
const KeyObject* privateKeyOf(const ListedKey& listed, const std::vector<KeyObject>& publicKeys,
                              const std::vector<KeyObject>& privateKeys);

} // namespace tanba::pkcs11
