#include "app/service/consent/series.h"

#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace tanba::service {
namespace {

class SetClock : public Clock {
  public:
    Time now() const override { return time; }
    Time time = tanba::test::goodTime();
};

ConsentItem item(std::string_view content) {
    ConsentItem made;
    made.content = std::make_shared<const Bytes>(toBytes(content));
    made.size = content.size();
    return made;
}

ConsentQuestion question(const std::vector<std::string>& contents = {"%PDF-1.7 first"}) {
    ConsentQuestion made;
    made.id = 1;
    made.caller.connection = 7;
    made.caller.kind = Caller::Kind::Browser;
    made.caller.origin = "https://portal.example.kz";
    made.format = ConsentFormat::CmsDetached;
    for (const std::string& content : contents)
        made.items.push_back(item(content));
    return made;
}

const Bytes kKey = {1, 2, 3};

SeriesBinding binding() {
    return *seriesBinding(question(), kKey, KeyOwner::Myself);
}

TEST(DocumentClass, KnowsWhatCanBeLookedAt) {
    EXPECT_EQ(documentClassOf(item("%PDF-1.4")), "pdf");
    EXPECT_EQ(documentClassOf(item("\x89PNG\r\n\x1A\n....")), "picture");
    EXPECT_EQ(documentClassOf(item("<?xml version=\"1.0\"?><a/>")), "xml");
    EXPECT_EQ(documentClassOf(item("Шарт\n")), "text");
    std::string longText(100'000, 'a');
    longText.push_back('\xFF');
    EXPECT_EQ(documentClassOf(item(longText)), "text") << "judged by its beginning";
    EXPECT_EQ(documentClassOf(item("PK\x03\x04")), "");
    EXPECT_EQ(documentClassOf(item("\xD0")), "") << "half a character";
    EXPECT_EQ(documentClassOf(item("")), "");
    EXPECT_EQ(documentClassOf(ConsentItem{}), "");
}

TEST(DocumentClass, IsNotUndecidedByACutCharacter) {
    std::string text(64 * 1024 - 1, 'a');
    text.append("ң and more");
    EXPECT_EQ(documentClassOf(item(text)), "text");
}

struct NeverRow {
    const char* name;
    std::function<void(ConsentQuestion&)> change;
};

class NeverInASeries : public testing::TestWithParam<NeverRow> {};

TEST_P(NeverInASeries, HasNoBinding) {
    ConsentQuestion asked = question();
    ASSERT_TRUE(seriesBinding(asked, kKey, KeyOwner::Myself).has_value());
    GetParam().change(asked);
    EXPECT_FALSE(seriesBinding(asked, kKey, KeyOwner::Myself).has_value());
}

INSTANTIATE_TEST_SUITE_P(
    Series, NeverInASeries,
    testing::Values(
        NeverRow{"Login",
                 [](auto& asked) { asked.items[0].classification.contentClass = sign::ContentClass::Login; }},
        NeverRow{"HashOnly",
                 [](auto& asked) {
                     asked.items[0].classification.contentClass = sign::ContentClass::HashOnly;
                     asked.items[0].content = nullptr;
                 }},
        NeverRow{"Raw", [](auto& asked) { asked.format = ConsentFormat::Raw; }},
        NeverRow{"RawClass",
                 [](auto& asked) { asked.items[0].classification.contentClass = sign::ContentClass::Raw; }},
        NeverRow{"Unreadable", [](auto& asked) { asked.items[0] = item(std::string("\x00\x01", 2)); }},
        NeverRow{"UnknownOrigin", [](auto& asked) { asked.caller.origin.reset(); }},
        NeverRow{"Program", [](auto& asked) { asked.caller.kind = Caller::Kind::Program; }},
        NeverRow{"Certificate", [](auto& asked) { asked.withCertificate = true; }},
        NeverRow{"OtherQuestion", [](auto& asked) { asked.kind = ConsentQuestion::Kind::ShowIdentity; }},
        NeverRow{"Mixed", [](auto& asked) { asked.items.push_back(item("text")); }},
        NeverRow{"SignedBefore", [](auto& asked) { asked.items[0].presentSigners = {"A"}; }},
        NeverRow{"Empty", [](auto& asked) { asked.items.clear(); }}),
    [](const auto& row) { return row.param.name; });

TEST(Series, IsNeverForAKeyOfAnother) {
    EXPECT_FALSE(seriesBinding(question(), kKey, KeyOwner::SomebodyElse).has_value());
}

TEST(SeriesHistory, OffersAfterTheThirdDocument) {
    SeriesHistory history;
    for (int time = 0; time < 2; ++time) {
        history.signedOne(binding());
        EXPECT_FALSE(history.mayOffer(binding()));
    }
    history.signedOne(binding());
    EXPECT_TRUE(history.mayOffer(binding()));
    SeriesBinding other = binding();
    other.connection = 8;
    EXPECT_FALSE(history.mayOffer(other));
    history.connectionClosed(8);
    EXPECT_TRUE(history.mayOffer(binding()));
    history.connectionClosed(7);
    EXPECT_FALSE(history.mayOffer(binding()));
}

TEST(SeriesHistory, StaysSmall) {
    SeriesHistory history;
    SeriesBinding first = binding();
    for (int time = 0; time < 3; ++time)
        history.signedOne(first);
    for (ConnectionId connection = 100; connection < 100 + SeriesHistory::kMaxBindings; ++connection) {
        SeriesBinding other = binding();
        other.connection = connection;
        history.signedOne(other);
    }
    EXPECT_FALSE(history.mayOffer(first)) << "the oldest made room";
}

TEST(Series, CountsItsDocuments) {
    const SetClock clock;
    Series series(binding(), 3, clock);
    EXPECT_EQ(series.left(), 3U);
    EXPECT_TRUE(series.take(7, binding(), 1));
    EXPECT_TRUE(series.take(7, binding(), 2));
    EXPECT_EQ(series.left(), 0U);
    EXPECT_FALSE(series.ended().has_value());
    EXPECT_FALSE(series.take(7, binding(), 1));
    EXPECT_EQ(series.ended(), SeriesEnd::CountReached);
    EXPECT_EQ(series.used(), 3U);
}

TEST(Series, HasAtMostTwoHundred) {
    const SetClock clock;
    EXPECT_EQ(Series(binding(), 5000, clock).count(), Series::kMaxCount);
    EXPECT_EQ(Series(binding(), 0, clock).ended(), SeriesEnd::CountReached);
}

TEST(Series, DoesNotTakeMoreThanIsLeft) {
    const SetClock clock;
    Series series(binding(), 3, clock);
    EXPECT_FALSE(series.take(7, binding(), 4));
    EXPECT_EQ(series.ended(), SeriesEnd::CountReached);
    EXPECT_EQ(series.used(), 0U);
}

TEST(Series, EndsAfterTenMinutes) {
    SetClock clock;
    Series series(binding(), 100, clock);
    clock.time += Series::kMaxTime - std::chrono::seconds(1);
    EXPECT_TRUE(series.take(7, binding(), 1));
    clock.time += std::chrono::seconds(1);
    EXPECT_FALSE(series.take(7, binding(), 1));
    EXPECT_EQ(series.ended(), SeriesEnd::TimeOver);
    EXPECT_EQ(series.until(), tanba::test::goodTime() + Series::kMaxTime);
}

TEST(Series, EndsWhenTheClockIsSetBack) {
    SetClock clock;
    Series series(binding(), 100, clock);
    clock.time -= std::chrono::hours(1);
    series.tick();
    EXPECT_EQ(series.ended(), SeriesEnd::TimeOver);
}

TEST(Series, EndsWithAnyOtherRequestOfItsConnection) {
    const SetClock clock;
    const std::vector<std::function<void(SeriesBinding&)>> changes = {
        [](auto& changed) { changed.origin = "https://other.kz"; },
        [](auto& changed) { changed.key = {9}; },
        [](auto& changed) { changed.format = ConsentFormat::CmsAttached; },
        [](auto& changed) { changed.documentClass = "xml"; },
        [](auto& changed) { changed.withTimestamp = true; },
    };
    for (const auto& change : changes) {
        Series series(binding(), 100, clock);
        SeriesBinding other = binding();
        change(other);
        EXPECT_FALSE(series.take(7, other, 1));
        EXPECT_EQ(series.ended(), SeriesEnd::OtherRequest);
        EXPECT_FALSE(series.take(7, binding(), 1)) << "and stays ended";
    }
    Series series(binding(), 100, clock);
    EXPECT_FALSE(series.take(7, std::nullopt, 1));
    EXPECT_EQ(series.ended(), SeriesEnd::OtherRequest);
}

TEST(Series, LeavesOtherConnectionsAlone) {
    const SetClock clock;
    Series series(binding(), 100, clock);
    SeriesBinding other = binding();
    other.connection = 8;
    EXPECT_FALSE(series.take(8, other, 1));
    EXPECT_FALSE(series.ended().has_value());
    EXPECT_TRUE(series.take(7, binding(), 1));
}

TEST(Series, EndsFromOutsideOnceAndForAll) {
    const SetClock clock;
    std::set<std::string_view> names;
    for (const SeriesEnd end : {SeriesEnd::Stopped, SeriesEnd::Locked, SeriesEnd::Suspended,
                                SeriesEnd::TokenGone, SeriesEnd::ConnectionClosed, SeriesEnd::Failed}) {
        Series series(binding(), 100, clock);
        series.end(end);
        series.end(SeriesEnd::TimeOver);
        EXPECT_EQ(series.ended(), end);
        EXPECT_FALSE(series.take(7, binding(), 1));
        names.insert(seriesEndName(end));
    }
    EXPECT_EQ(names.size(), 6U);
    EXPECT_EQ(names.count(""), 0U);
}

} // namespace
} // namespace tanba::service
