#include "core/base/encoding.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <string>

namespace tanba {
namespace {

using test::outcome;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t position = text.find(from); position != std::string::npos;
         position = text.find(from, position + to.size()))
        text.replace(position, from.size(), to);
    return text;
}

const std::string kBlock = "-----BEGIN CERTIFICATE-----\n"
                           "eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4\n"
                           "eHg=\n"
                           "-----END CERTIFICATE-----\n";

TEST(Pem, WritesLinesOf64) {
    EXPECT_EQ(toPem("CERTIFICATE", Bytes(50, 'x')), kBlock);
    EXPECT_EQ(toPem("CMS", Bytes(48, 'x')),
              "-----BEGIN CMS-----\n" + std::string(kBlock).substr(28, 64) + "\n-----END CMS-----\n");
}

TEST(Pem, ReadsWhatItWrote) {
    for (std::size_t length = 0; length < 150; ++length) {
        const auto block = fromPem(toPem("X509 CRL", Bytes(length, 0xA5)));
        ASSERT_TRUE(block.ok());
        EXPECT_EQ(block.value().label, "X509 CRL");
        EXPECT_EQ(block.value().content, Bytes(length, 0xA5));
    }
}

TEST(Pem, IsLenientAboutLinesAndSurroundings) {
    for (const std::string& text : {
             replaced(kBlock, "\n", "\r\n"),
             replaced(kBlock, "\n", "\r"),
             "Bag Attributes\n    friendlyName: -----BEGIN nothing\nsubject=CN = x\n" + kBlock,
             "\xEF\xBB\xBF" + kBlock,
             kBlock + "text behind",
             kBlock + "-----BEGIN OTHER-----\n!\n",
             kBlock.substr(0, kBlock.size() - 1),
             replaced(kBlock, "-----\n", "-----  \n\n"),
             replaced(kBlock, "eHh4eHh4\n", "eHh4\neHh4"),
         }) {
        const auto block = fromPem(text);
        ASSERT_TRUE(block.ok()) << text << block.failure().detail;
        EXPECT_EQ(block.value().label, "CERTIFICATE");
        EXPECT_EQ(block.value().content, Bytes(50, 'x'));
    }
}

TEST(Pem, RefusesWhatIsNoBlock) {
    for (const std::string& text : {
             std::string(),
             std::string("text"),
             replaced(kBlock, "-----END", "----END"),
             replaced(kBlock, "END CERTIFICATE", "END CMS"),
             replaced(kBlock, "BEGIN CERTIFICATE", "BEGIN "),
             replaced(kBlock, "eHg=", "eHg"),
             replaced(kBlock, "eHg=", "eHg!"),
             replaced(kBlock, "\neHg=", "\nProc-Type: 4,ENCRYPTED\neHg="),
             replaced(kBlock, "BEGIN CERTIFICATE-----", "BEGIN CERTIFICATE"),
             replaced(kBlock, "\n-----END", "-----END"),
             " " + kBlock,
         })
        EXPECT_EQ(outcome(fromPem(text)), "pem.malformed") << text;
    for (std::size_t length = 0; length + 2 < kBlock.size(); ++length)
        EXPECT_EQ(outcome(fromPem(kBlock.substr(0, length))), "pem.malformed") << length;
}

} // namespace
} // namespace tanba
