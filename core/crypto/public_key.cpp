#include "core/crypto/public_key.h"

#include "core/crypto/formats/key_format.h"
#include "core/crypto/openssl/key_state.h"
#include "core/crypto/openssl/library_context.h"
#include "core/crypto/openssl/signature_context.h"

namespace tanba::crypto {

namespace {

Result<LoadedPublicKey> load(ByteView der) {
    TANBA_TRY(const KeyStructure structure, readSubjectPublicKeyInfo(der));
    TANBA_TRY(const KeyFormat* const format, keyFormat(structure.algorithm));
    return format->readPublic(structure);
}

} // namespace

PublicKey::PublicKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

Result<PublicKey> PublicKey::fromSubjectPublicKeyInfo(ByteView der) {
    Result<LoadedPublicKey> loaded = load(der);
    if (!loaded.ok())
        return asKeyFailure(loaded.failure());
    LoadedPublicKey& key = loaded.value();
    return PublicKey(std::make_shared<const State>(
        State{key.algorithm, key.bits, Bytes(der.begin(), der.end()), std::move(key.key)}));
}

KeyAlgorithm PublicKey::algorithm() const {
    return state_->algorithm;
}

int PublicKey::bits() const {
    return state_->bits;
}

ByteView PublicKey::subjectPublicKeyInfo() const {
    return state_->subjectPublicKeyInfo;
}

Outcome PublicKey::verify(SignatureScheme scheme, ByteView message, ByteView signature) const {
    if (scheme.key != algorithm())
        return fail(FailureCode::AlgorithmUnsupported, std::string(keyAlgorithmName(scheme.key)));
    TANBA_TRY(const Digest digest, digestOf(scheme.digest, message));
    return verifyDigest(digest, signature);
}

Outcome PublicKey::verifyDigest(const Digest& digest, ByteView signature) const {
    TANBA_CHECK(checkDigestFits(algorithm(), digest));
    TANBA_TRY(
        const KeyContextHandle context,
        signatureContext(state_->key.get(), {algorithm(), digest.algorithm}, SignatureOperation::Verify));
    const int verified = EVP_PKEY_verify(context.get(), signature.data(), signature.size(),
                                         digest.bytes.data(), digest.bytes.size());
    if (verified != 1)
        return fail(FailureCode::SignatureWrong, {}, drainErrors());
    return Done{};
}

} // namespace tanba::crypto
