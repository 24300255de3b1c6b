#include "tests/portal/hotp.h"

#include "core/crypto/digest.h"

namespace tanba::reference_portal {

namespace {

/// Of all digests up to SHA-256 (RFC 2104 2).
constexpr std::size_t kBlock = 64;
constexpr std::uint8_t kInnerPad = 0x36;
constexpr std::uint8_t kOuterPad = 0x5C;

Bytes padded(Bytes key, std::uint8_t pad) {
    key.resize(kBlock);
    for (std::uint8_t& octet : key)
        octet = static_cast<std::uint8_t>(octet ^ pad);
    return key;
}

} // namespace

Result<Bytes> hmac(crypto::DigestAlgorithm algorithm, ByteView key, ByteView message) {
    Bytes shortKey(key.begin(), key.end());
    if (key.size() > kBlock) {
        TANBA_TRY(const crypto::Digest digest, crypto::digestOf(algorithm, key));
        shortKey = digest.bytes;
    }
    Bytes inner = padded(shortKey, kInnerPad);
    append(inner, message);
    TANBA_TRY(const crypto::Digest innerDigest, crypto::digestOf(algorithm, inner));
    Bytes outer = padded(shortKey, kOuterPad);
    append(outer, innerDigest.bytes);
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(algorithm, outer));
    return std::move(digest.bytes);
}

Result<std::string> hotp(ByteView secret, std::uint64_t counter, std::size_t digits) {
    Bytes message;
    for (int shift = 56; shift >= 0; shift -= 8)
        message.push_back(static_cast<std::uint8_t>(counter >> shift));
    TANBA_TRY(const Bytes mac, hmac(crypto::DigestAlgorithm::Sha1, secret, message));
    const std::size_t offset = mac.back() & 0x0FU;
    std::uint32_t number = 0;
    for (std::size_t index = 0; index < 4; ++index)
        number = (number << 8U) | mac.at(offset + index);
    number &= 0x7FFFFFFFU;
    std::string code;
    for (; code.size() < digits; number /= 10)
        code.insert(code.begin(), static_cast<char>('0' + number % 10));
    return code;
}

} // namespace tanba::reference_portal
