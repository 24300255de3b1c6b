#include "cardreader/pcsc/api.h"
#include "cardreader/pcsc/waiter.h"

#include <gtest/gtest.h>

namespace tanba::card::pcsc {
namespace {

// Holds with and without a service, a reader or a card on the machine of the test.
TEST(SystemApi, AnswersWithNamesAndNeverWithSomethingElse) {
    Api& api = systemApi();
    const auto context = api.establishContext();
    if (!context.status.ok()) {
        EXPECT_TRUE(context.status.code == Code::NoService || context.status.code == Code::SecurityViolation)
            << codeName(context.status.code);
        return;
    }
    const auto names = api.listReaders(context.value);
    EXPECT_TRUE(names.status.ok() || names.status.code == Code::NoReaders) << codeName(names.status.code);
    EXPECT_EQ(api.connect(context.value, "no such reader").status.code, Code::UnknownReader);
    EXPECT_TRUE(api.releaseContext(context.value).ok());
    EXPECT_FALSE(api.releaseContext(context.value).ok());
}

TEST(SystemApi, NonsenseHandlesAreRefused) {
    Api& api = systemApi();
    const auto card = static_cast<CardHandle>(12345);
    EXPECT_FALSE(api.transmit(card, Protocol::T1, Bytes{0, 0x84, 0, 0, 8}).status.ok());
    EXPECT_FALSE(api.beginTransaction(card).ok());
    EXPECT_FALSE(api.status(card).status.ok());
    EXPECT_FALSE(api.disconnect(card, Disposition::Leave).ok());
}

TEST(SystemApi, FeatureRequestCode) {
#ifdef _WIN32
    EXPECT_EQ(systemApi().featureRequestCode(), 0x00313520u);
#else
    EXPECT_EQ(systemApi().featureRequestCode(), 0x42000D48u);
#endif
}

} // namespace
} // namespace tanba::card::pcsc
