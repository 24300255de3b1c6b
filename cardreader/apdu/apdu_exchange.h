#pragma once

#include "cardreader/apdu/apdu_encoding.h"
#include "cardreader/apdu/command_apdu.h"
#include "cardreader/apdu/response_apdu.h"
#include "core/base/result.h"

#include <functional>

namespace tanba::card {

/// Commands above 255 data bytes, cut in pieces (CLA bit 5, ISO 7816-4 5.3.3).
enum class CommandChaining { Allowed, Refused };

/// What card, reader and driver together allow.
struct ExchangeSettings {
    TransmissionProtocol protocol = TransmissionProtocol::T1;
    CommandChaining chaining = CommandChaining::Allowed;
    /// Most bytes of an extended command; 0: only the short form is used.
    std::size_t extendedLimit = 0;
};

/// Sends raw bytes to a card and gives its raw answer.
using RawTransmit = std::function<Result<Bytes>(ByteView command)>;

/// Most bytes that one command may bring back, over all its GET RESPONSEs.
inline constexpr std::size_t kResponseLimit = 65536;

/// Turns raw transmission into commands and responses: the one place that knows of 61xx (GET RESPONSE), 6Cxx
/// (once more, with the length that the card named), command chaining and the habits of T=0. A command that
/// spends a PIN try (VERIFY and its kin) is sent once, whatever the card answers.
/// @returns card.answer_malformed (an answer of fewer than two bytes, or without end),
///          card.not_for_this_driver (more data than this card takes), and what `transmit` fails with.
Result<ResponseApdu> exchangeApdu(const RawTransmit& transmit, const ExchangeSettings& settings,
                                  const CommandApdu& command);

/// Splits a raw answer: card.answer_malformed below two bytes.
Result<ResponseApdu> parseResponse(Bytes raw);

} // namespace tanba::card
