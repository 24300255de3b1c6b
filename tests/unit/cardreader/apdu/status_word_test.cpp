#include "cardreader/apdu/status_word.h"

#include <gtest/gtest.h>

namespace tanba::card {
namespace {

TEST(StatusWord, NamesEachWordThatCardsSend) {
    const std::pair<int, const char*> rows[] = {
        {0x9000, "done"},
        {0x610F, "more data waits"},
        {0x6C20, "wrong Le"},
        {0x6282, "end of file before the length asked for"},
        {0x6300, "verification failed"},
        {0x63C2, "verification failed, tries left in the last digit"},
        {0x63C0, "verification failed, no tries left"},
        {0x6581, "memory failure"},
        {0x6700, "wrong length"},
        {0x6900, "command not allowed"},
        {0x6982, "security status not satisfied"},
        {0x6983, "authentication method blocked"},
        {0x6984, "reference data not usable"},
        {0x6985, "conditions of use not satisfied"},
        {0x6988, "secure messaging data incorrect"},
        {0x6A80, "wrong data"},
        {0x6A82, "file, key or application not found"},
        {0x6A86, "wrong P1 or P2"},
        {0x6A88, "referenced data not found"},
        {0x6B00, "offset outside the file"},
        {0x6D00, "instruction not supported"},
        {0x6E00, "class not supported"},
        {0x6F86, "no precise diagnosis"},
    };
    for (const auto& [status, name] : rows)
        EXPECT_EQ(statusWordName(static_cast<std::uint16_t>(status)), name) << std::hex << status;
}

TEST(StatusWord, EveryWordHasAName) {
    for (unsigned status = 0; status <= 0xFFFF; ++status)
        EXPECT_FALSE(statusWordName(static_cast<std::uint16_t>(status)).empty());
    EXPECT_EQ(statusWordName(0x1234), "unknown status word");
}

TEST(StatusWord, FailureOfAnUnexpectedWord) {
    const Failure other = unexpectedStatus("READ BINARY", 0x6A82);
    EXPECT_EQ(other.code, FailureCode::CardUnexpectedStatus);
    EXPECT_EQ(other.detail, "READ BINARY 6A82 (file, key or application not found)");
    EXPECT_EQ(unexpectedStatus("CHANGE", 0x6581).code, FailureCode::CardMemory);
}

} // namespace
} // namespace tanba::card
