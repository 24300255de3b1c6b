#include "app/service/consent/giving_way.h"

#include <gtest/gtest.h>

namespace tanba::service {
namespace {

/// Numbers the places from 1, the oldest first.
class GivingWay : public testing::Test {
  protected:
    void put(const std::string& site, std::size_t times, Standing standing = Standing::Stranger) {
        for (std::size_t time = 0; time < times; ++time)
            places_.push_back({places_.size() + 1, site, standing});
    }
    std::optional<std::uint64_t> to(const std::string& site, Standing standing = Standing::Stranger) const {
        return whoGivesWay(places_, site, standing);
    }

    std::vector<Place> places_;
};

TEST_F(GivingWay, TheSiteWithTheMostLosesItsYoungest) {
    put("a.kz", 1);
    put("b.kz", 3);
    put("a.kz", 1);
    EXPECT_EQ(to("new.kz"), 4U);
    EXPECT_EQ(to("a.kz"), std::nullopt) << "it would have as many as are left there";
    EXPECT_EQ(to("b.kz"), std::nullopt);
}

TEST_F(GivingWay, AKnownPortalKeepsItsPlaceWhateverAStrangerHas) {
    put("portal.kz", 4, Standing::KnownPortal);
    put("a.kz", 1);
    put("b.kz", 1);
    EXPECT_EQ(to("new.kz"), std::nullopt);
    put("b.kz", 1);
    EXPECT_EQ(to("new.kz"), 7U) << "the crowd among strangers, though the portal has more";
}

TEST_F(GivingWay, StrangersGoBeforeAnyPortal) {
    put("portal.kz", 4, Standing::KnownPortal);
    put("a.kz", 1);
    put("b.kz", 1);
    EXPECT_EQ(to("other-portal.kz", Standing::KnownPortal), 6U) << "the youngest stranger";
    EXPECT_EQ(to("portal.kz", Standing::KnownPortal), 6U) << "however many the portal has";
    put("a.kz", 1);
    EXPECT_EQ(to("other-portal.kz", Standing::KnownPortal), 7U);
}

TEST_F(GivingWay, AmongPortalsTheOneWithTheMostGivesWayToAnother) {
    put("portal.kz", 2, Standing::KnownPortal);
    put("third-portal.kz", 1, Standing::KnownPortal);
    EXPECT_EQ(to("other-portal.kz", Standing::KnownPortal), 2U);
    EXPECT_EQ(to("third-portal.kz", Standing::KnownPortal), std::nullopt);
    EXPECT_EQ(to("new.kz"), std::nullopt);
}

TEST_F(GivingWay, WhatThePersonLooksAtStays) {
    put("a.kz", 2);
    places_.back().mayGo = false;
    EXPECT_EQ(to("new.kz"), 1U) << "it counts, but another one of its site goes";
    EXPECT_EQ(to("portal.kz", Standing::KnownPortal), 1U);
    places_.erase(places_.begin());
    EXPECT_EQ(to("portal.kz", Standing::KnownPortal), std::nullopt);
}

TEST_F(GivingWay, NobodyIsThere) {
    EXPECT_EQ(to("new.kz"), std::nullopt);
    EXPECT_EQ(to("portal.kz", Standing::KnownPortal), std::nullopt);
}

} // namespace
} // namespace tanba::service
