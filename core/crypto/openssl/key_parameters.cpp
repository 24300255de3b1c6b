#include "core/crypto/openssl/key_parameters.h"

#include "core/crypto/openssl/library_context.h"

#include <openssl/params.h>

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace tanba::crypto {

namespace {

/// The largest number of a key that is accepted: 8192 bits, and an EC point of P-521 is smaller.
constexpr std::size_t kLargestValue = 1024;

/// OSSL_PARAM has numbers in the machine's order.
void turnNativeOrder(std::span<std::uint8_t> number) {
    if constexpr (std::endian::native == std::endian::little)
        std::ranges::reverse(number);
}

enum class ValueKind { Number, Octets };

/// Size of what was written, 0 on failure.
std::size_t readValue(const EVP_PKEY* key, const char* name, ValueKind kind, std::span<std::uint8_t> target) {
    OSSL_PARAM parameters[] = {
        kind == ValueKind::Number ? OSSL_PARAM_construct_BN(name, target.data(), target.size())
                                  : OSSL_PARAM_construct_octet_string(name, target.data(), target.size()),
        OSSL_PARAM_construct_end(),
    };
    if (EVP_PKEY_get_params(key, parameters) != 1 || OSSL_PARAM_modified(&parameters[0]) != 1)
        return 0;
    const std::size_t size = parameters[0].return_size;
    if (kind == ValueKind::Number)
        turnNativeOrder(target.first(size));
    return size;
}

Failure unreadable(const char* name) {
    return fail(FailureCode::Internal, name, drainErrors());
}

Result<Bytes> publicValue(const EVP_PKEY* key, const char* name, ValueKind kind) {
    Bytes value(kLargestValue);
    value.resize(readValue(key, name, kind, value));
    if (value.empty())
        return unreadable(name);
    return value;
}

Result<SecretBytes> secretValue(const EVP_PKEY* key, const char* name, ValueKind kind) {
    SecretBytes value(kLargestValue);
    value.resize(kLargestValue);
    value.resize(readValue(key, name, kind, {value.data(), value.size()}));
    if (value.empty())
        return unreadable(name);
    return value;
}

} // namespace

std::span<std::uint8_t> KeyParameters::place(std::size_t size) {
    if (size > free_.size())
        std::abort();
    const std::span<std::uint8_t> target = free_.first(size);
    free_ = free_.subspan(size);
    return target;
}

void KeyParameters::addNumber(const char* name, ByteView bigEndian) {
    const std::span<std::uint8_t> target = place(bigEndian.size());
    std::ranges::copy(bigEndian, target.begin());
    turnNativeOrder(target);
    parameters_.push_back(OSSL_PARAM_construct_BN(name, target.data(), target.size()));
}

void KeyParameters::addOctets(const char* name, ByteView octets) {
    const std::span<std::uint8_t> target = place(octets.size());
    std::ranges::copy(octets, target.begin());
    parameters_.push_back(OSSL_PARAM_construct_octet_string(name, target.data(), target.size()));
}

void KeyParameters::addText(const char* name, const char* text) {
    // OpenSSL only reads it, but has one struct for both directions.
    parameters_.push_back(OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(text), 0));
}

Result<KeyHandle> KeyParameters::make(const char* algorithm, int selection) {
    parameters_.push_back(OSSL_PARAM_construct_end());
    const KeyContextHandle context(EVP_PKEY_CTX_new_from_name(libraryContext(), algorithm, nullptr));
    EVP_PKEY* key = nullptr;
    if (context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, selection, parameters_.data()) != 1)
        return fail(FailureCode::KeyMalformed, {}, drainErrors());
    return KeyHandle(key);
}

Result<Bytes> publicNumber(const EVP_PKEY* key, const char* name) {
    TANBA_TRY(Bytes number, publicValue(key, name, ValueKind::Number));
    number.erase(number.begin(), std::ranges::find_if(number, [](std::uint8_t octet) { return octet != 0; }));
    return number;
}

Result<SecretBytes> secretNumber(const EVP_PKEY* key, const char* name) {
    return secretValue(key, name, ValueKind::Number);
}

Result<Bytes> publicOctets(const EVP_PKEY* key, const char* name) {
    return publicValue(key, name, ValueKind::Octets);
}

Result<SecretBytes> secretOctets(const EVP_PKEY* key, const char* name) {
    return secretValue(key, name, ValueKind::Octets);
}

} // namespace tanba::crypto
