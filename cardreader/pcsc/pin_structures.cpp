#include "cardreader/pcsc/pin_structures.h"

namespace tanba::card::pcsc {
namespace {

constexpr std::uint8_t kSecondsToType = 60;
/// bmFormatString: units are bytes (bit 7), position 0, from the left, ASCII (2).
constexpr std::uint8_t kAsciiFromTheLeft = 0x82;
/// The block's size lies in the lower four bits of bmPINBlockString.
constexpr std::uint8_t kLargestBlock = 15;
constexpr std::uint8_t kOnFullLength = 0x01;
constexpr std::uint8_t kOnOkKey = 0x02;
/// bConfirmPIN: the old PIN is asked for (bit 1), the new one twice (bit 0).
constexpr std::uint8_t kOldOnceNewTwice = 0x03;
/// bNumberMessage: the reader's own choice. Readers without a display ignore it.
constexpr std::uint8_t kOwnMessages = 0xFF;
constexpr std::uint8_t kThreeMessages = 0x03;
/// Readers refuse languages that they do not have; all have this one (en-US).
constexpr std::uint16_t kLanguage = 0x0409;

/// The OK key ends the entry where the reader has one: a PIN shorter than the longest cannot end otherwise.
std::uint8_t validation(std::uint8_t known) {
    const bool onlyByLength = known != 0 && (known & kOnOkKey) == 0;
    return onlyByLength ? kOnFullLength : kOnOkKey;
}

void putTwo(Bytes& bytes, unsigned number) {
    bytes.push_back(static_cast<std::uint8_t>(number));
    bytes.push_back(static_cast<std::uint8_t>(number >> 8));
}

/// bTeoPrologue, ulDataLength and abData: the command with `blocks` empty PIN blocks.
void putCommand(Bytes& bytes, const PinPadCommand& command, unsigned blocks) {
    bytes.insert(bytes.end(), 3, std::uint8_t{0});
    const unsigned dataLength = blocks * command.block.blockLength;
    putTwo(bytes, 5 + dataLength);
    putTwo(bytes, 0);
    for (const std::uint8_t byte : {command.cla, command.ins, command.p1, command.p2})
        bytes.push_back(byte);
    bytes.push_back(static_cast<std::uint8_t>(dataLength));
    bytes.insert(bytes.end(), dataLength, command.block.padding);
}

Outcome checkBlock(const PinBlock& block) {
    if (block.blockLength == 0 || block.blockLength > kLargestBlock ||
        block.maximumLength > block.blockLength || block.minimumLength > block.maximumLength)
        return fail(FailureCode::CardNotForThisDriver, {}, "PIN block does not fit a reader's keys");
    return Done{};
}

} // namespace

Result<Bytes> pinVerifyStructure(const PinPadCommand& command, std::uint8_t validationConditions) {
    const PinBlock& block = command.block;
    TANBA_CHECK(checkBlock(block));
    Bytes bytes{
        kSecondsToType,    // bTimerOut
        kSecondsToType,    // bTimerOut2
        kAsciiFromTheLeft, // bmFormatString
        block.blockLength, // bmPINBlockString
        0,                 // bmPINLengthFormat: the command holds no PIN length
    };
    putTwo(bytes, block.minimumLength * 256u + block.maximumLength); // wPINMaxExtraDigit
    bytes.push_back(validation(validationConditions));               // bEntryValidationCondition
    bytes.push_back(kOwnMessages);                                   // bNumberMessage
    putTwo(bytes, kLanguage);                                        // wLangId
    bytes.push_back(0);                                              // bMsgIndex
    putCommand(bytes, command, 1);
    return bytes;
}

Result<Bytes> pinModifyStructure(const PinPadCommand& command, std::uint8_t validationConditions) {
    const PinBlock& block = command.block;
    TANBA_CHECK(checkBlock(block));
    Bytes bytes{
        kSecondsToType,    // bTimerOut
        kSecondsToType,    // bTimerOut2
        kAsciiFromTheLeft, // bmFormatString
        block.blockLength, // bmPINBlockString
        0,                 // bmPINLengthFormat
        0,                 // bInsertionOffsetOld
        block.blockLength, // bInsertionOffsetNew
    };
    putTwo(bytes, block.minimumLength * 256u + block.maximumLength);    // wPINMaxExtraDigit
    bytes.push_back(kOldOnceNewTwice);                                  // bConfirmPIN
    bytes.push_back(validation(validationConditions));                  // bEntryValidationCondition
    bytes.push_back(kThreeMessages);                                    // bNumberMessage
    putTwo(bytes, kLanguage);                                           // wLangId
    for (std::uint8_t message = 0; message < kThreeMessages; ++message) // bMsgIndex1 to 3
        bytes.push_back(message);
    putCommand(bytes, command, 2);
    return bytes;
}

} // namespace tanba::card::pcsc
