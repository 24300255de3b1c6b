#include "core/crypto/gost/gost_digest.h"
#include "core/crypto/gost/provider_parts.h"

#include <openssl/core_names.h>
#include <openssl/params.h>

// The operation "digest".
namespace tanba::crypto::gost {

namespace {

template <const DigestKind& Kind>
void* create(void*) noexcept {
    return handOver(std::make_unique<GostDigest>(Kind));
}

void* duplicate(void* digest) noexcept {
    return handOver(std::make_unique<GostDigest>(*static_cast<GostDigest*>(digest)));
}

int initialise(void* digest, const OSSL_PARAM*) noexcept {
    static_cast<GostDigest*>(digest)->reset();
    return 1;
}

int update(void* digest, const unsigned char* bytes, std::size_t count) noexcept {
    static_cast<GostDigest*>(digest)->update({bytes, count});
    return 1;
}

int finish(void* digest, unsigned char* target, std::size_t* written, std::size_t capacity) noexcept {
    GostDigest& running = *static_cast<GostDigest*>(digest);
    if (capacity < running.size())
        return 0;
    running.finish({target, capacity});
    *written = running.size();
    return 1;
}

template <const DigestKind& Kind>
int getParameters(OSSL_PARAM parameters[]) noexcept {
    struct Row {
        const char* name;
        std::size_t value;
    };
    // Not an extendable function, and its AlgorithmIdentifier has NULL parameters: both flags are off.
    const Row rows[] = {
        {OSSL_DIGEST_PARAM_SIZE, Kind.function->digest_size},
        {OSSL_DIGEST_PARAM_BLOCK_SIZE, Kind.function->block_size},
        {OSSL_DIGEST_PARAM_XOF, 0},
        {OSSL_DIGEST_PARAM_ALGID_ABSENT, 0},
    };
    for (const Row& value : rows) {
        OSSL_PARAM* const asked = OSSL_PARAM_locate(parameters, value.name);
        if (asked != nullptr && OSSL_PARAM_set_size_t(asked, value.value) != 1)
            return 0;
    }
    return 1;
}

const OSSL_PARAM* gettableParameters(void*) noexcept {
    static const OSSL_PARAM kGettable[] = {
        OSSL_PARAM_DEFN(OSSL_DIGEST_PARAM_SIZE, OSSL_PARAM_UNSIGNED_INTEGER, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_DIGEST_PARAM_BLOCK_SIZE, OSSL_PARAM_UNSIGNED_INTEGER, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_DIGEST_PARAM_XOF, OSSL_PARAM_INTEGER, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_DIGEST_PARAM_ALGID_ABSENT, OSSL_PARAM_INTEGER, nullptr, 0),
        OSSL_PARAM_END,
    };
    return kGettable;
}

template <const DigestKind& Kind>
const OSSL_DISPATCH* rows() {
    static const OSSL_DISPATCH kRows[] = {
        row<OSSL_FUNC_digest_newctx_fn>(OSSL_FUNC_DIGEST_NEWCTX, &create<Kind>),
        row<OSSL_FUNC_digest_dupctx_fn>(OSSL_FUNC_DIGEST_DUPCTX, &duplicate),
        row<OSSL_FUNC_digest_freectx_fn>(OSSL_FUNC_DIGEST_FREECTX, &destroy<GostDigest>),
        row<OSSL_FUNC_digest_init_fn>(OSSL_FUNC_DIGEST_INIT, &initialise),
        row<OSSL_FUNC_digest_update_fn>(OSSL_FUNC_DIGEST_UPDATE, &update),
        row<OSSL_FUNC_digest_final_fn>(OSSL_FUNC_DIGEST_FINAL, &finish),
        row<OSSL_FUNC_digest_get_params_fn>(OSSL_FUNC_DIGEST_GET_PARAMS, &getParameters<Kind>),
        row<OSSL_FUNC_digest_gettable_params_fn>(OSSL_FUNC_DIGEST_GETTABLE_PARAMS, &gettableParameters),
        kEndOfRows,
    };
    return kRows;
}

} // namespace

const OSSL_ALGORITHM* digestAlgorithms() {
    static const OSSL_ALGORITHM kAlgorithms[] = {
        {kStreebog256.names, kPropertyDefinition, rows<kStreebog256>(), "GOST 34.11-2015, 256 bits"},
        {kStreebog512.names, kPropertyDefinition, rows<kStreebog512>(), "GOST 34.11-2015, 512 bits"},
        {kGost34311_95.names, kPropertyDefinition, rows<kGost34311_95>(), "GOST 34.311-95, test S-box"},
        kEndOfAlgorithms,
    };
    return kAlgorithms;
}

} // namespace tanba::crypto::gost
