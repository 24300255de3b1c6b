#include "core/base/secret_bytes.h"

#include "core/base/secret_memory.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace tanba {

SecretBytes::SecretBytes(std::size_t capacity) {
    if (capacity == 0)
        return;
    const SecretPages pages = takeSecretPages(capacity);
    if (pages.data == nullptr)
        throw std::bad_alloc();
    data_ = pages.data;
    capacity_ = capacity;
    locked_ = pages.locked;
}

SecretBytes SecretBytes::copyOf(ByteView bytes) {
    SecretBytes secret(bytes.size());
    if (!secret.append(bytes))
        std::abort();
    return secret;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)), locked_(std::exchange(other.locked_, false)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        release();
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        capacity_ = std::exchange(other.capacity_, 0);
        locked_ = std::exchange(other.locked_, false);
    }
    return *this;
}

SecretBytes::~SecretBytes() {
    release();
}

bool SecretBytes::append(std::uint8_t byte) {
    return append(ByteView(&byte, 1));
}

bool SecretBytes::append(ByteView bytes) {
    if (bytes.size() > capacity_ - size_)
        return false;
    std::ranges::copy(bytes, data_ + size_);
    size_ += bytes.size();
    return true;
}

void SecretBytes::resize(std::size_t size) {
    if (size > capacity_)
        std::abort();
    // Everything behind size_ is zero already: the pages began so, and shrinking wipes.
    if (size < size_)
        OPENSSL_cleanse(data_ + size, size_ - size);
    size_ = size;
}

void SecretBytes::clear() {
    // The whole capacity: a caller may have written through data() beyond the size.
    if (data_ != nullptr)
        OPENSSL_cleanse(data_, capacity_);
    size_ = 0;
}

bool SecretBytes::equals(const SecretBytes& other) const {
    if (size_ != other.size_)
        return false;
    return size_ == 0 || CRYPTO_memcmp(data_, other.data_, size_) == 0;
}

void SecretBytes::release() noexcept {
    if (data_ == nullptr)
        return;
    clear();
    giveBackSecretPages(data_, capacity_);
    data_ = nullptr;
    capacity_ = 0;
    locked_ = false;
}

} // namespace tanba
