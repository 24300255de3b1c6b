#include "core/base/der_writer.h"
#include "core/crypto/gost/gost_digest.h"
#include "core/crypto/gost/provider_parts.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

#include <optional>

// The operation "signature", for ready digests and for messages; one implementation for both kinds of key.
namespace tanba::crypto::gost {

namespace {

/// OpenSSL keeps the key alive as long as the context.
struct SignatureContext {
    const GostKey* key = nullptr;
    /// Only while a message is hashed.
    std::optional<GostDigest> digest;
};

SignatureContext& contextFrom(void* context) {
    return *static_cast<SignatureContext*>(context);
}

void* create(void*, const char*) noexcept {
    return handOver(std::make_unique<SignatureContext>());
}

void* duplicate(void* context) noexcept {
    return handOver(std::make_unique<SignatureContext>(contextFrom(context)));
}

/// @param key null to go on with the one from before.
int initialise(void* context, void* key, const OSSL_PARAM[]) noexcept {
    if (key != nullptr)
        contextFrom(context).key = keyFrom(key);
    return contextFrom(context).key != nullptr ? 1 : 0;
}

/// Whether one of the colon-separated names of a digest is `name`.
bool isDigestName(const DigestKind& kind, const char* name) {
    std::string_view names = kind.names;
    while (!names.empty()) {
        const std::string_view candidate = names.substr(0, names.find(':'));
        if (OPENSSL_strcasecmp(std::string(candidate).c_str(), name) == 0)
            return true;
        names.remove_prefix(std::min(names.size(), candidate.size() + 1));
    }
    return false;
}

int initialiseMessage(void* context, const char* digestName, void* key,
                      const OSSL_PARAM parameters[]) noexcept {
    if (initialise(context, key, parameters) != 1)
        return 0;
    const DigestKind& kind = contextFrom(context).key->kind().digest;
    if (digestName != nullptr && *digestName != '\0' && !isDigestName(kind, digestName))
        return 0;
    contextFrom(context).digest.emplace(kind);
    return 1;
}

int update(void* context, const unsigned char* bytes, std::size_t count) noexcept {
    if (!contextFrom(context).digest)
        return 0;
    contextFrom(context).digest->update({bytes, count});
    return 1;
}

/// @param signature null to ask for the size only.
int sign(void* context, unsigned char* signature, std::size_t* written, std::size_t capacity,
         const unsigned char* digest, std::size_t digestSize) noexcept {
    const GostKey& key = *contextFrom(context).key;
    const std::size_t size = 2 * key.kind().size;
    *written = size;
    if (signature == nullptr)
        return 1;
    return capacity >= size && key.sign({digest, digestSize}, {signature, size}) ? 1 : 0;
}

int verify(void* context, const unsigned char* signature, std::size_t size, const unsigned char* digest,
           std::size_t digestSize) noexcept {
    return contextFrom(context).key->verify({digest, digestSize}, {signature, size}) ? 1 : 0;
}

Bytes finishDigest(SignatureContext& context) {
    Bytes value(context.digest->size());
    context.digest->finish(value);
    return value;
}

int signMessage(void* context, unsigned char* signature, std::size_t* written,
                std::size_t capacity) noexcept {
    if (!contextFrom(context).digest)
        return 0;
    if (signature == nullptr)
        return sign(context, nullptr, written, 0, nullptr, 0);
    const Bytes digest = finishDigest(contextFrom(context));
    return sign(context, signature, written, capacity, digest.data(), digest.size());
}

int verifyMessage(void* context, const unsigned char* signature, std::size_t size) noexcept {
    if (!contextFrom(context).digest)
        return 0;
    const Bytes digest = finishDigest(contextFrom(context));
    return verify(context, signature, size, digest.data(), digest.size());
}

/// X509_sign and its like copy this AlgorithmIdentifier into what they sign.
int getParameters(void* context, OSSL_PARAM parameters[]) noexcept {
    OSSL_PARAM* const asked = OSSL_PARAM_locate(parameters, OSSL_SIGNATURE_PARAM_ALGORITHM_ID);
    if (asked == nullptr)
        return 1;
    if (contextFrom(context).key == nullptr)
        return 0;
    const Bytes identifier =
        der::sequence({der::oid(Oid(contextFrom(context).key->kind().signatureOid)), der::null()});
    return OSSL_PARAM_set_octet_string(asked, identifier.data(), identifier.size());
}

const OSSL_PARAM* gettableParameters(void*, void*) noexcept {
    static const OSSL_PARAM kGettable[] = {
        OSSL_PARAM_DEFN(OSSL_SIGNATURE_PARAM_ALGORITHM_ID, OSSL_PARAM_OCTET_STRING, nullptr, 0),
        OSSL_PARAM_END,
    };
    return kGettable;
}

const OSSL_DISPATCH* rows() {
    static const OSSL_DISPATCH kRows[] = {
        row<OSSL_FUNC_signature_newctx_fn>(OSSL_FUNC_SIGNATURE_NEWCTX, &create),
        row<OSSL_FUNC_signature_dupctx_fn>(OSSL_FUNC_SIGNATURE_DUPCTX, &duplicate),
        row<OSSL_FUNC_signature_freectx_fn>(OSSL_FUNC_SIGNATURE_FREECTX, &destroy<SignatureContext>),
        row<OSSL_FUNC_signature_sign_init_fn>(OSSL_FUNC_SIGNATURE_SIGN_INIT, &initialise),
        row<OSSL_FUNC_signature_sign_fn>(OSSL_FUNC_SIGNATURE_SIGN, &sign),
        row<OSSL_FUNC_signature_verify_init_fn>(OSSL_FUNC_SIGNATURE_VERIFY_INIT, &initialise),
        row<OSSL_FUNC_signature_verify_fn>(OSSL_FUNC_SIGNATURE_VERIFY, &verify),
        row<OSSL_FUNC_signature_digest_sign_init_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_INIT,
                                                     &initialiseMessage),
        row<OSSL_FUNC_signature_digest_sign_update_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_UPDATE, &update),
        row<OSSL_FUNC_signature_digest_sign_final_fn>(OSSL_FUNC_SIGNATURE_DIGEST_SIGN_FINAL, &signMessage),
        row<OSSL_FUNC_signature_digest_verify_init_fn>(OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_INIT,
                                                       &initialiseMessage),
        row<OSSL_FUNC_signature_digest_verify_update_fn>(OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_UPDATE, &update),
        row<OSSL_FUNC_signature_digest_verify_final_fn>(OSSL_FUNC_SIGNATURE_DIGEST_VERIFY_FINAL,
                                                        &verifyMessage),
        row<OSSL_FUNC_signature_get_ctx_params_fn>(OSSL_FUNC_SIGNATURE_GET_CTX_PARAMS, &getParameters),
        row<OSSL_FUNC_signature_gettable_ctx_params_fn>(OSSL_FUNC_SIGNATURE_GETTABLE_CTX_PARAMS,
                                                        &gettableParameters),
        kEndOfRows,
    };
    return kRows;
}

} // namespace

const OSSL_ALGORITHM* signatureAlgorithms() {
    static const OSSL_ALGORITHM kAlgorithms[] = {
        {kSignatureName, kPropertyDefinition, rows(), "GOST 34.10-2015 and GOST 34.310-2004"},
        kEndOfAlgorithms,
    };
    return kAlgorithms;
}

} // namespace tanba::crypto::gost
