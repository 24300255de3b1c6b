#pragma once

#include "core/base/secret_bytes.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tanba::test {

inline constexpr std::uint8_t kVeil = 0xA5;

/// A secret that the memory of a test program holds only under a veil, so that looking for it finds what
/// others left there.
class VeiledSecret {
  public:
    /// Of a literal, veiled by the compiler: its text is not in the program either.
    template <std::size_t Size>
    explicit consteval VeiledSecret(const char (&text)[Size]) : size_(Size - 1) {
        static_assert(Size - 1 <= kLongest);
        for (std::size_t index = 0; index < size_; ++index)
            veiled_[index] = static_cast<std::uint8_t>(static_cast<std::uint8_t>(text[index]) ^ kVeil);
    }

    SecretBytes unveiled() const;
    /// The same as Qt's strings have it; of ASCII characters, 16 at the most.
    VeiledSecret inUtf16() const;
    std::span<const std::uint8_t> veiled() const { return std::span(veiled_).first(size_); }

  private:
    VeiledSecret() : size_(0) {}

    static constexpr std::size_t kLongest = 32;
    std::array<std::uint8_t, kLongest> veiled_{};
    std::size_t size_;
};

/// How often these secrets lie unveiled in the writable memory of this process, all together.
unsigned copiesInMemory(std::span<const VeiledSecret> secrets);
/// How often the writable memory of this process has this mark with at least so many letters, digits, "-" and
/// "_" behind it, as secrets have that a test does not know.
unsigned marksInMemory(std::string_view mark, std::size_t least);
/// As copiesInMemory() of another one, by its number; nothing when the system does not let this one look.
std::optional<unsigned> copiesInMemoryOf(const std::string& process, std::span<const VeiledSecret> secrets);

} // namespace tanba::test
