#include "tests/portal/hotp.h"

#include "core/base/encoding.h"

#include <gtest/gtest.h>

#include <array>

namespace tanba::reference_portal {
namespace {

// RFC 4226 appendix D.
TEST(Hotp, GivesTheCodesOfTheStandard) {
    constexpr auto kCodes = std::to_array<const char*>(
        {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"});
    for (std::size_t counter = 0; counter < kCodes.size(); ++counter)
        EXPECT_EQ(hotp(viewOf("12345678901234567890"), counter, 6).value(), kCodes.at(counter));
}

TEST(Hotp, LengthIsAsAsked) {
    EXPECT_EQ(hotp(viewOf("12345678901234567890"), 0, 4).value(), "5224");
    EXPECT_EQ(hotp(viewOf("12345678901234567890"), 0, 8).value(), "84755224");
}

// RFC 4231 test cases 2 and 6 (a key longer than a block).
TEST(Hmac, GivesTheValuesOfTheStandard) {
    using crypto::DigestAlgorithm;
    EXPECT_EQ(
        toHex(hmac(DigestAlgorithm::Sha256, viewOf("Jefe"), viewOf("what do ya want for nothing?")).value()),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(toHex(hmac(DigestAlgorithm::Sha256, Bytes(131, 0xAA),
                         viewOf("Test Using Larger Than Block-Size Key - Hash Key First"))
                        .value()),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

} // namespace
} // namespace tanba::reference_portal
