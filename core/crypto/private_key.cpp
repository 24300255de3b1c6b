#include "core/crypto/private_key.h"

#include "core/crypto/formats/ec_curve.h"
#include "core/crypto/formats/key_format.h"
#include "core/crypto/gost/kinds.h"
#include "core/crypto/openssl/key_state.h"
#include "core/crypto/openssl/library_context.h"
#include "core/crypto/openssl/signature_context.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>

namespace tanba::crypto {

namespace {

constexpr int kSmallestRsaBits = 2048;
constexpr int kLargestRsaBits = 8192;

Result<std::unique_ptr<PrivateKey::State>> stateOf(KeyHandle key, const KeyFormat& format) {
    TANBA_TRY(const Bytes info, format.writePublic(key.get()));
    TANBA_TRY(PublicKey publicKey, PublicKey::fromSubjectPublicKeyInfo(info));
    return std::make_unique<PrivateKey::State>(PrivateKey::State{std::move(key), std::move(publicKey)});
}

Result<KeyHandle> load(const KeyStructure& structure) {
    TANBA_TRY(const KeyFormat* const format, keyFormat(structure.algorithm));
    return format->readPrivate(structure);
}

/// What is asked of OpenSSL or of our provider.
struct Recipe {
    const char* algorithm;
    bool (*prepare)(EVP_PKEY_CTX* context, int bits);
};

bool prepareRsa(EVP_PKEY_CTX* context, int bits) {
    return bits >= kSmallestRsaBits && bits <= kLargestRsaBits &&
           EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1;
}

bool prepareEc(EVP_PKEY_CTX* context, int bits) {
    const Result<const EcCurve*> curve = curveByBits(bits);
    return curve.ok() && EVP_PKEY_CTX_set_group_name(context, curve.value()->name) == 1;
}

bool prepareGost(EVP_PKEY_CTX*, int bits) {
    return bits == 0;
}

Recipe recipeFor(KeyAlgorithm algorithm) {
    switch (algorithm) {
    case KeyAlgorithm::Rsa:
        return {"RSA", &prepareRsa};
    case KeyAlgorithm::Ec:
        return {"EC", &prepareEc};
    case KeyAlgorithm::Gost2015_512:
    case KeyAlgorithm::Gost34310:
        break;
    }
    return {gost::keyKind(algorithm)->name, &prepareGost};
}

} // namespace

PrivateKey::PrivateKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

Result<PrivateKey> PrivateKey::fromPkcs8(ByteView der) {
    TANBA_TRY(const KeyStructure structure, readPrivateKeyInfo(der));
    Result<KeyHandle> key = load(structure);
    if (!key.ok())
        return asKeyFailure(key.failure());
    TANBA_TRY(const KeyFormat* const format, keyFormat(structure.algorithm));
    TANBA_TRY(std::unique_ptr<State> state, stateOf(std::move(key).value(), *format));
    return PrivateKey(std::move(state));
}

Result<PrivateKey> PrivateKey::generate(KeyAlgorithm algorithm, int bits) {
    const Recipe recipe = recipeFor(algorithm);
    const KeyContextHandle context(EVP_PKEY_CTX_new_from_name(libraryContext(), recipe.algorithm, nullptr));
    if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1)
        return fail(FailureCode::Internal, std::string(keyAlgorithmName(algorithm)), drainErrors());
    if (!recipe.prepare(context.get(), bits))
        return fail(FailureCode::AlgorithmUnsupported, std::string(keyAlgorithmName(algorithm)),
                    std::to_string(bits));
    EVP_PKEY* key = nullptr;
    if (EVP_PKEY_keygen(context.get(), &key) != 1)
        return fail(FailureCode::RandomUnavailable, std::string(keyAlgorithmName(algorithm)), drainErrors());
    TANBA_TRY(std::unique_ptr<State> state, stateOf(KeyHandle(key), keyFormat(algorithm)));
    return PrivateKey(std::move(state));
}

KeyAlgorithm PrivateKey::algorithm() const {
    return state_->publicKey.algorithm();
}

const PublicKey& PrivateKey::publicKey() const {
    return state_->publicKey;
}

Result<SecretBytes> PrivateKey::toPkcs8() const {
    return keyFormat(algorithm()).writePrivate(state_->key.get());
}

Result<Bytes> PrivateKey::signDigest(const Digest& digest) const {
    TANBA_CHECK(checkDigestFits(algorithm(), digest));
    TANBA_TRY(const KeyContextHandle context,
              signatureContext(state_->key.get(), {algorithm(), digest.algorithm}, SignatureOperation::Sign));
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(state_->key.get()));
    Bytes signature(size);
    if (EVP_PKEY_sign(context.get(), signature.data(), &size, digest.bytes.data(), digest.bytes.size()) != 1)
        return fail(FailureCode::Internal, std::string(keyAlgorithmName(algorithm())), drainErrors());
    signature.resize(size);
    return signature;
}

} // namespace tanba::crypto
