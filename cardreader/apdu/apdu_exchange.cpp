#include "cardreader/apdu/apdu_exchange.h"

#include <algorithm>
#include <array>

namespace tanba::card {
namespace {

constexpr std::uint8_t kChainingBit = 0x10;
constexpr std::uint8_t kGetResponse = 0xC0;
/// A card that gives one byte a time is not worth more patience than this.
constexpr int kMostGetResponses = 1024;
/// VERIFY, its form with BER-TLV data, CHANGE REFERENCE DATA, RESET RETRY COUNTER (ISO 7816-4 11.5).
constexpr std::array<std::uint8_t, 4> kSpendTries = {0x20, 0x21, 0x24, 0x2C};

bool moreData(std::uint16_t status) {
    return status >> 8 == 0x61;
}

bool otherLength(std::uint16_t status) {
    return status >> 8 == 0x6C;
}

/// The length in the second byte of 61xx and 6Cxx, where 00 is 256.
std::size_t lengthIn(std::uint16_t status) {
    const std::size_t length = status & 0xFF;
    return length == 0 ? kAnyLength : length;
}

/// CLA of GET RESPONSE: the logical channel of the command, nothing else of it (ISO 7816-4 5.4.1).
std::uint8_t channelOf(std::uint8_t cla) {
    return (cla & 0x80) != 0 ? std::uint8_t{0x00} : static_cast<std::uint8_t>(cla & 0x03);
}

class Exchange {
  public:
    Exchange(const RawTransmit& transmit, const ExchangeSettings& settings)
        : transmit_(transmit), settings_(settings) {}

    Result<ResponseApdu> run(const CommandApdu& command) {
        ApduParts parts{command.cla(), command.ins(),  command.p1(),
                        command.p2(),  command.data(), command.expected()};
        const ApduForm form = formOf(parts);
        if (form == ApduForm::Short && parts.data.size() > kShortDataLimit) {
            TANBA_TRY(const std::uint16_t status, sendFrontPieces(parts));
            if (status != 0x9000)
                return ResponseApdu{{}, status};
        }
        TANBA_TRY(ResponseApdu response, sendWithRightLength(parts, form));
        TANBA_CHECK(fetchRest(response, channelOf(command.cla())));
        return response;
    }

  private:
    ApduForm formOf(const ApduParts& parts) const {
        const bool needed = parts.data.size() > kShortDataLimit || parts.expected.value_or(0) > kAnyLength;
        // Header, three bytes of Lc, two of Le.
        const bool fits = parts.data.size() + 9 <= settings_.extendedLimit;
        return needed && fits ? ApduForm::Extended : ApduForm::Short;
    }

    /// All pieces but the last, which is left in `parts`. The status of the last one that was sent.
    Result<std::uint16_t> sendFrontPieces(ApduParts& parts) {
        if (settings_.chaining == CommandChaining::Refused || parts.data.size() > kDataLimit)
            return fail(FailureCode::CardNotForThisDriver, {}, "command data too long for this card");
        while (parts.data.size() > kShortDataLimit) {
            const ApduParts piece{static_cast<std::uint8_t>(parts.cla | kChainingBit),
                                  parts.ins,
                                  parts.p1,
                                  parts.p2,
                                  parts.data.first(kShortDataLimit),
                                  std::nullopt};
            TANBA_TRY(const ResponseApdu response, sendOnce(piece, ApduForm::Short));
            if (!response.ok())
                return response.status;
            parts.data = parts.data.subspan(kShortDataLimit);
        }
        return std::uint16_t{0x9000};
    }

    Result<ResponseApdu> sendWithRightLength(ApduParts parts, ApduForm form) {
        TANBA_TRY(ResponseApdu response, sendOnce(parts, form));
        const bool repeatable = parts.expected.has_value() && std::ranges::count(kSpendTries, parts.ins) == 0;
        if (!otherLength(response.status) || !repeatable)
            return response;
        parts.expected = lengthIn(response.status);
        return sendOnce(parts, form);
    }

    Outcome fetchRest(ResponseApdu& response, std::uint8_t cla) {
        for (int round = 0; moreData(response.status); ++round) {
            if (round == kMostGetResponses || response.data.size() > kResponseLimit)
                return fail(FailureCode::CardAnswerMalformed, {}, "an answer without end (61xx)");
            const ApduParts ask{cla, kGetResponse, 0, 0, {}, lengthIn(response.status)};
            TANBA_TRY(const ResponseApdu more, sendWithRightLength(ask, ApduForm::Short));
            append(response.data, more.data);
            response.status = more.status;
        }
        if (response.data.size() > kResponseLimit)
            return fail(FailureCode::CardAnswerMalformed, {}, "an answer above 64 KiB");
        return Done{};
    }

    Result<ResponseApdu> sendOnce(const ApduParts& parts, ApduForm form) {
        const SecretBytes command = encodeApdu(parts, settings_.protocol, form);
        TANBA_TRY(Bytes raw, transmit_(command.view()));
        return parseResponse(std::move(raw));
    }

    const RawTransmit& transmit_;
    const ExchangeSettings& settings_;
};

} // namespace

Result<ResponseApdu> exchangeApdu(const RawTransmit& transmit, const ExchangeSettings& settings,
                                  const CommandApdu& command) {
    return Exchange(transmit, settings).run(command);
}

Result<ResponseApdu> parseResponse(Bytes raw) {
    if (raw.size() < 2)
        return fail(FailureCode::CardAnswerMalformed, {},
                    "an answer of " + std::to_string(raw.size()) + " bytes");
    const auto status = static_cast<std::uint16_t>(raw[raw.size() - 2] << 8 | raw[raw.size() - 1]);
    raw.resize(raw.size() - 2);
    return ResponseApdu{std::move(raw), status};
}

} // namespace tanba::card
