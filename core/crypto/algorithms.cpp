#include "core/crypto/algorithms.h"

#include <algorithm>
#include <cstdlib>

namespace tanba::crypto {

const std::vector<DigestRow>& digestTable() {
    static const std::vector<DigestRow> table = {
        {DigestAlgorithm::Sha1, "sha1", 20, "1.3.14.3.2.26"},
        {DigestAlgorithm::Sha224, "sha224", 28, "2.16.840.1.101.3.4.2.4"},
        {DigestAlgorithm::Sha256, "sha256", 32, "2.16.840.1.101.3.4.2.1"},
        {DigestAlgorithm::Sha384, "sha384", 48, "2.16.840.1.101.3.4.2.2"},
        {DigestAlgorithm::Sha512, "sha512", 64, "2.16.840.1.101.3.4.2.3"},
        {DigestAlgorithm::Streebog256, "streebog256", 32, "1.2.398.3.10.1.3.2"},
        {DigestAlgorithm::Streebog512, "streebog512", 64, "1.2.398.3.10.1.3.3"},
        {DigestAlgorithm::Gost34311_95, "gost34311-95", 32, "1.2.398.3.10.1.3.1"},
    };
    return table;
}

const std::vector<SignatureRow>& signatureTable() {
    using Key = KeyAlgorithm;
    using Hash = DigestAlgorithm;
    static const std::vector<SignatureRow> table = {
        {{Key::Rsa, Hash::Sha1}, "rsa-sha1", "1.2.840.113549.1.1.5", true},
        {{Key::Rsa, Hash::Sha224}, "rsa-sha224", "1.2.840.113549.1.1.14", true},
        {{Key::Rsa, Hash::Sha256}, "rsa-sha256", "1.2.840.113549.1.1.11", true},
        {{Key::Rsa, Hash::Sha384}, "rsa-sha384", "1.2.840.113549.1.1.12", true},
        {{Key::Rsa, Hash::Sha512}, "rsa-sha512", "1.2.840.113549.1.1.13", true},
        {{Key::Ec, Hash::Sha1}, "ecdsa-sha1", "1.2.840.10045.4.1", false},
        {{Key::Ec, Hash::Sha224}, "ecdsa-sha224", "1.2.840.10045.4.3.1", false},
        {{Key::Ec, Hash::Sha256}, "ecdsa-sha256", "1.2.840.10045.4.3.2", false},
        {{Key::Ec, Hash::Sha384}, "ecdsa-sha384", "1.2.840.10045.4.3.3", false},
        {{Key::Ec, Hash::Sha512}, "ecdsa-sha512", "1.2.840.10045.4.3.4", false},
        {{Key::Gost2015_512, Hash::Streebog512}, "gost2015-512", "1.2.398.3.10.1.1.2.3.2", true},
        {{Key::Gost34310, Hash::Gost34311_95}, "gost34310", "1.2.398.3.10.1.1.1.2", true},
    };
    return table;
}

namespace {

struct KeyRow {
    std::string_view name;
    KeyAlgorithm algorithm;
    DigestAlgorithm naturalDigest;
};

constexpr KeyRow kKeyTable[] = {
    {"rsa", KeyAlgorithm::Rsa, DigestAlgorithm::Sha256},
    {"ec", KeyAlgorithm::Ec, DigestAlgorithm::Sha256},
    {"gost2015-512", KeyAlgorithm::Gost2015_512, DigestAlgorithm::Streebog512},
    {"gost34310", KeyAlgorithm::Gost34310, DigestAlgorithm::Gost34311_95},
};

const KeyRow& keyRow(KeyAlgorithm algorithm) {
    const auto row = std::ranges::find(kKeyTable, algorithm, &KeyRow::algorithm);
    if (row == std::end(kKeyTable))
        std::abort();
    return *row;
}

} // namespace

const DigestRow& digestRow(DigestAlgorithm algorithm) {
    const auto row = std::ranges::find(digestTable(), algorithm, &DigestRow::algorithm);
    if (row == digestTable().end())
        std::abort();
    return *row;
}

std::optional<DigestAlgorithm> digestByOid(const Oid& oid) {
    const auto row = std::ranges::find(digestTable(), std::string_view(oid.dotted()), &DigestRow::oid);
    return row == digestTable().end() ? std::nullopt : std::optional(row->algorithm);
}

std::optional<DigestAlgorithm> digestByName(std::string_view name) {
    const auto row = std::ranges::find(digestTable(), name, &DigestRow::name);
    return row == digestTable().end() ? std::nullopt : std::optional(row->algorithm);
}

const SignatureRow* signatureRow(SignatureScheme scheme) {
    const auto row = std::ranges::find(signatureTable(), scheme, &SignatureRow::scheme);
    return row == signatureTable().end() ? nullptr : &*row;
}

std::optional<SignatureScheme> schemeByOid(const Oid& oid) {
    const auto row = std::ranges::find(signatureTable(), std::string_view(oid.dotted()), &SignatureRow::oid);
    return row == signatureTable().end() ? std::nullopt : std::optional(row->scheme);
}

std::string_view keyAlgorithmName(KeyAlgorithm algorithm) {
    return keyRow(algorithm).name;
}

DigestAlgorithm naturalDigest(KeyAlgorithm algorithm) {
    return keyRow(algorithm).naturalDigest;
}

} // namespace tanba::crypto
