#pragma once

#include "cardreader/apdu/command_apdu.h"

#include <cstdint>
#include <optional>

namespace tanba::card {

/// How commands reach the card (ISO 7816-3).
enum class TransmissionProtocol { T0, T1 };

enum class ApduForm { Short, Extended };

/// Most data bytes of one command in the short form.
inline constexpr std::size_t kShortDataLimit = 255;
/// Most data bytes of a whole command, in pieces or in the extended form.
inline constexpr std::size_t kDataLimit = 65535;

/// One command as it crosses the wire; a view of the parts.
struct ApduParts {
    std::uint8_t cla = 0;
    std::uint8_t ins = 0;
    std::uint8_t p1 = 0;
    std::uint8_t p2 = 0;
    ByteView data;
    std::optional<std::size_t> expected;
};

/// ISO 7816-4 5.1 and 7816-3 12.1, cases 1 to 4. On T=0 the short form of case 1 ends in P3 = 0 and that of
/// case 4 has no Le: GET RESPONSE fetches its answer. Data of more than 255 bytes in the short form, or of
/// more than 65,535 in any, is a mistake in the program and ends it. An answer length above the form's limit
/// is encoded as "any".
SecretBytes encodeApdu(const ApduParts& parts, TransmissionProtocol protocol, ApduForm form);

} // namespace tanba::card
