#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/public_key.h"
#include "core/keys/certificate.h"
#include "core/keys/kz_profile.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tanba::keys {

/// DER Name of a holder in the order of the authority's own: CN, SN, serialNumber "IIN...", C=KZ, GN, O,
/// OU "BIN...". Empty fields are left out.
Bytes holderName(const Owner& owner);
/// DER Name of an authority: CN, C=KZ.
Bytes authorityName(std::string_view commonName);

/// DER Extension with this DER value.
Bytes extensionElement(const Oid& type, bool critical, ByteView value);
/// Critical basicConstraints of an authority.
Bytes authorityConstraints(std::optional<std::uint64_t> pathLength = std::nullopt);
/// Critical keyUsage; `bits` is not empty.
Bytes keyUsageElement(const std::vector<KeyUsageBit>& bits);
/// extendedKeyUsage; `purposes` is not empty.
Bytes extendedKeyUsageElement(const std::vector<Oid>& purposes, bool critical);
/// subjectKeyIdentifier and authorityKeyIdentifier with this identifier.
Bytes subjectKeyIdElement(ByteView identifier);
Bytes authorityKeyIdElement(ByteView identifier);
/// Where the key is stored (extension 1.2.398.3.3.5 of the Kazakh profile).
Bytes keyStorageElement(const Oid& storage);

/// SHA-1 over the SubjectPublicKeyInfo: a name for the key, not protection.
Result<Bytes> keyIdOf(const crypto::PublicKey& key);

} // namespace tanba::keys
