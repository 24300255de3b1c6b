#include "app/service/server/message_budget.h"

#include "app/service/server/server_limits.h"

#include <gtest/gtest.h>

#include <vector>

namespace tanba::service {
namespace {

constexpr std::size_t kLimit = 1000;
constexpr std::size_t kInMemory = 100;
constexpr std::size_t kReserve = 10;

std::shared_ptr<MessageBudget> newBudget() {
    return std::make_shared<MessageBudget>(kLimit, kInMemory, kReserve);
}

TEST(MessageBudget, ASiteHasAtMostWhatItLeavesToAllOthers) {
    const auto budget = newBudget();
    MessageBudget::Share first = budget->share("evil.kz", 1);
    EXPECT_TRUE(first.take(400));
    MessageBudget::Share second = budget->share("evil.kz", 2);
    EXPECT_FALSE(second.take(101));
    EXPECT_TRUE(second.take(100));
    EXPECT_EQ(budget->left(), 500U);
    // However many sites want all of it.
    std::vector<MessageBudget::Share> greedy;
    for (std::size_t site = 0; site < 3; ++site) {
        greedy.push_back(budget->share("evil-" + std::to_string(site) + ".kz", 3 + site));
        EXPECT_TRUE(greedy.back().take(budget->left() / 2));
    }
    MessageBudget::Share other = budget->share("egov.kz", 9);
    EXPECT_TRUE(other.take(kReserve + 1));
}

TEST(MemoryOfPages, IsHalfAGibibyteHoweverManySitesWantAllOfIt) {
    const ServerLimits limits;
    const auto budget = std::make_shared<MessageBudget>(limits.budget, limits.inMemory, limits.reserve);
    WorkRoom room;
    std::size_t held = 0;
    std::vector<MessageBudget::Share> waiting;
    std::vector<WorkRoom::Share> inWork;
    for (ConnectionId connection = 1; connection <= limits.maxConnections; ++connection) {
        const std::string site = "evil-" + std::to_string(connection) + ".kz";
        MessageBudget::Share reserved = budget->share(site, connection);
        if (reserved.take(limits.reserve))
            held += limits.reserve;
        waiting.push_back(std::move(reserved));
        MessageBudget::Share message = budget->share(site, connection);
        if (message.take(limits.inMemoryOfOne) && message.holdInMemory(limits.inMemoryOfOne))
            held += limits.inMemoryOfOne;
        waiting.push_back(std::move(message));
        // A connection has one request in work: the largest that is let in.
        for (const std::size_t size : {WorkRoom::kForLarge, WorkRoom::kLarge + 1, WorkRoom::kLarge,
                                       std::size_t{1024} * 1024, WorkRoom::kSmall}) {
            if (auto share = room.take(site, size)) {
                held += size;
                inWork.push_back(std::move(*share));
                break;
            }
        }
    }
    EXPECT_GT(held, kMostMemory / 2) << "nothing was tried";
    EXPECT_LE(held, mostMemoryOfPages(limits));
    EXPECT_LE(mostMemoryOfPages(limits) + kMemoryOfProgram, kMostMemory);
}

TEST(MessageBudget, GivesBackWhatAMessageHeld) {
    const auto budget = newBudget();
    for (int round = 0; round < 3; ++round) {
        MessageBudget::Share share = budget->share("egov.kz", 1);
        EXPECT_TRUE(share.take(4));
        EXPECT_TRUE(share.take(kLimit / 2 - 4));
        EXPECT_FALSE(share.take(1));
        const MessageBudget::Share moved = std::move(share);
        EXPECT_EQ(budget->left(), kLimit / 2);
    }
    EXPECT_EQ(budget->left(), kLimit);
}

TEST(MessageBudget, SmallMessagesOfAConnectionCostNothingOfIt) {
    const auto budget = newBudget();
    MessageBudget::Share full = budget->share("evil.kz", 1);
    EXPECT_TRUE(full.take(kLimit / 2));
    MessageBudget::Share small = budget->share("evil.kz", 2);
    EXPECT_TRUE(small.take(4));
    EXPECT_TRUE(small.take(kReserve - 4));
    EXPECT_EQ(budget->left(), kLimit / 2);
    EXPECT_FALSE(small.take(1)) << "it is small no more, and the site has its share";
    MessageBudget::Share next = budget->share("evil.kz", 2);
    EXPECT_FALSE(next.take(1)) << "the reserve is the connection's, not the message's";
    MessageBudget::Share ofOther = budget->share("egov.kz", 3);
    EXPECT_TRUE(ofOther.take(kReserve));
    // A message that outgrows the reserve leaves it to the next one.
    EXPECT_TRUE(ofOther.take(1));
    EXPECT_EQ(budget->left(), kLimit / 2 - kReserve - 1);
    MessageBudget::Share afterwards = budget->share("egov.kz", 3);
    EXPECT_TRUE(afterwards.take(kReserve));
    EXPECT_EQ(budget->left(), kLimit / 2 - kReserve - 1);
}

TEST(MessageBudget, LittleOfItLiesInMemory) {
    const auto budget = newBudget();
    MessageBudget::Share first = budget->share("evil.kz", 1);
    EXPECT_TRUE(first.take(90));
    EXPECT_TRUE(first.holdInMemory(60));
    EXPECT_TRUE(first.holdInMemory(90));
    MessageBudget::Share second = budget->share("egov.kz", 2);
    EXPECT_TRUE(second.take(20));
    EXPECT_FALSE(second.holdInMemory(20));
    EXPECT_TRUE(second.holdInMemory(10));
    EXPECT_FALSE(second.holdInMemory(11));
    MessageBudget::Share small = budget->share("egov.kz", 3);
    EXPECT_TRUE(small.take(kReserve));
    EXPECT_TRUE(small.holdInMemory(kReserve)) << "the reserve is beside it";
    EXPECT_TRUE(first.holdInMemory(0));
    EXPECT_TRUE(second.holdInMemory(20));
    { const MessageBudget::Share ended = std::move(second); }
    EXPECT_TRUE(first.holdInMemory(90));
}

} // namespace
} // namespace tanba::service
