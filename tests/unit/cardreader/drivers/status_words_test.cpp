#include "cardreader/drivers/status_words.h"

#include <gtest/gtest.h>

namespace tanba::card {
namespace {

using enum CommandKind;

struct Row {
    CommandKind kind;
    std::uint16_t status;
    const char* code;
    const char* subject;
};

class StatusWords : public testing::TestWithParam<Row> {};

TEST_P(StatusWords, MeanWhatTheStandardSays) {
    const Failure failure = failureOfStatus(GetParam().kind, "COMMAND", GetParam().status);
    EXPECT_EQ(codeText(failure.code), GetParam().code);
    EXPECT_EQ(failure.subject, GetParam().subject);
    EXPECT_NE(failure.detail.find("COMMAND"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, StatusWords,
    testing::Values(
        Row{Verify, 0x63C2, "pin.wrong", "2"}, Row{Verify, 0x63C1, "pin.last_try", "1"},
        Row{Verify, 0x63C0, "pin.blocked", "0"}, Row{Verify, 0x63CF, "pin.wrong", "15"},
        Row{Verify, 0x6300, "pin.wrong_count_unknown", ""}, Row{Verify, 0x6400, "pin.pad_timeout", ""},
        Row{Verify, 0x6401, "pin.pad_cancelled", ""}, Row{Change, 0x6402, "pin.pad_different", ""},
        Row{Verify, 0x6403, "pin.length", ""}, Row{Verify, 0x6700, "pin.length", ""},
        Row{Verify, 0x6983, "pin.blocked", ""}, Row{Verify, 0x6984, "pin.unusable", ""},
        Row{Change, 0x63C2, "pin.wrong", "2"}, Row{Change, 0x6A80, "pin.new_refused", ""},
        Row{Change, 0x6D00, "pin.change_not_here", ""}, Row{Unblock, 0x63C2, "puk.wrong", "2"},
        Row{Unblock, 0x63C0, "puk.blocked", "0"}, Row{Unblock, 0x6983, "puk.blocked", ""},
        Row{Unblock, 0x6A80, "pin.new_refused", ""}, Row{Unblock, 0x6D00, "pin.unblock_not_here", ""},
        Row{Plain, 0x6982, "card.pin_needed", ""}, Row{Plain, 0x6581, "card.memory", ""},
        Row{Plain, 0x6D00, "card.not_for_this_driver", ""},
        Row{Plain, 0x6E00, "card.not_for_this_driver", ""}, Row{Plain, 0x6A82, "card.unexpected_status", ""},
        Row{Plain, 0x63C2, "card.unexpected_status", ""}, Row{Verify, 0x6985, "card.unexpected_status", ""}));

} // namespace
} // namespace tanba::card
