#pragma once

#include "core/crypto/algorithms.h"

#include <libxml/c14n.h>

#include <optional>
#include <string_view>

namespace tanba::sign::xml {

namespace uri {
inline constexpr std::string_view kCanonical = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
inline constexpr std::string_view kCanonicalWithComments =
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments";
inline constexpr std::string_view kExclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
} // namespace uri

std::optional<xmlC14NMode> canonicalByUri(std::string_view uri);
std::optional<crypto::DigestAlgorithm> digestByUri(std::string_view uri);
std::optional<crypto::SignatureScheme> schemeByUri(std::string_view uri);

/// The URI with which this program writes; empty when the scheme is only read.
std::string_view uriOf(crypto::DigestAlgorithm digest);
std::string_view uriOf(crypto::SignatureScheme scheme);

} // namespace tanba::sign::xml
