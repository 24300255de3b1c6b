#include "core/sign/xml_algorithms.h"

#include <array>

namespace tanba::sign::xml {

namespace {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;

struct CanonicalRow {
    std::string_view uri;
    xmlC14NMode mode;
};
constexpr std::array<CanonicalRow, 6> kCanonicals = {{
    {uri::kCanonical, XML_C14N_1_0},
    {uri::kCanonicalWithComments, XML_C14N_1_0},
    {uri::kExclusive, XML_C14N_EXCLUSIVE_1_0},
    {"http://www.w3.org/2001/10/xml-exc-c14n#WithComments", XML_C14N_EXCLUSIVE_1_0},
    {"http://www.w3.org/2006/12/xml-c14n11", XML_C14N_1_1},
    {"http://www.w3.org/2006/12/xml-c14n11#WithComments", XML_C14N_1_1},
}};

enum class Use { Written, ReadOnly };

struct DigestUriRow {
    std::string_view uri;
    DigestAlgorithm digest;
    Use use;
};
// The xmldsig-more SHA-1 and RSA-SHA1 names are not the W3C ones; the authority's Java library made them up.
constexpr std::array<DigestUriRow, 8> kDigests = {{
    {"urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512", DigestAlgorithm::Streebog512,
     Use::Written},
    {"http://www.w3.org/2001/04/xmldsig-more#gost34311", DigestAlgorithm::Gost34311_95, Use::Written},
    {"http://www.w3.org/2001/04/xmlenc#sha256", DigestAlgorithm::Sha256, Use::Written},
    {"http://www.w3.org/2001/04/xmldsig-more#sha224", DigestAlgorithm::Sha224, Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", DigestAlgorithm::Sha384, Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmlenc#sha512", DigestAlgorithm::Sha512, Use::ReadOnly},
    {"http://www.w3.org/2000/09/xmldsig#sha1", DigestAlgorithm::Sha1, Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#sha1", DigestAlgorithm::Sha1, Use::ReadOnly},
}};

struct SchemeUriRow {
    std::string_view uri;
    crypto::SignatureScheme scheme;
    Use use;
};
constexpr std::array<SchemeUriRow, 13> kSchemes = {{
    {"urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512",
     {KeyAlgorithm::Gost2015_512, DigestAlgorithm::Streebog512},
     Use::Written},
    {"http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311",
     {KeyAlgorithm::Gost34310, DigestAlgorithm::Gost34311_95},
     Use::Written},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
     {KeyAlgorithm::Rsa, DigestAlgorithm::Sha256},
     Use::Written},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
     {KeyAlgorithm::Ec, DigestAlgorithm::Sha256},
     Use::Written},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha224",
     {KeyAlgorithm::Rsa, DigestAlgorithm::Sha224},
     Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
     {KeyAlgorithm::Rsa, DigestAlgorithm::Sha384},
     Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
     {KeyAlgorithm::Rsa, DigestAlgorithm::Sha512},
     Use::ReadOnly},
    {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", {KeyAlgorithm::Rsa, DigestAlgorithm::Sha1}, Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha1",
     {KeyAlgorithm::Rsa, DigestAlgorithm::Sha1},
     Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
     {KeyAlgorithm::Ec, DigestAlgorithm::Sha1},
     Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224",
     {KeyAlgorithm::Ec, DigestAlgorithm::Sha224},
     Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
     {KeyAlgorithm::Ec, DigestAlgorithm::Sha384},
     Use::ReadOnly},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
     {KeyAlgorithm::Ec, DigestAlgorithm::Sha512},
     Use::ReadOnly},
}};

template <typename Table>
auto rowByUri(const Table& table, std::string_view uri) -> const typename Table::value_type* {
    for (const auto& row : table)
        if (row.uri == uri)
            return &row;
    return nullptr;
}

} // namespace

std::optional<xmlC14NMode> canonicalByUri(std::string_view uri) {
    const auto* row = rowByUri(kCanonicals, uri);
    return row == nullptr ? std::nullopt : std::optional(row->mode);
}

std::optional<DigestAlgorithm> digestByUri(std::string_view uri) {
    const auto* row = rowByUri(kDigests, uri);
    return row == nullptr ? std::nullopt : std::optional(row->digest);
}

std::optional<crypto::SignatureScheme> schemeByUri(std::string_view uri) {
    const auto* row = rowByUri(kSchemes, uri);
    return row == nullptr ? std::nullopt : std::optional(row->scheme);
}

std::string_view uriOf(DigestAlgorithm digest) {
    for (const DigestUriRow& row : kDigests)
        if (row.use == Use::Written && row.digest == digest)
            return row.uri;
    return {};
}

std::string_view uriOf(crypto::SignatureScheme scheme) {
    for (const SchemeUriRow& row : kSchemes)
        if (row.use == Use::Written && row.scheme == scheme)
            return row.uri;
    return {};
}

} // namespace tanba::sign::xml
