#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::qr {

/// A QR code (ISO/IEC 18004) as a square of modules, without the quiet zone around it: who draws it leaves
/// kQuietZone light modules on every side, and draws dark on light whatever the theme is.
class QrCode {
  public:
    QrCode(std::size_t side, std::vector<bool> modules) : side_(side), modules_(std::move(modules)) {}

    std::size_t side() const { return side_; }
    /// @param column and @param row count from the top left, below side()
    bool dark(std::size_t column, std::size_t row) const { return modules_[row * side_ + column]; }

  private:
    std::size_t side_;
    std::vector<bool> modules_;
};

inline constexpr std::size_t kQuietZone = 4;

/// Error correction M (15 %), bytes in UTF-8. input.empty for no text, file.too_large beyond what a code of
/// this correction holds (2331 bytes).
Result<QrCode> encodeQr(std::string_view text);

/// The code with its quiet zone for a terminal, two modules a character, light blocks on a dark ground or the
/// other way round alike: the colours are set, not the terminal's. One line a row pair, UTF-8.
std::string terminalQr(const QrCode& code);

} // namespace tanba::qr
