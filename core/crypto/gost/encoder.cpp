#include "core/crypto/gost/key_encoding.h"
#include "core/crypto/gost/provider_parts.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>

// The operation "encode": keys into SubjectPublicKeyInfo and PrivateKeyInfo, for X509 objects.
namespace tanba::crypto::gost {

namespace {

/// An encoder keeps no state, but OpenSSL takes a null context for a failure.
void* create(void*) noexcept {
    static char context = 0;
    return &context;
}

void release(void*) noexcept {}

template <int Selectable>
int selects(void*, int selection) noexcept {
    return (selection & Selectable) != 0 ? 1 : 0;
}

/// @param abstractKey a key of another provider as parameters: not offered, there is no other with these
/// keys.
int encodePublic(void*, OSSL_CORE_BIO* target, const void* key, const OSSL_PARAM abstractKey[], int,
                 OSSL_PASSPHRASE_CALLBACK*, void*) noexcept {
    if (abstractKey != nullptr || !keyFrom(key)->hasPublic())
        return 0;
    return writeToCore(target, writeSubjectPublicKeyInfo(keyFrom(key)->kind(), keyFrom(key)->point())) ? 1
                                                                                                       : 0;
}

int encodePrivate(void*, OSSL_CORE_BIO* target, const void* key, const OSSL_PARAM abstractKey[], int,
                  OSSL_PASSPHRASE_CALLBACK*, void*) noexcept {
    if (abstractKey != nullptr || !keyFrom(key)->hasPrivate())
        return 0;
    SecretBytes scalar(keyFrom(key)->kind().size);
    scalar.resize(scalar.capacity());
    keyFrom(key)->writeScalar({scalar.data(), scalar.size()});
    return writeToCore(target, writePrivateKeyInfo(keyFrom(key)->kind(), scalar).view()) ? 1 : 0;
}

template <OSSL_FUNC_encoder_encode_fn* Encode, int Selectable>
const OSSL_DISPATCH* rows() {
    static const OSSL_DISPATCH kRows[] = {
        row<OSSL_FUNC_encoder_newctx_fn>(OSSL_FUNC_ENCODER_NEWCTX, &create),
        row<OSSL_FUNC_encoder_freectx_fn>(OSSL_FUNC_ENCODER_FREECTX, &release),
        row<OSSL_FUNC_encoder_does_selection_fn>(OSSL_FUNC_ENCODER_DOES_SELECTION, &selects<Selectable>),
        row<OSSL_FUNC_encoder_encode_fn>(OSSL_FUNC_ENCODER_ENCODE, Encode),
        kEndOfRows,
    };
    return kRows;
}

OSSL_ALGORITHM publicRow(const KeyKind& kind) {
    return {kind.names, kPublicCodecProperties, rows<&encodePublic, OSSL_KEYMGMT_SELECT_PUBLIC_KEY>(),
            "SubjectPublicKeyInfo"};
}

OSSL_ALGORITHM privateRow(const KeyKind& kind) {
    return {kind.names, kPrivateCodecProperties, rows<&encodePrivate, OSSL_KEYMGMT_SELECT_PRIVATE_KEY>(),
            "PrivateKeyInfo"};
}

} // namespace

const OSSL_ALGORITHM* encoderAlgorithms() {
    static const OSSL_ALGORITHM kAlgorithms[] = {
        publicRow(kGost2015_512), publicRow(kGost34310), privateRow(kGost2015_512),
        privateRow(kGost34310),   kEndOfAlgorithms,
    };
    return kAlgorithms;
}

} // namespace tanba::crypto::gost
