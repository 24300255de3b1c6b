#include "core/crypto/gost/provider.h"

#include "core/crypto/gost/provider_parts.h"

#include <openssl/params.h>

namespace tanba::crypto::gost {

namespace {

// The same for every library context of the process, hence without a provider context of our own.
OSSL_FUNC_BIO_read_ex_fn* coreRead = nullptr;
OSSL_FUNC_BIO_write_ex_fn* coreWrite = nullptr;

const OSSL_ALGORITHM* queryOperation(void*, int operation, int* mayNotCache) noexcept {
    struct Row {
        int operation;
        const OSSL_ALGORITHM* (*algorithms)();
    };
    static constexpr Row kRows[] = {
        {OSSL_OP_DIGEST, &digestAlgorithms},       {OSSL_OP_KEYMGMT, &keyManagementAlgorithms},
        {OSSL_OP_SIGNATURE, &signatureAlgorithms}, {OSSL_OP_DECODER, &decoderAlgorithms},
        {OSSL_OP_ENCODER, &encoderAlgorithms},
    };
    *mayNotCache = 0;
    for (const Row& candidate : kRows) {
        if (candidate.operation == operation)
            return candidate.algorithms();
    }
    return nullptr;
}

} // namespace

int initialiseProvider(const OSSL_CORE_HANDLE*, const OSSL_DISPATCH* fromCore, const OSSL_DISPATCH** toCore,
                       void** providerContext) {
    for (; fromCore->function_id != 0; ++fromCore) {
        if (fromCore->function_id == OSSL_FUNC_BIO_READ_EX)
            coreRead = OSSL_FUNC_BIO_read_ex(fromCore);
        if (fromCore->function_id == OSSL_FUNC_BIO_WRITE_EX)
            coreWrite = OSSL_FUNC_BIO_write_ex(fromCore);
    }
    static const OSSL_DISPATCH kRows[] = {
        row<OSSL_FUNC_provider_query_operation_fn>(OSSL_FUNC_PROVIDER_QUERY_OPERATION, &queryOperation),
        kEndOfRows,
    };
    *toCore = kRows;
    *providerContext = nullptr;
    return coreRead != nullptr && coreWrite != nullptr ? 1 : 0;
}

SecretBytes readFromCore(OSSL_CORE_BIO* source, std::size_t limit) {
    SecretBytes content(limit);
    content.resize(limit);
    std::size_t filled = 0;
    std::size_t got = 0;
    while (filled < limit && coreRead(source, content.data() + filled, limit - filled, &got) == 1 && got > 0)
        filled += got;
    content.resize(filled);
    return content;
}

bool writeToCore(OSSL_CORE_BIO* target, ByteView bytes) {
    std::size_t written = 0;
    return coreWrite(target, bytes.data(), bytes.size(), &written) == 1 && written == bytes.size();
}

} // namespace tanba::crypto::gost
