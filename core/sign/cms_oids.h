#pragma once

#include <string_view>

namespace tanba::sign::oids {

// Content types: RFC 5652 4 and 5.1, RFC 3161 2.4.2.
inline constexpr std::string_view kData = "1.2.840.113549.1.7.1";
inline constexpr std::string_view kSignedData = "1.2.840.113549.1.7.2";

// Signed attributes: RFC 5652 11, RFC 2634 5.4, RFC 5035 3.
inline constexpr std::string_view kContentType = "1.2.840.113549.1.9.3";
inline constexpr std::string_view kMessageDigest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view kSigningTime = "1.2.840.113549.1.9.5";
inline constexpr std::string_view kSigningCertificate = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view kSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

// Unsigned attribute: RFC 3161 appendix A.
inline constexpr std::string_view kSignatureTimestamp = "1.2.840.113549.1.9.16.2.14";

// OtherRevocationInfoFormat that holds an OCSPResponse: RFC 5940 2.1.
inline constexpr std::string_view kOcspResponse = "1.3.6.1.5.5.7.16.2";

// Keys that some programs name where a signature algorithm belongs; the digest then comes from
// digestAlgorithm.
inline constexpr std::string_view kRsaKey = "1.2.840.113549.1.1.1";
inline constexpr std::string_view kEcKey = "1.2.840.10045.2.1";
inline constexpr std::string_view kGost2015Key512 = "1.2.398.3.10.1.1.2.2";
inline constexpr std::string_view kGost34310Key = "1.2.398.3.10.1.1.1.1";

} // namespace tanba::sign::oids
