#include "cardreader/pcsc/code_failure.h"

#include <gtest/gtest.h>

namespace tanba::card::pcsc {
namespace {

std::string failureText(Code code, Moment moment) {
    return std::string(codeText(failureOf({code, 0x80100016}, moment, "Reader", "SCardX").code));
}

struct Row {
    Code code;
    const char* opening;
    const char* working;
};

/// What PC/SC returns in each situation, and what a person hears.
constexpr Row kRows[] = {
    {Code::NoService, "reader.service_off", "reader.service_off"},
    {Code::ServiceStopped, "reader.service_off", "reader.service_off"},
    {Code::InvalidHandle, "reader.service_off", "reader.service_off"},
    {Code::NoReaders, "reader.none", "reader.removed"},
    {Code::UnknownReader, "reader.removed", "reader.removed"},
    {Code::ReaderUnavailable, "reader.removed", "reader.removed"},
    {Code::NoCard, "card.absent", "card.removed"},
    {Code::RemovedCard, "card.absent", "card.removed"},
    {Code::ResetCard, "card.reset", "card.reset"},
    {Code::SharingViolation, "card.in_use", "card.in_use"},
    {Code::ProtocolMismatch, "card.mute", "card.reset"},
    {Code::UnresponsiveCard, "card.mute", "card.mute"},
    {Code::SecurityViolation, "reader.no_right", "reader.service_off"},
    {Code::NotTransacted, "card.io", "card.io"},
    {Code::CommError, "card.io", "card.io"},
    {Code::UnsupportedFeature, "card.io", "card.io"},
    {Code::Other, "card.io", "card.io"},
};

TEST(CodeFailure, EachSituation) {
    for (const Row& row : kRows) {
        SCOPED_TRACE(codeName(row.code));
        EXPECT_EQ(failureText(row.code, Moment::Opening), row.opening);
        EXPECT_EQ(failureText(row.code, Moment::Working), row.working);
    }
}

TEST(CodeFailure, TellsReaderCallNameAndNumber) {
    const Failure failure =
        failureOf({Code::NotTransacted, 0x80100016}, Moment::Working, "Reader", "SCardTransmit");
    EXPECT_EQ(failure.subject, "Reader");
    EXPECT_EQ(failure.detail, "SCardTransmit: SCARD_E_NOT_TRANSACTED 0x80100016");
}

TEST(CodeFailure, OnlyUnclearCodesAreLookedAtAgain) {
    for (const Code code : {Code::NotTransacted, Code::CommError, Code::UnpoweredCard, Code::Other})
        EXPECT_TRUE(mustLookAgain(code)) << codeName(code);
    for (const Code code : {Code::RemovedCard, Code::ResetCard, Code::ReaderUnavailable, Code::NoService})
        EXPECT_FALSE(mustLookAgain(code)) << codeName(code);
}

TEST(CodeFailure, EveryCodeHasAName) {
    EXPECT_EQ(codeName(Code::Success), "SCARD_S_SUCCESS");
    EXPECT_EQ(codeName(Code::UnknownError), "SCARD_F_UNKNOWN_ERROR");
    EXPECT_EQ(codeName(Code::Other), "unknown result");
}

} // namespace
} // namespace tanba::card::pcsc
