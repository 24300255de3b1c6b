#include "cardreader/apdu/atr.h"

#include "core/base/encoding.h"

#include <gtest/gtest.h>

namespace tanba::card {
namespace {

Bytes bytes(const char* hex) {
    return fromHex(hex).value();
}

std::string historical(const char* atr) {
    const Bytes all = bytes(atr);
    const ByteView view = historicalBytes(all);
    return std::string(asText(view));
}

TEST(Atr, HistoricalBytes) {
    EXPECT_EQ(historical("3b391900534f4d414453333031"), "SOMADS301");
    EXPECT_EQ(historical("3b3e9500534f4d412d633030372d44533161"), "SOMA-c007-DS1a");
    EXPECT_EQ(historical("3b771800004b4153414b4944"), "KASAKID");
    EXPECT_EQ(historical("3b88014b415a544f4b454e82"), "KAZTOKEN");
    const Bytes card2022 = bytes("3bfa1800ff8031fe450031807394410000900090");
    EXPECT_EQ(toHex(historicalBytes(card2022)), "00318073944100009000");
}

TEST(Atr, BrokenOnesHaveNone) {
    for (const char* atr : {"", "3b", "3bff", "3bf0", "3b0f0102", "3b8080808080808080"})
        EXPECT_TRUE(historicalBytes(bytes(atr)).empty()) << atr;
}

TEST(Atr, EveryPrefixIsHarmless) {
    const Bytes whole = bytes("3bfa1800ff8031fe450031807394410000900090");
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const ByteView prefix = ByteView(whole).first(size);
        EXPECT_LE(historicalBytes(prefix).size(), 10u);
        static_cast<void>(cardCapabilities(prefix));
    }
}

TEST(Atr, CapabilitiesWhereTheCardTells) {
    const auto card2022 = cardCapabilities(bytes("3bfa1800ff8031fe450031807394410000900090"));
    ASSERT_TRUE(card2022.has_value());
    EXPECT_FALSE(card2022->commandChaining);
    EXPECT_FALSE(card2022->extendedLength);
    const auto token = cardCapabilities(bytes("3bfd1300008131fe158073c021c057597562694b657940"));
    ASSERT_TRUE(token.has_value());
    EXPECT_TRUE(token->commandChaining);
    EXPECT_TRUE(token->extendedLength);
    EXPECT_FALSE(cardCapabilities(bytes("3b391900534f4d414453333031")).has_value());
    EXPECT_FALSE(cardCapabilities({}).has_value());
}

} // namespace
} // namespace tanba::card
