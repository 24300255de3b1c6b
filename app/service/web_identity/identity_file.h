#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/keys/web_authority.h"

namespace tanba::service {

/// The largest file that is read; a real one has about 4 KiB.
inline constexpr std::size_t kMaxIdentityFile = std::size_t{64} * 1024;

/// DER: SEQUENCE { INTEGER 1, OCTET STRING certificate of the authority,
///                 SEQUENCE OF SEQUENCE { OCTET STRING certificate, OCTET STRING PrivateKeyInfo } }
SecretBytes encodeIdentity(const keys::WebAuthority& identity);

/// Proves besides that all belongs together: the authority signed itself and every leaf, every key is that of
/// its leaf. service.identity_unusable when not.
Result<keys::WebAuthority> decodeIdentity(ByteView file);

} // namespace tanba::service
