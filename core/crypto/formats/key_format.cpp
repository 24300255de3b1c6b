#include "core/crypto/formats/key_format.h"

#include <cstdlib>

namespace tanba::crypto {

namespace {

struct Row {
    KeyAlgorithm algorithm;
    const KeyFormat* format;
};

constexpr Row kTable[] = {
    {KeyAlgorithm::Rsa, &kRsaFormat},
    {KeyAlgorithm::Ec, &kEcFormat},
    {KeyAlgorithm::Gost2015_512, &kGost2015Format},
    {KeyAlgorithm::Gost34310, &kGost34310Format},
};

} // namespace

Result<const KeyFormat*> keyFormat(const Oid& algorithm) {
    for (const Row& row : kTable) {
        if (row.format->claims(algorithm))
            return row.format;
    }
    return fail(FailureCode::AlgorithmUnsupported, algorithm.dotted());
}

const KeyFormat& keyFormat(KeyAlgorithm algorithm) {
    for (const Row& row : kTable) {
        if (row.algorithm == algorithm)
            return *row.format;
    }
    std::abort();
}

} // namespace tanba::crypto
