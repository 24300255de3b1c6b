#include "app/service/server/service_threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>

namespace tanba::service {
namespace {

using Lane = Executor::Lane;

const std::size_t kSigners =
    std::ranges::find(ServiceThreads::kLanes, Lane::Signing, &ServiceThreads::LaneRow::lane)->workers;

TEST(ServiceThreads, PostedTasksRunInTheirOrderOnOneThread) {
    ServiceThreads threads;
    std::vector<int> order;
    std::set<std::thread::id> ids;
    std::promise<void> done;
    for (int number = 0; number < 100; ++number)
        threads.post([&, number] {
            order.push_back(number);
            ids.insert(std::this_thread::get_id());
        });
    threads.post([&] { done.set_value(); });
    done.get_future().wait();
    EXPECT_TRUE(std::ranges::is_sorted(order));
    EXPECT_EQ(order.size(), 100U);
    EXPECT_EQ(ids.size(), 1U);
}

TEST(ServiceThreads, WorkRunsBesideTheServiceAndBesideOtherWork) {
    ServiceThreads threads;
    std::promise<void> first, second, posted;
    threads.work(Lane::Signing, [&] {
        second.get_future().wait();
        first.set_value();
    });
    threads.work(Lane::Signing, [&] { second.set_value(); });
    threads.post([&] { posted.set_value(); });
    first.get_future().wait();
    posted.get_future().wait();
}

TEST(ServiceThreads, NoLaneWaitsForAnother) {
    ServiceThreads threads;
    std::promise<void> goOn;
    const std::shared_future<void> may = goOn.get_future().share();
    // More than there are threads of any lane.
    for (int times = 0; times < 20; ++times)
        for (const Lane lane : {Lane::LongReading, Lane::Stamping})
            threads.work(lane, [may] { may.wait(); });
    for (const Lane lane : {Lane::ShortReading, Lane::Signing}) {
        std::promise<void> done;
        threads.work(lane, [&done] { done.set_value(); });
        done.get_future().wait();
    }
    goOn.set_value();
}

TEST(ServiceThreads, WhatATaskThrowsEndsNothingElse) {
    ServiceThreads threads;
    std::promise<void> worked, posted;
    for (int times = 0; times < 8; ++times) {
        threads.work(Lane::Signing, [] { throw std::runtime_error("work"); });
        threads.post([] { throw std::runtime_error("post"); });
    }
    threads.work(Lane::Signing, [&] { worked.set_value(); });
    threads.post([&] { posted.set_value(); });
    worked.get_future().wait();
    posted.get_future().wait();
}

TEST(ServiceThreads, StoppingWaitsForWorkThatRunsAndForgetsTheRest) {
    auto threads = std::make_unique<ServiceThreads>();
    std::promise<void> running;
    std::atomic<int> ended = 0;
    for (std::size_t worker = 0; worker < kSigners; ++worker)
        threads->work(Lane::Signing, [&, worker] {
            if (worker == 0)
                running.set_value();
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            ++ended;
        });
    running.get_future().wait();
    threads->stop();
    const int whenStopped = ended;
    EXPECT_GE(whenStopped, 1);
    threads->work(Lane::Signing, [&] { ++ended; });
    threads->post([&] { ++ended; });
    threads.reset();
    EXPECT_EQ(ended, whenStopped);
}

} // namespace
} // namespace tanba::service
