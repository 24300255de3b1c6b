// SecretBytes wipes and compares by OpenSSL, which is not built for Windows here: this stands for those two
// calls.
#include <windows.h>

#include <cstddef>

extern "C" {
void OPENSSL_cleanse(void* start, std::size_t size);
int CRYPTO_memcmp(const void* one, const void* other, std::size_t size);
}

void OPENSSL_cleanse(void* start, std::size_t size) {
    ::SecureZeroMemory(start, size);
}

int CRYPTO_memcmp(const void* one, const void* other, std::size_t size) {
    const auto* const first = static_cast<const unsigned char*>(one);
    const auto* const second = static_cast<const unsigned char*>(other);
    int difference = 0;
    for (std::size_t at = 0; at < size; ++at)
        difference |= first[at] ^ second[at];
    return difference;
}
