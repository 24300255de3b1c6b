#include "cardreader/drivers/digest_info.h"

#include "core/base/der_writer.h"

#include <algorithm>
#include <array>

namespace tanba::card {

namespace {

using enum crypto::DigestAlgorithm;

constexpr std::array kCardDigests{Sha1, Sha224, Sha256, Sha384, Sha512};
/// 00 01, at least eight FF, 00 (RFC 8017 9.2).
constexpr std::size_t kSmallestPadding = 11;

Outcome checkDigest(const crypto::Digest& digest) {
    const crypto::DigestRow& row = crypto::digestRow(digest.algorithm);
    if (std::ranges::find(kCardDigests, digest.algorithm) == kCardDigests.end())
        return fail(FailureCode::AlgorithmUnsupported, std::string(row.name));
    if (digest.bytes.size() != row.size)
        return fail(FailureCode::DigestLengthWrong, std::string(row.name));
    return Done{};
}

} // namespace

Result<Bytes> digestInfo(const crypto::Digest& digest) {
    TANBA_CHECK(checkDigest(digest));
    const Bytes algorithm =
        der::sequence({der::oid(Oid(crypto::digestRow(digest.algorithm).oid)), der::null()});
    return der::sequence({algorithm, der::octetString(digest.bytes)});
}

Result<Bytes> paddedDigestInfo(const crypto::Digest& digest, std::size_t modulusSize) {
    TANBA_TRY(const Bytes info, digestInfo(digest));
    if (modulusSize < info.size() + kSmallestPadding)
        return fail(FailureCode::KeyMalformed, {}, "modulus too short for this digest");
    Bytes block(modulusSize - info.size(), 0xFF);
    block.front() = 0x00;
    block[1] = 0x01;
    block.back() = 0x00;
    append(block, info);
    return block;
}

Result<Bytes> digestForCurve(const crypto::Digest& digest, std::size_t fieldSize) {
    TANBA_CHECK(checkDigest(digest));
    const std::size_t size = std::min(digest.bytes.size(), fieldSize);
    return Bytes(digest.bytes.begin(), digest.bytes.begin() + static_cast<std::ptrdiff_t>(size));
}

} // namespace tanba::card
