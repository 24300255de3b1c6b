#include "cardreader/pkcs11/slot_view.h"
#include "cardreader/pkcs11/wire/message.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

namespace tanba::pkcs11::wire {
namespace {

using test::outcome;

Bytes bytesOf(const RequestHeader& header) {
    const auto bytes = encode(header);
    return Bytes(bytes.begin(), bytes.end());
}

TEST(Wire, HeadersComeBackAsTheyWere) {
    const auto request = decodeRequestHeader(bytesOf({Operation::SetPin, 65536, 256, kOnReader}));
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(request.value().operation, Operation::SetPin);
    EXPECT_EQ(request.value().bodySize, 65536u);
    EXPECT_EQ(request.value().firstSecret, 256u);
    EXPECT_EQ(request.value().secondSecret, kOnReader);
    ReplyHeader header;
    header.state = HelperState::Unbelievable;
    header.returned = 0x8123456789ABCDEF;
    header.bodySize = 1024 * 1024;
    const auto reply = decodeReplyHeader(encode(header));
    ASSERT_TRUE(reply.ok());
    EXPECT_EQ(reply.value().state, HelperState::Unbelievable);
    EXPECT_EQ(reply.value().returned, 0x8123456789ABCDEFu);
    EXPECT_EQ(reply.value().bodySize, 1024u * 1024u);
}

TEST(Wire, HeadersBeyondTheLimitsAreRefused) {
    EXPECT_EQ(outcome(decodeRequestHeader(bytesOf({Operation::Sign, 65537, 0, 0}))), "module.failed");
    EXPECT_EQ(outcome(decodeRequestHeader(bytesOf({Operation::Login, 0, 257, kOnReader}))), "module.failed");
    EXPECT_EQ(outcome(decodeRequestHeader(bytesOf({Operation::SetPin, 0, 0, 0xFFFFFFFE}))), "module.failed");
    for (const std::uint32_t operation : {0u, kLastOperation + 1, 0xFFFFFFFFu})
        EXPECT_EQ(outcome(decodeRequestHeader(bytesOf({static_cast<Operation>(operation), 0, 0, 0}))),
                  "module.failed");
    ReplyHeader large;
    large.bodySize = 1024 * 1024 + 1;
    EXPECT_EQ(outcome(decodeReplyHeader(encode(large))), "module.failed");
    ReplyHeader unknown;
    unknown.state = static_cast<HelperState>(4);
    EXPECT_EQ(outcome(decodeReplyHeader(encode(unknown))), "module.failed");
}

TEST(Wire, OtherVersionsAndLengthsAreRefused) {
    Bytes header = bytesOf({Operation::Slots, 0, kOnReader, kOnReader});
    EXPECT_EQ(outcome(decodeRequestHeader(header)), "ok");
    header[3] ^= 1;
    EXPECT_EQ(outcome(decodeRequestHeader(header)), "module.failed");
    header[3] ^= 1;
    header.push_back(0);
    EXPECT_EQ(outcome(decodeRequestHeader(header)), "module.failed");
    EXPECT_EQ(outcome(decodeReplyHeader({})), "module.failed");
}

TEST(Wire, ReaderTakesWhatWriterGave) {
    Writer writer;
    writer.number(0).number(UINT64_MAX).bytes(Bytes{1, 2, 3}).text("қол");
    Reader reader(writer.content());
    EXPECT_EQ(reader.number().value(), 0u);
    EXPECT_EQ(reader.number().value(), UINT64_MAX);
    const auto bytes = reader.bytes(3);
    ASSERT_TRUE(bytes.ok());
    EXPECT_TRUE(sameBytes(bytes.value(), Bytes{1, 2, 3}));
    EXPECT_EQ(outcome(reader.end()), "module.failed");
    EXPECT_EQ(reader.text(16).value(), "қол");
    EXPECT_EQ(outcome(reader.end()), "ok");
    EXPECT_EQ(outcome(reader.number()), "module.failed");
}

TEST(Wire, LengthsAreNotBelieved) {
    Writer writer;
    writer.number(UINT64_MAX);
    EXPECT_EQ(outcome(Reader(writer.content()).bytes(SIZE_MAX)), "module.failed");
    EXPECT_EQ(outcome(Reader(writer.content()).text(64)), "module.failed");
    EXPECT_EQ(outcome(Reader(writer.content()).number(UINT64_MAX - 1)), "module.failed");
    Writer short_;
    short_.bytes(Bytes(17));
    EXPECT_EQ(outcome(Reader(short_.content()).bytes(16)), "module.failed");
    EXPECT_EQ(outcome(Reader(short_.content()).bytes(17)), "ok");
}

TEST(Wire, SlotsCutOffAnywhereAreRefused) {
    Writer entry;
    entry.number(3).text("slot").text("label").text("maker").text("model").text("serial");
    entry.number(0x404).number(4).number(16);
    Writer body;
    body.number(1).bytes(entry.content());
    const auto slots = readSlots(body.content());
    ASSERT_TRUE(slots.ok());
    ASSERT_EQ(slots.value().size(), 1u);
    EXPECT_EQ(slots.value()[0].token.serial, "serial");
    EXPECT_EQ(slots.value()[0].pinRules.maximumLength, 16u);
    for (std::size_t size = 0; size < body.content().size(); ++size)
        EXPECT_EQ(outcome(readSlots(ByteView(body.content()).first(size))), "module.failed") << size;
    for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{65}, UINT64_MAX}) {
        Writer other;
        other.number(count).bytes(entry.content());
        EXPECT_EQ(outcome(readSlots(other.content())), "module.failed") << count;
    }
}

TEST(Wire, PinLengthsThatNobodyMeansAreNoRules) {
    for (const std::uint64_t longest : {std::uint64_t{0}, UINT64_MAX, std::uint64_t{100000}}) {
        Writer entry;
        entry.number(3)
            .text("")
            .text("")
            .text("")
            .text("")
            .text("")
            .number(0)
            .number(UINT64_MAX)
            .number(longest);
        Writer body;
        body.number(1).bytes(entry.content());
        const auto slots = readSlots(body.content());
        ASSERT_TRUE(slots.ok());
        EXPECT_EQ(slots.value()[0].pinRules.minimumLength, 0u);
        EXPECT_EQ(slots.value()[0].pinRules.maximumLength, 0u);
        EXPECT_EQ(slots.value()[0].displayLabel(), "PKCS#11");
    }
}

} // namespace
} // namespace tanba::pkcs11::wire
