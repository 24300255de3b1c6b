#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <cstdint>
#include <optional>

namespace tanba::card {

/// Ne of a command whose answer is as long as the card likes (ISO 7816-4 5.1, short form).
inline constexpr std::size_t kAnyLength = 256;

/// A command to a card (ISO 7816-4 5.1). Its data may be a PIN, so it is kept as a secret whatever it is.
class CommandApdu {
  public:
    CommandApdu(std::uint8_t cla, std::uint8_t ins, std::uint8_t p1, std::uint8_t p2);

    /// Adds command data (Nc up to 255 in one short APDU, up to 65,535 where chaining or extended length
    /// carries them).
    CommandApdu&& withData(ByteView data) &&;
    CommandApdu&& withSecret(SecretBytes data) &&;
    /// Asks for up to `expected` bytes; 256 is "any length" of the short form.
    CommandApdu&& expecting(std::size_t expected) &&;

    std::uint8_t cla() const { return cla_; }
    std::uint8_t ins() const { return ins_; }
    std::uint8_t p1() const { return p1_; }
    std::uint8_t p2() const { return p2_; }
    ByteView data() const { return data_.view(); }
    std::optional<std::size_t> expected() const { return expected_; }

  private:
    std::uint8_t cla_;
    std::uint8_t ins_;
    std::uint8_t p1_;
    std::uint8_t p2_;
    SecretBytes data_;
    std::optional<std::size_t> expected_;
};

} // namespace tanba::card
