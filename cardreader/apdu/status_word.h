#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tanba::card {

/// Status bytes of ISO 7816-4 5.1.3 that drivers ask for by name.
namespace status_word {
inline constexpr std::uint16_t kOk = 0x9000;
inline constexpr std::uint16_t kEndOfFile = 0x6282;
inline constexpr std::uint16_t kVerificationFailed = 0x6300; ///< tries left unknown
inline constexpr std::uint16_t kPadTimeout = 0x6400;         ///< of a reader's keys (PC/SC part 10)
inline constexpr std::uint16_t kPadCancelled = 0x6401;
inline constexpr std::uint16_t kPadDifferent = 0x6402;
inline constexpr std::uint16_t kPadLength = 0x6403;
inline constexpr std::uint16_t kMemoryFailure = 0x6581;
inline constexpr std::uint16_t kWrongLength = 0x6700;
inline constexpr std::uint16_t kSecurityNotSatisfied = 0x6982;
inline constexpr std::uint16_t kBlocked = 0x6983;
inline constexpr std::uint16_t kPinUnusable = 0x6984;
inline constexpr std::uint16_t kConditionsNotSatisfied = 0x6985;
inline constexpr std::uint16_t kWrongData = 0x6A80;
inline constexpr std::uint16_t kNotFound = 0x6A82;
inline constexpr std::uint16_t kReferenceNotFound = 0x6A88;
inline constexpr std::uint16_t kUnknownInstruction = 0x6D00;
inline constexpr std::uint16_t kUnknownClass = 0x6E00;
} // namespace status_word

/// Short English name for details, such as "security status not satisfied"; never empty.
std::string_view statusWordName(std::uint16_t status);

/// "VERIFY 6982 (security status not satisfied)".
std::string statusWordDetail(std::string_view command, std::uint16_t status);

/// The failure of a command whose status nobody expected: card.memory for 6581, else card.unexpected_status.
Failure unexpectedStatus(std::string_view command, std::uint16_t status);

} // namespace tanba::card
