#pragma once

#include "core/base/bytes.h"

#include <cstddef>

namespace tanba {

/// Bytes that nobody else may see: passwords, PINs, private keys.
/// Move-only, of a capacity fixed at birth, on pages of its own that are locked in memory and left out of
/// core dumps where the system allows, wiped when cleared, moved from or destroyed. There is deliberately no
/// stream operator, no conversion to a string and no copy.
class SecretBytes {
  public:
    SecretBytes() = default;
    /// Room for `capacity` bytes; size() is 0. Throws std::bad_alloc when the system gives no memory.
    explicit SecretBytes(std::size_t capacity);
    /// A secret of exactly these bytes. The source is the caller's to wipe.
    static SecretBytes copyOf(ByteView bytes);

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    /// False, and nothing appended, when the capacity does not suffice.
    [[nodiscard]] bool append(std::uint8_t byte);
    [[nodiscard]] bool append(ByteView bytes);
    /// For callers that fill data() themselves. New bytes are zero unless data() wrote them; bytes cut off
    /// are wiped. A size above the capacity is a mistake in the program and ends it.
    void resize(std::size_t size);
    void clear();

    ByteView view() const { return {data_, size_}; }
    std::uint8_t* data() { return data_; }
    std::size_t size() const { return size_; }
    std::size_t capacity() const { return capacity_; }
    bool empty() const { return size_ == 0; }
    /// True when the system agreed to keep the pages out of swap.
    bool locked() const { return locked_; }
    /// Constant in time for equal sizes.
    bool equals(const SecretBytes& other) const;

  private:
    void release() noexcept;

    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    bool locked_ = false;
};

} // namespace tanba
