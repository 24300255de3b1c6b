#include "core/portal/pkce.h"

#include "core/base/random.h"
#include "core/crypto/digest.h"

#include <algorithm>
#include <string_view>

namespace tanba::portal {

namespace {

constexpr std::size_t kRandomSize = 32;
constexpr std::size_t kLeastVerifier = 43;
constexpr std::size_t kMostVerifier = 128;
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::size_t base64UrlSize(std::size_t bytes) {
    return (bytes * 4 + 2) / 3;
}

/// RFC 4648 5 without padding, one character at a time: a secret must not pass through a string.
template <typename Put>
void toBase64Url(ByteView bytes, const Put& put) {
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8) | byte;
        for (held += 8; held >= 6; held -= 6)
            put(kAlphabet[(bits >> (held - 6)) & 0x3F]);
    }
    if (held > 0)
        put(kAlphabet[(bits << (6 - held)) & 0x3F]);
}

std::string base64Url(ByteView bytes) {
    std::string text;
    toBase64Url(bytes, [&text](char letter) { text += letter; });
    return text;
}

bool isUnreserved(std::uint8_t letter) {
    const auto character = static_cast<char>(letter);
    return kAlphabet.find(character) != std::string_view::npos || character == '.' || character == '~';
}

} // namespace

Result<std::string> codeChallengeOf(const SecretBytes& verifier) {
    TANBA_TRY(const crypto::Digest digest,
              crypto::digestOf(crypto::DigestAlgorithm::Sha256, verifier.view()));
    return base64Url(digest.bytes);
}

Result<Pkce> makePkce() {
    SecretBytes random(kRandomSize);
    random.resize(kRandomSize);
    TANBA_CHECK(fillRandom({random.data(), random.size()}));
    Pkce pkce;
    pkce.verifier = SecretBytes(base64UrlSize(kRandomSize));
    toBase64Url(random.view(), [&pkce](char letter) {
        static_cast<void>(pkce.verifier.append(static_cast<std::uint8_t>(letter)));
    });
    TANBA_TRY(pkce.challenge, codeChallengeOf(pkce.verifier));
    return pkce;
}

bool isCodeVerifier(const SecretBytes& verifier) {
    return verifier.size() >= kLeastVerifier && verifier.size() <= kMostVerifier &&
           std::ranges::all_of(verifier.view(), isUnreserved);
}

Result<std::string> makeClientNonce() {
    TANBA_TRY(const Bytes random, randomBytes(kRandomSize));
    return base64Url(random);
}

} // namespace tanba::portal
