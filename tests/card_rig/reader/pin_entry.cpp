#include "tests/card_rig/reader/pin_entry.h"

#include <pcsclite.h>
#include <reader.h>

#include <cstring>

namespace rig {

namespace {

constexpr std::uint8_t kAskTyped = 0x10;
constexpr std::size_t kHeader = 5;
constexpr std::size_t kShortestTemplate = 4;
const Bytes kDifferent{0x64, 0x02};
const Bytes kWrongLength{0x64, 0x03};

/// How digits stand in the command, from the fields that both structures share.
struct Format {
    std::uint8_t formatString;
    std::uint8_t blockString;
    std::uint8_t lengthFormat;
    std::uint16_t extraDigits;

    // ASCII, justified to the left, position in whole bytes, no field for the length of the PIN: nothing else
    // is understood by this reader.
    bool understood() const {
        const bool ascii = (formatString & 0x03) == 0x02;
        const bool left = (formatString & 0x04) == 0;
        const bool inBytes = (formatString & 0x78) == 0 || (formatString & 0x80) != 0;
        return ascii && left && inBytes && (blockString & 0xF0) == 0 && lengthFormat == 0;
    }
    std::size_t position() const { return (formatString >> 3) & 0x0F; }
    std::size_t blockLength() const { return blockString & 0x0F; }
    std::size_t minimum() const { return extraDigits >> 8; }
    std::size_t maximum() const { return extraDigits & 0xFF; }
};

/// Either digits, or the reader's own answer.
struct Typed {
    Bytes digits;
    std::optional<Bytes> refusal;
};

std::optional<Typed> typed(CardLink& link, const Format& format) {
    const auto answer = link.ask({kAskTyped});
    if (!answer)
        return std::nullopt;
    if (answer->size() == 2 && answer->front() == 0x64)
        return Typed{{}, *answer};
    if (answer->size() < format.minimum() || answer->size() > format.maximum())
        return Typed{{}, kWrongLength};
    return Typed{*answer, std::nullopt};
}

bool insert(Bytes& command, std::size_t offset, const Bytes& digits, std::size_t room) {
    if (digits.size() > room || kHeader + offset + room > command.size())
        return false;
    std::copy(digits.begin(), digits.end(), command.begin() + static_cast<std::ptrdiff_t>(kHeader + offset));
    return true;
}

/// The command's template after a structure, when the request is exactly as long as it says.
template <class Structure>
std::optional<Bytes> commandOf(const Bytes& request, Structure& structure) {
    if (request.size() < sizeof structure)
        return std::nullopt;
    std::memcpy(&structure, request.data(), sizeof structure);
    const Bytes command(request.begin() + sizeof structure, request.end());
    if (structure.ulDataLength != command.size() || command.size() < kShortestTemplate)
        return std::nullopt;
    if (command.size() > kHeader && command[4] != command.size() - kHeader)
        return std::nullopt;
    return command;
}

template <class Structure>
Format formatOf(const Structure& structure) {
    return {structure.bmFormatString, structure.bmPINBlockString, structure.bmPINLengthFormat,
            structure.wPINMaxExtraDigit};
}

} // namespace

std::optional<Bytes> verifyOnPad(CardLink& link, const Bytes& request) {
    PIN_VERIFY_STRUCTURE structure{};
    auto command = commandOf(request, structure);
    const Format format = formatOf(structure);
    if (!command || !format.understood())
        return std::nullopt;
    const auto entry = typed(link, format);
    if (!entry || entry->refusal)
        return entry ? entry->refusal : std::nullopt;
    if (format.blockLength() == 0) { // the command becomes as long as the PIN
        command->resize(kHeader);
        (*command)[4] = static_cast<std::uint8_t>(entry->digits.size());
        command->insert(command->end(), entry->digits.begin(), entry->digits.end());
    } else if (!insert(*command, format.position(), entry->digits, format.blockLength())) {
        return std::nullopt;
    }
    return link.ask(*command);
}

std::optional<Bytes> modifyOnPad(CardLink& link, const Bytes& request) {
    constexpr std::uint8_t kConfirmNew = 0x01;
    constexpr std::uint8_t kAskCurrent = 0x02;
    PIN_MODIFY_STRUCTURE structure{};
    auto command = commandOf(request, structure);
    const Format format = formatOf(structure);
    if (!command || !format.understood() || format.blockLength() == 0)
        return std::nullopt;

    const auto entry = [&](std::size_t offset) -> std::optional<Typed> {
        const auto given = typed(link, format);
        if (given && !given->refusal && !insert(*command, offset, given->digits, format.blockLength()))
            return std::nullopt;
        return given;
    };
    if ((structure.bConfirmPIN & kAskCurrent) != 0) {
        const auto current = entry(structure.bInsertionOffsetOld);
        if (!current || current->refusal)
            return current ? current->refusal : std::nullopt;
    }
    const auto next = entry(structure.bInsertionOffsetNew);
    if (!next || next->refusal)
        return next ? next->refusal : std::nullopt;
    if ((structure.bConfirmPIN & kConfirmNew) != 0) {
        const auto again = typed(link, format);
        if (!again || again->refusal)
            return again ? again->refusal : std::nullopt;
        if (again->digits != next->digits)
            return kDifferent;
    }
    return link.ask(*command);
}

} // namespace rig
