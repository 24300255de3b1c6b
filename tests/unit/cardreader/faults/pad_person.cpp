#include "tests/unit/cardreader/faults/pad_person.h"

#include <gtest/gtest.h>

namespace tanba::card {

namespace {

/// Octets before abData.
constexpr std::size_t kVerifyHead = 19;
constexpr std::size_t kModifyHead = 24;
constexpr std::size_t kCommandHead = 5;
constexpr std::size_t kBlockSizeAt = 3;

} // namespace

test::ScriptedPad PadPerson::pad() {
    test::ScriptedPad pad;
    pad.verify = [this](ByteView structure) { return answer(structure, kVerifyHead, {pin}); };
    pad.modify = [this](ByteView structure) { return answer(structure, kModifyHead, {pin, next}); };
    return pad;
}

Bytes PadPerson::answer(ByteView structure, std::size_t head, const std::vector<std::string>& typed) {
    ++asked;
    switch (act) {
    case AtTheKeys::Cancels:
        return {0x64, 0x01};
    case AtTheKeys::LetsTimePass:
        return {0x64, 0x00};
    case AtTheKeys::TypesTwoDifferent:
        return {0x64, 0x02};
    case AtTheKeys::TypesTooLittle:
        return {0x64, 0x03};
    case AtTheKeys::Types:
        break;
    }
    const std::size_t block = structure[kBlockSizeAt] & 0x0F;
    EXPECT_EQ(structure.size(), head + kCommandHead + typed.size() * block);
    const ByteView filled = structure.subspan(head);
    Bytes command(filled.begin(), filled.end());
    for (std::size_t index = 0; index < typed.size(); ++index) {
        const auto at = static_cast<std::ptrdiff_t>(kCommandHead + index * block);
        std::copy(typed[index].begin(), typed[index].end(), command.begin() + at);
    }
    ++sent;
    return model_.answer(command);
}

} // namespace tanba::card
