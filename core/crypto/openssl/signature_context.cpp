#include "core/crypto/openssl/signature_context.h"

#include "core/crypto/openssl/fetched_digests.h"
#include "core/crypto/openssl/library_context.h"

#include <openssl/rsa.h>

namespace tanba::crypto {

namespace {

bool setScheme(EVP_PKEY_CTX* context, SignatureScheme scheme) {
    switch (scheme.key) {
    case KeyAlgorithm::Rsa:
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 &&
               EVP_PKEY_CTX_set_signature_md(context, fetchedDigest(scheme.digest)) == 1;
    case KeyAlgorithm::Ec:
        return EVP_PKEY_CTX_set_signature_md(context, fetchedDigest(scheme.digest)) == 1;
    case KeyAlgorithm::Gost2015_512:
    case KeyAlgorithm::Gost34310:
        // The key has its digest.
        return true;
    }
    return false;
}

} // namespace

Outcome checkDigestFits(KeyAlgorithm key, const Digest& digest) {
    if (signatureRow({key, digest.algorithm}) == nullptr)
        return fail(FailureCode::AlgorithmUnsupported, std::string(digestRow(digest.algorithm).name),
                    std::string(keyAlgorithmName(key)));
    if (digest.bytes.size() != digestRow(digest.algorithm).size)
        return fail(FailureCode::DigestLengthWrong, std::string(digestRow(digest.algorithm).name));
    return Done{};
}

Result<KeyContextHandle> signatureContext(EVP_PKEY* key, SignatureScheme scheme,
                                          SignatureOperation operation) {
    KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(libraryContext(), key, nullptr));
    const auto initialise =
        operation == SignatureOperation::Sign ? &EVP_PKEY_sign_init : &EVP_PKEY_verify_init;
    if (context == nullptr || initialise(context.get()) != 1 || !setScheme(context.get(), scheme))
        return fail(FailureCode::Internal, std::string(signatureRow(scheme)->name), drainErrors());
    return context;
}

} // namespace tanba::crypto
