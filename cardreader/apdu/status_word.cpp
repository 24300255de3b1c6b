#include "cardreader/apdu/status_word.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <array>

namespace tanba::card {
namespace {

struct Row {
    std::uint16_t mask;
    std::uint16_t status;
    std::string_view name;
};

/// Exact words first, then families (ISO 7816-4 tables 5 to 7; PC/SC part 10 for 64xx of a reader's keys).
constexpr std::array<Row, 48> kRows = {{
    {0xFFFF, 0x9000, "done"},
    {0xFFFF, 0x6281, "returned data may be corrupted"},
    {0xFFFF, 0x6282, "end of file before the length asked for"},
    {0xFFFF, 0x6283, "selected file is deactivated"},
    {0xFFFF, 0x6285, "selected file is terminated"},
    {0xFFFF, 0x6300, "verification failed"},
    {0xFFFF, 0x63C0, "verification failed, no tries left"},
    {0xFFF0, 0x63C0, "verification failed, tries left in the last digit"},
    {0xFFFF, 0x6400, "execution error, or the reader's keys: time is up"},
    {0xFFFF, 0x6401, "the reader's keys: cancelled"},
    {0xFFFF, 0x6402, "the reader's keys: the new PINs differ"},
    {0xFFFF, 0x6403, "the reader's keys: PIN too short or too long"},
    {0xFFFF, 0x6581, "memory failure"},
    {0xFFFF, 0x6700, "wrong length"},
    {0xFFFF, 0x6881, "logical channel not supported"},
    {0xFFFF, 0x6882, "secure messaging not supported"},
    {0xFFFF, 0x6883, "last command of the chain expected"},
    {0xFFFF, 0x6884, "command chaining not supported"},
    {0xFFFF, 0x6900, "command not allowed"},
    {0xFFFF, 0x6981, "command does not fit the file"},
    {0xFFFF, 0x6982, "security status not satisfied"},
    {0xFFFF, 0x6983, "authentication method blocked"},
    {0xFFFF, 0x6984, "reference data not usable"},
    {0xFFFF, 0x6985, "conditions of use not satisfied"},
    {0xFFFF, 0x6986, "no current file"},
    {0xFFFF, 0x6987, "secure messaging data missing"},
    {0xFFFF, 0x6988, "secure messaging data incorrect"},
    {0xFFFF, 0x6A80, "wrong data"},
    {0xFFFF, 0x6A81, "function not supported"},
    {0xFFFF, 0x6A82, "file, key or application not found"},
    {0xFFFF, 0x6A83, "record not found"},
    {0xFFFF, 0x6A84, "not enough memory in the file"},
    {0xFFFF, 0x6A86, "wrong P1 or P2"},
    {0xFFFF, 0x6A87, "length does not fit P1 and P2"},
    {0xFFFF, 0x6A88, "referenced data not found"},
    {0xFFFF, 0x6A89, "file exists already"},
    {0xFFFF, 0x6B00, "offset outside the file"},
    {0xFFFF, 0x6D00, "instruction not supported"},
    {0xFFFF, 0x6E00, "class not supported"},
    {0xFF00, 0x6100, "more data waits"},
    {0xFF00, 0x6200, "warning, nothing changed"},
    {0xFF00, 0x6300, "warning, memory changed"},
    {0xFF00, 0x6400, "execution error, nothing changed"},
    {0xFF00, 0x6500, "execution error, memory changed"},
    {0xFF00, 0x6900, "command not allowed"},
    {0xFF00, 0x6A00, "wrong parameters"},
    {0xFF00, 0x6C00, "wrong Le"},
    {0xFF00, 0x6F00, "no precise diagnosis"},
}};

} // namespace

std::string_view statusWordName(std::uint16_t status) {
    for (const Row& row : kRows)
        if ((status & row.mask) == row.status)
            return row.name;
    return "unknown status word";
}

std::string statusWordDetail(std::string_view command, std::uint16_t status) {
    const Bytes bytes{static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status)};
    std::string hex = toHex(bytes);
    std::ranges::transform(hex, hex.begin(), [](char digit) {
        return digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    });
    return std::string(command) + " " + hex + " (" + std::string(statusWordName(status)) + ")";
}

Failure unexpectedStatus(std::string_view command, std::uint16_t status) {
    const bool memory = status == status_word::kMemoryFailure;
    return fail(memory ? FailureCode::CardMemory : FailureCode::CardUnexpectedStatus, {},
                statusWordDetail(command, status));
}

} // namespace tanba::card
