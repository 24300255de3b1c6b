#include "app/service/web_identity/identity_file.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/crypto/private_key.h"
#include "core/crypto/secret_der.h"

#include <cstdlib>

namespace tanba::service {

namespace {

constexpr std::int64_t kIdentityVersion = 1;

Result<keys::Certificate> readCertificate(DerReader& reader) {
    TANBA_TRY(const ByteView der, reader.octetString());
    return keys::Certificate::fromDer(der);
}

Result<keys::WebLeaf> readLeaf(DerReader& leaves) {
    TANBA_TRY(DerReader leaf, leaves.enter(der::kSequence));
    TANBA_TRY(keys::Certificate certificate, readCertificate(leaf));
    TANBA_TRY(const ByteView key, leaf.octetString());
    TANBA_CHECK(leaf.end());
    return keys::WebLeaf{std::move(certificate), SecretBytes::copyOf(key)};
}

Result<keys::WebAuthority> readIdentity(ByteView file) {
    DerReader outer(file);
    TANBA_TRY(DerReader body, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const std::int64_t version, body.smallInteger());
    if (version != kIdentityVersion)
        return fail(FailureCode::DerMalformed, {}, "version");
    TANBA_TRY(keys::Certificate certificate, readCertificate(body));
    keys::WebAuthority identity{std::move(certificate), {}};
    TANBA_TRY(DerReader leaves, body.enter(der::kSequence));
    TANBA_CHECK(body.end());
    while (!leaves.atEnd() && identity.leaves.size() < keys::kWebLeaves) {
        TANBA_TRY(keys::WebLeaf leaf, readLeaf(leaves));
        identity.leaves.push_back(std::move(leaf));
    }
    TANBA_CHECK(leaves.end());
    if (identity.leaves.size() != keys::kWebLeaves)
        return fail(FailureCode::DerMalformed, {}, "number of leaves");
    return identity;
}

Outcome checkLeaf(const keys::WebLeaf& leaf, const crypto::PublicKey& authorityKey) {
    TANBA_CHECK(leaf.certificate.verifySignedBy(authorityKey));
    TANBA_TRY(const crypto::PrivateKey key, crypto::PrivateKey::fromPkcs8(leaf.privateKey.view()));
    if (!sameBytes(key.publicKey().subjectPublicKeyInfo(), leaf.certificate.subjectPublicKeyInfo()))
        return fail(FailureCode::KeyMalformed, {}, "the key of another certificate");
    return Done{};
}

Outcome checkIdentity(const keys::WebAuthority& identity) {
    if (!identity.certificate.publicKey().ok())
        return identity.certificate.publicKey().failure();
    const crypto::PublicKey& key = identity.certificate.publicKey().value();
    TANBA_CHECK(identity.certificate.verifySignedBy(key));
    for (const keys::WebLeaf& leaf : identity.leaves)
        TANBA_CHECK(checkLeaf(leaf, key));
    return Done{};
}

Result<keys::WebAuthority> readChecked(ByteView file) {
    TANBA_TRY(keys::WebAuthority identity, readIdentity(file));
    TANBA_CHECK(checkIdentity(identity));
    return identity;
}

SecretBytes encodeLeaves(const std::vector<keys::WebLeaf>& leaves) {
    SecretBytes all(kMaxIdentityFile);
    for (const keys::WebLeaf& leaf : leaves) {
        const SecretBytes key = crypto::secretElement(der::kOctetString, {leaf.privateKey.view()});
        const SecretBytes both =
            crypto::secretElement(der::kSequence, {der::octetString(leaf.certificate.der()), key.view()});
        if (!all.append(both.view()))
            std::abort();
    }
    return crypto::secretElement(der::kSequence, {all.view()});
}

} // namespace

SecretBytes encodeIdentity(const keys::WebAuthority& identity) {
    const SecretBytes leaves = encodeLeaves(identity.leaves);
    return crypto::secretElement(der::kSequence,
                                 {der::integer(static_cast<std::uint64_t>(kIdentityVersion)),
                                  der::octetString(identity.certificate.der()), leaves.view()});
}

Result<keys::WebAuthority> decodeIdentity(ByteView file) {
    auto identity = readChecked(file);
    if (!identity.ok())
        return fail(FailureCode::ServiceIdentityUnusable, {},
                    std::string(codeText(identity.failure().code)) + " " + identity.failure().detail);
    return identity;
}

} // namespace tanba::service
