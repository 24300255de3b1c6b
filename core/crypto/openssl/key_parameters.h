#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/crypto/openssl/handles.h"

#include <span>
#include <vector>

namespace tanba::crypto {

/// Makes an EVP_PKEY from its numbers. OpenSSL's own decoders are not used for keys: they are slow, take
/// locks shared by all threads, and free their copies of a private key without wiping them.
class KeyParameters {
  public:
    /// @param memory where the values are put until make(); large enough for all of them, and secret if they
    /// are.
    explicit KeyParameters(std::span<std::uint8_t> memory) : free_(memory) {}

    void addNumber(const char* name, ByteView bigEndian);
    void addOctets(const char* name, ByteView octets);
    /// @param text must live until make().
    void addText(const char* name, const char* text);
    /// key.malformed when OpenSSL or our provider does not accept the values.
    /// @param selection EVP_PKEY_PUBLIC_KEY or EVP_PKEY_KEYPAIR.
    Result<KeyHandle> make(const char* algorithm, int selection);

  private:
    std::span<std::uint8_t> place(std::size_t size);

    std::span<std::uint8_t> free_;
    std::vector<OSSL_PARAM> parameters_;
};

/// A public number of a key, big-endian without leading zeros; `internal` when it has none of this name.
Result<Bytes> publicNumber(const EVP_PKEY* key, const char* name);
/// A secret number, big-endian, perhaps with leading zeros.
Result<SecretBytes> secretNumber(const EVP_PKEY* key, const char* name);
Result<Bytes> publicOctets(const EVP_PKEY* key, const char* name);
Result<SecretBytes> secretOctets(const EVP_PKEY* key, const char* name);

} // namespace tanba::crypto
