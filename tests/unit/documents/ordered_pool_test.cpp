#include "app/documents/ordered_pool.h"

#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

namespace tanba::documents {
namespace {

using Pool = OrderedPool<std::size_t>;

TEST(OrderedPool, HandsOverInOrder) {
    std::vector<std::size_t> taken;
    Pool::run(
        1000, [](std::size_t index) { return index * 2; },
        [&taken](std::size_t index, std::size_t value) {
            EXPECT_EQ(value, index * 2);
            taken.push_back(index);
        });
    EXPECT_EQ(taken.size(), 1000U);
    EXPECT_TRUE(std::ranges::is_sorted(taken));
}

TEST(OrderedPool, WhatTheWorkThrowsReachesTheCaller) {
    const auto work = [](std::size_t index) -> std::size_t {
        if (index == 500)
            throw std::bad_alloc();
        return index;
    };
    std::size_t taken = 0;
    EXPECT_THROW(Pool::run(1000, work, [&taken](std::size_t, std::size_t) { ++taken; }), std::bad_alloc);
    EXPECT_LE(taken, 500U);
}

TEST(OrderedPool, WhatTheTakerThrowsReachesTheCaller) {
    const auto take = [](std::size_t index, std::size_t) {
        if (index == 3)
            throw std::runtime_error("enough");
    };
    EXPECT_THROW(Pool::run(
                     1000, [](std::size_t index) { return index; }, take),
                 std::runtime_error);
}

} // namespace
} // namespace tanba::documents
