#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/crypto/formats/key_format.h"
#include "core/crypto/openssl/key_parameters.h"
#include "core/crypto/secret_der.h"

#include <openssl/core_names.h>

#include <bit>
#include <vector>

// RSA keys: RSAPublicKey and RSAPrivateKey of RFC 8017, appendix A.1.
namespace tanba::crypto {

namespace {

constexpr const char* kRsaOid = "1.2.840.113549.1.1.1";
constexpr std::size_t kLargestModulusBits = 8192;
/// Far below anything secure: core/trust judges strength, this only keeps out what is no key at all.
constexpr std::size_t kSmallestModulusBits = 128;
constexpr std::size_t kLargestExponentBits = 32;

bool claims(const Oid& algorithm) {
    return algorithm.dotted() == kRsaOid;
}

/// A positive INTEGER without its leading zero.
Result<ByteView> positive(DerReader& reader) {
    TANBA_TRY(const ByteView octets, reader.integer());
    if ((octets.front() & 0x80) != 0)
        return fail(FailureCode::KeyMalformed, {}, "negative number");
    const ByteView magnitude = octets.front() == 0 ? octets.subspan(1) : octets;
    if (magnitude.empty())
        return fail(FailureCode::KeyMalformed, {}, "zero");
    if (magnitude.size() * 8 > kLargestModulusBits)
        return fail(FailureCode::KeyTooLarge);
    return magnitude;
}

std::size_t bitLength(ByteView magnitude) {
    return (magnitude.size() - 1) * 8 + static_cast<std::size_t>(std::bit_width(magnitude.front()));
}

bool isOdd(ByteView magnitude) {
    return (magnitude.back() & 1) != 0;
}

Outcome checkParameters(ByteView parameters) {
    DerReader reader(parameters);
    // NULL by RFC 3279 2.3.1; some programs leave it out.
    TANBA_CHECK(reader.optional(der::kNull));
    return reader.end();
}

struct PublicNumbers {
    ByteView modulus;
    ByteView exponent;
};

/// With an even modulus there is no arithmetic, and with the exponent 1 every signature "verifies".
Result<PublicNumbers> readPublicNumbers(DerReader& reader) {
    TANBA_TRY(const ByteView modulus, positive(reader));
    TANBA_TRY(const ByteView exponent, positive(reader));
    if (bitLength(exponent) > kLargestExponentBits)
        return fail(FailureCode::KeyTooLarge, {}, "exponent");
    if (!isOdd(modulus) || !isOdd(exponent) || bitLength(exponent) < 2 ||
        bitLength(modulus) < kSmallestModulusBits)
        return fail(FailureCode::KeyMalformed, {}, "RSA numbers");
    return PublicNumbers{modulus, exponent};
}

Result<PublicNumbers> readPublicStructure(const KeyStructure& structure) {
    TANBA_CHECK(checkParameters(structure.parameters));
    DerReader outer(structure.key);
    TANBA_TRY(DerReader numbers, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const PublicNumbers values, readPublicNumbers(numbers));
    TANBA_CHECK(numbers.end());
    return values;
}

Result<LoadedPublicKey> readPublic(const KeyStructure& structure) {
    TANBA_TRY(const PublicNumbers numbers, readPublicStructure(structure));
    Bytes memory(numbers.modulus.size() + numbers.exponent.size());
    KeyParameters parameters(memory);
    parameters.addNumber(OSSL_PKEY_PARAM_RSA_N, numbers.modulus);
    parameters.addNumber(OSSL_PKEY_PARAM_RSA_E, numbers.exponent);
    TANBA_TRY(KeyHandle key, parameters.make("RSA", EVP_PKEY_PUBLIC_KEY));
    return LoadedPublicKey{KeyAlgorithm::Rsa, static_cast<int>(bitLength(numbers.modulus)), std::move(key)};
}

/// RSAPrivateKey after modulus and publicExponent, in its order.
constexpr const char* kSecretNumbers[] = {
    OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,   OSSL_PKEY_PARAM_RSA_FACTOR2,
    OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
};

Result<KeyHandle> readPrivate(const KeyStructure& structure) {
    TANBA_CHECK(checkParameters(structure.parameters));
    DerReader outer(structure.key);
    TANBA_TRY(DerReader numbers, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const std::int64_t version, numbers.smallInteger());
    if (version != 0)
        return fail(FailureCode::AlgorithmUnsupported, {}, "RSA with more than two primes");
    TANBA_TRY(const PublicNumbers open, readPublicNumbers(numbers));
    SecretBytes memory((std::size(kSecretNumbers) + 2) * kLargestModulusBits / 8);
    memory.resize(memory.capacity());
    KeyParameters parameters({memory.data(), memory.size()});
    parameters.addNumber(OSSL_PKEY_PARAM_RSA_N, open.modulus);
    parameters.addNumber(OSSL_PKEY_PARAM_RSA_E, open.exponent);
    for (const char* name : kSecretNumbers) {
        TANBA_TRY(const ByteView number, positive(numbers));
        parameters.addNumber(name, number);
    }
    TANBA_CHECK(numbers.end());
    return parameters.make("RSA", EVP_PKEY_KEYPAIR);
}

Bytes algorithmIdentifier() {
    return der::sequence({der::oid(Oid(kRsaOid)), der::null()});
}

Result<Bytes> writePublic(const EVP_PKEY* key) {
    TANBA_TRY(const Bytes modulus, publicNumber(key, OSSL_PKEY_PARAM_RSA_N));
    TANBA_TRY(const Bytes exponent, publicNumber(key, OSSL_PKEY_PARAM_RSA_E));
    const Bytes numbers =
        der::sequence({der::integerFromBigEndian(modulus), der::integerFromBigEndian(exponent)});
    return der::sequence({algorithmIdentifier(), der::bitString(numbers)});
}

Result<SecretBytes> writePrivate(const EVP_PKEY* key) {
    TANBA_TRY(const Bytes modulus, publicNumber(key, OSSL_PKEY_PARAM_RSA_N));
    TANBA_TRY(const Bytes exponent, publicNumber(key, OSSL_PKEY_PARAM_RSA_E));
    std::vector<SecretBytes> secrets;
    for (const char* name : kSecretNumbers) {
        TANBA_TRY(const SecretBytes number, secretNumber(key, name));
        secrets.push_back(secretInteger(number.view()));
    }
    const SecretBytes numbers = secretElement(
        der::kSequence, {der::integer(0), der::integerFromBigEndian(modulus),
                         der::integerFromBigEndian(exponent), secrets[0].view(), secrets[1].view(),
                         secrets[2].view(), secrets[3].view(), secrets[4].view(), secrets[5].view()});
    const SecretBytes octets = secretElement(der::kOctetString, {numbers.view()});
    return secretElement(der::kSequence, {der::integer(0), algorithmIdentifier(), octets.view()});
}

} // namespace

const KeyFormat kRsaFormat = {&claims, &readPublic, &readPrivate, &writePublic, &writePrivate};

} // namespace tanba::crypto
