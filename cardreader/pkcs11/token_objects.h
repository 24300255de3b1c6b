#pragma once

#include "cardreader/pkcs11/module_client.h"
#include "core/keys/certificate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tanba::pkcs11 {

/// CKO_CERTIFICATE with X.509 in it.
struct CertificateObject {
    Bytes id; ///< CKA_ID; may be empty
    keys::Certificate certificate;
};

enum class KeyHalf { Public, Private };

/// CKO_PUBLIC_KEY or CKO_PRIVATE_KEY.
struct KeyObject {
    std::uint64_t handle = 0; ///< of this session only
    Bytes id;
    std::string label; ///< safe to show
    Bytes material;    ///< key_material.h; empty where the object does not tell
    bool alwaysAuthenticate = false;
};

/// A PKCS#12 file that lies on the token like on a stick (CKO_DATA).
struct KeyFileObject {
    std::string label; ///< safe to show
    Bytes content;
};

// What the open session sees. Objects that are no certificates, keys or files are passed over;
// module.failed when there are too many objects or a value is larger than any certificate or key.
Result<std::vector<CertificateObject>> readCertificates(ModuleClient& module);
Result<std::vector<KeyObject>> readKeys(ModuleClient& module, KeyHalf half);
/// Values that begin as a long SEQUENCE and read as a PFX (RFC 7292), not larger than
/// wire::kMaxAttributeSize.
Result<std::vector<KeyFileObject>> readKeyFiles(ModuleClient& module);

} // namespace tanba::pkcs11
