#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/keys/certificate.h"

namespace tanba::sign {

/// Which of the attributes that name the signer's certificate by its hash.
enum class SigningCertificateVersion {
    V1, ///< SigningCertificate, SHA-1 (RFC 2634 5.4)
    V2, ///< SigningCertificateV2 (RFC 5035 3)
};

/// What such an attribute says of a certificate.
enum class SigningCertificateMatch { Same, Other, UnknownDigest };

/// Compares the first entry of the attribute's value, which names the signer's certificate, with
/// `certificate`: its hash, and issuer and serial where they are given. An unreadable value names no
/// certificate: Other.
SigningCertificateMatch matchSigningCertificate(SigningCertificateVersion version, ByteView value,
                                                const keys::Certificate& certificate);

/// The value of the attribute V2 as NCALayer writes it: SHA-256, hence no hashAlgorithm, and no issuerSerial.
Result<Bytes> signingCertificateV2(const keys::Certificate& certificate);

} // namespace tanba::sign
