#pragma once

#include "cardreader/pcsc/open_card.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tanba::card::pcsc {

/// What a reader says of itself (PC/SC part 10, 2.2 to 2.6), read with control calls that do not reach the
/// card.
struct ReaderFeatures {
    /// What the question itself came to: plain readers refuse it in many ways.
    Status asked;
    std::optional<std::uint32_t> verifyPin; ///< control code of FEATURE_VERIFY_PIN_DIRECT
    std::optional<std::uint32_t> modifyPin; ///< control code of FEATURE_MODIFY_PIN_DIRECT
    /// Bits of bEntryValidationCondition that the reader knows; 0: not told.
    std::uint8_t validationConditions = 0;
    std::uint16_t vendor = 0; ///< USB; 0: not told
    std::uint16_t product = 0;
    std::uint32_t largestApdu = 0; ///< dwMaxAPDUDataSize; 0: not told, or short APDUs only
};

/// Empty where the reader has no features; a reader that answers nonsense has none either. Readers that are
/// known to claim keys which they do not have lose them here.
ReaderFeatures readFeatures(const OpenCard& card);

/// True for readers that announce PIN entry and have no keys.
bool liesAboutItsPad(std::uint16_t vendor, std::uint16_t product, std::string_view readerName);

} // namespace tanba::card::pcsc
