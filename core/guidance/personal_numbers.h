#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

inline constexpr std::size_t kPersonalNumberLength = 12;

/// The text with each run of exactly twelve digits, as an IIN and a BIN are, replaced by asterisks.
std::string maskedNumbers(std::string_view text);

/// The BINs that a document's text names: runs of exactly twelve ASCII digits with a month, the kind of
/// organisation (fifth digit 4 to 6) and a right check digit. Each once, in order; at most 64.
std::vector<std::string> mentionedBins(ByteView content);

} // namespace tanba::guidance
