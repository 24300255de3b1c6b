#include "core/crypto/formats/key_format.h"
#include "core/crypto/gost/key_encoding.h"
#include "core/crypto/openssl/key_parameters.h"

#include <openssl/core_names.h>

namespace tanba::crypto {

namespace {

template <const gost::KeyKind& Kind>
bool claims(const Oid& algorithm) {
    return algorithm.dotted() == Kind.oid;
}

Result<LoadedPublicKey> readPublic(const KeyStructure& structure) {
    TANBA_TRY(const gost::KeyKind* const kind, gost::kindOf(structure));
    TANBA_TRY(const ByteView point, gost::readPoint(*kind, structure.key));
    Bytes memory(point.size());
    KeyParameters parameters(memory);
    parameters.addOctets(OSSL_PKEY_PARAM_PUB_KEY, point);
    TANBA_TRY(KeyHandle key, parameters.make(kind->name, EVP_PKEY_PUBLIC_KEY));
    return LoadedPublicKey{kind->algorithm, static_cast<int>(kind->size * 8), std::move(key)};
}

Result<KeyHandle> readPrivate(const KeyStructure& structure) {
    TANBA_TRY(const gost::KeyKind* const kind, gost::kindOf(structure));
    TANBA_TRY(const SecretBytes scalar, gost::readScalar(*kind, structure.key));
    SecretBytes memory(scalar.size());
    memory.resize(scalar.size());
    KeyParameters parameters({memory.data(), memory.size()});
    parameters.addOctets(OSSL_PKEY_PARAM_PRIV_KEY, scalar.view());
    return parameters.make(kind->name, EVP_PKEY_KEYPAIR);
}

template <const gost::KeyKind& Kind>
Result<Bytes> writePublic(const EVP_PKEY* key) {
    TANBA_TRY(const Bytes point, publicOctets(key, OSSL_PKEY_PARAM_PUB_KEY));
    return gost::writeSubjectPublicKeyInfo(Kind, point);
}

template <const gost::KeyKind& Kind>
Result<SecretBytes> writePrivate(const EVP_PKEY* key) {
    TANBA_TRY(const SecretBytes scalar, secretOctets(key, OSSL_PKEY_PARAM_PRIV_KEY));
    return gost::writePrivateKeyInfo(Kind, scalar);
}

template <const gost::KeyKind& Kind>
constexpr KeyFormat kFormat = {&claims<Kind>, &readPublic, &readPrivate, &writePublic<Kind>,
                               &writePrivate<Kind>};

} // namespace

const KeyFormat kGost2015Format = kFormat<gost::kGost2015_512>;
const KeyFormat kGost34310Format = kFormat<gost::kGost34310>;

} // namespace tanba::crypto
