#include "cardreader/monitor/reader_book.h"

#include <gtest/gtest.h>

namespace tanba::card {
namespace {

using namespace pcsc::state;
using Identity = std::optional<CardIdentity>;

const Bytes kAtr{0x3B, 0x80};
const Bytes kOtherAtr{0x3B, 0x81};

class Book : public testing::Test {
  protected:
    Book() {
        book.setService(ServiceState::Running);
        book.setReaders({"A"});
    }
    std::optional<IdentifyJob> see(std::uint32_t bits, unsigned counter, const Bytes& atr = {}) {
        return book.observe({"A", 0, bits | counter << 16, atr});
    }
    IdentifyJob putIn() {
        see(kEmpty, 0);
        return see(kPresent, 1, kAtr).value();
    }
    ReaderSnapshot reader() const { return book.snapshot().readers.at(0); }
    ReaderState stateAfter(FailureCode code) {
        static_cast<void>(book.identified(putIn(), fail(code)));
        return reader().state;
    }

    ReaderBook book;
};

TEST_F(Book, AReaderIsShownOnceItWasLookedAt) {
    EXPECT_FALSE(book.complete());
    EXPECT_TRUE(book.snapshot().readers.empty());
    EXPECT_FALSE(see(kEmpty, 0).has_value());
    EXPECT_TRUE(book.complete());
    EXPECT_EQ(reader(), (ReaderSnapshot{"A", ReaderState::Empty, {}, {}, {}, 0}));
}

TEST(StateAfter, SaysTheSameAsTheBook) {
    EXPECT_EQ(stateAfter(Identity(CardIdentity{"piv", ""})), ReaderState::KnownCard);
    EXPECT_EQ(stateAfter(Identity()), ReaderState::UnknownCard);
    EXPECT_EQ(stateAfter(fail(FailureCode::CardInUse)), ReaderState::InUse);
    EXPECT_EQ(stateAfter(fail(FailureCode::CardMute)), ReaderState::Unreadable);
    EXPECT_EQ(stateAfter(fail(FailureCode::CardIo)), ReaderState::Unreadable);
    EXPECT_EQ(stateAfter(fail(FailureCode::ReaderNoRight)), ReaderState::NoRight);
    EXPECT_EQ(stateAfter(fail(FailureCode::CardAbsent)), ReaderState::Empty);
}

TEST_F(Book, ACardIsReadAndThenKnown) {
    const IdentifyJob job = putIn();
    EXPECT_EQ(job.reader, "A");
    EXPECT_EQ(job.insertion, 1u);
    EXPECT_EQ(job.atr, kAtr);
    EXPECT_EQ(reader().state, ReaderState::Reading);
    EXPECT_FALSE(book.identified(job, Identity(CardIdentity{"piv", "PIV card"})).has_value());
    EXPECT_EQ(reader(), (ReaderSnapshot{"A", ReaderState::KnownCard, kAtr, "piv", "PIV card", 1}));
}

TEST_F(Book, ACardThatNobodyKnows) {
    static_cast<void>(book.identified(putIn(), Identity()));
    EXPECT_EQ(reader().state, ReaderState::UnknownCard);
    EXPECT_EQ(reader().atr, kAtr);
}

TEST_F(Book, PulledCardsLeaveNothingBehind) {
    const IdentifyJob job = putIn();
    see(kEmpty, 2);
    EXPECT_EQ(reader(), (ReaderSnapshot{"A", ReaderState::Empty, {}, {}, {}, 1}));
    static_cast<void>(book.identified(job, Identity(CardIdentity{"piv", ""})));
    EXPECT_EQ(reader().state, ReaderState::Empty);
}

TEST_F(Book, TheCounterTellsACardThatWasSwapped) {
    const IdentifyJob first = putIn();
    const auto second = see(kPresent, 3, kAtr);
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(second->insertion, 2u);
    static_cast<void>(book.identified(first, Identity(CardIdentity{"old", ""})));
    EXPECT_EQ(reader().state, ReaderState::Reading);
    static_cast<void>(book.identified(*second, Identity(CardIdentity{"new", ""})));
    EXPECT_EQ(reader().driver, "new");
}

TEST_F(Book, AnotherAtrIsAnotherCardEvenWithoutACounter) {
    putIn();
    EXPECT_EQ(see(kPresent, 1, kOtherAtr)->insertion, 2u);
}

TEST_F(Book, BeingUsedIsNoNewCard) {
    static_cast<void>(book.identified(putIn(), Identity()));
    EXPECT_FALSE(see(kPresent | kInUse, 1, kAtr).has_value());
    EXPECT_FALSE(see(kPresent, 1, kAtr).has_value());
    EXPECT_EQ(reader().state, ReaderState::UnknownCard);
    EXPECT_EQ(reader().insertion, 1u);
}

TEST_F(Book, MuteCardsAreUnreadable) {
    EXPECT_FALSE(see(kPresent | kMute, 1).has_value());
    EXPECT_EQ(reader().state, ReaderState::Unreadable);
    EXPECT_EQ(reader().insertion, 1u);
    // Put in the right way round.
    EXPECT_EQ(see(kPresent, 3, kAtr)->insertion, 2u);
}

TEST_F(Book, HeldExclusivelyAndLetGo) {
    static_cast<void>(book.identified(putIn(), Identity(CardIdentity{"piv", ""})));
    // Tried at once, and only once at a time: not every service tells when the card is given back.
    EXPECT_EQ(see(kPresent | kExclusive, 1, kAtr)->insertion, 1u);
    EXPECT_FALSE(see(kPresent | kExclusive, 1, kAtr).has_value());
    EXPECT_EQ(reader(), (ReaderSnapshot{"A", ReaderState::InUse, kAtr, {}, {}, 1}));
    const auto job = see(kPresent, 1, kAtr);
    ASSERT_TRUE(job.has_value());
    EXPECT_EQ(job->insertion, 1u);
    EXPECT_EQ(reader().state, ReaderState::Reading);
}

TEST_F(Book, GivenBackWithoutAnEvent) {
    const auto job = see(kPresent | kExclusive, 1, kAtr);
    ASSERT_TRUE(job.has_value());
    EXPECT_TRUE(book.identified(*job, fail(FailureCode::CardInUse)).has_value());
    EXPECT_EQ(reader().state, ReaderState::InUse);
    static_cast<void>(book.identified(*job, Identity(CardIdentity{"piv", ""})));
    EXPECT_EQ(reader().state, ReaderState::KnownCard);
    // What the service tells late is no reason to read the card again.
    EXPECT_FALSE(see(kPresent, 1, kAtr).has_value());
    EXPECT_EQ(reader().state, ReaderState::KnownCard);
}

TEST_F(Book, WhatAFailureSaysOfTheReader) {
    EXPECT_EQ(stateAfter(FailureCode::CardMute), ReaderState::Unreadable);
    see(kEmpty, 2);
    EXPECT_EQ(stateAfter(FailureCode::ReaderNoRight), ReaderState::NoRight);
    see(kEmpty, 2);
    EXPECT_EQ(stateAfter(FailureCode::CardInUse), ReaderState::InUse);
    see(kEmpty, 2);
    // The service will tell of these itself.
    for (const FailureCode code : {FailureCode::CardRemoved, FailureCode::ReaderRemoved,
                                   FailureCode::ReaderServiceOff, FailureCode::Cancelled}) {
        EXPECT_EQ(stateAfter(code), ReaderState::Reading);
        see(kEmpty, 2);
    }
}

TEST_F(Book, DisturbedReadingIsTriedAgainAFewTimes) {
    std::optional<IdentifyJob> job = putIn();
    int tries = 0;
    while (job) {
        EXPECT_EQ(reader().state, ReaderState::Reading);
        job = book.identified(*job, fail(FailureCode::CardReset));
        ++tries;
    }
    EXPECT_EQ(tries, 3);
    EXPECT_EQ(reader().state, ReaderState::Unreadable);
}

TEST_F(Book, ACardInUseIsTriedUntilItIsFree) {
    std::optional<IdentifyJob> job = putIn();
    for (int i = 0; i < 100; ++i) {
        job = book.identified(*job, fail(FailureCode::CardInUse));
        ASSERT_TRUE(job.has_value());
        EXPECT_EQ(reader().state, ReaderState::InUse);
    }
    static_cast<void>(book.identified(*job, Identity()));
    EXPECT_EQ(reader().state, ReaderState::UnknownCard);
}

TEST_F(Book, ReadersThatLeft) {
    putIn();
    see(kUnknown | kUnavailable, 0);
    EXPECT_TRUE(book.snapshot().readers.empty());
    book.setReaders({"B"});
    EXPECT_FALSE(book.complete());
    book.setReaders({});
    EXPECT_TRUE(book.complete());
    EXPECT_TRUE(book.rows().empty());
}

TEST_F(Book, InsertionsAreCountedAnewWhenTheReaderComesBack) {
    putIn();
    book.setReaders({});
    book.setReaders({"A"});
    EXPECT_EQ(see(kPresent, 7, kAtr)->insertion, 1u);
}

TEST_F(Book, WithoutAServiceNothingIsKnown) {
    putIn();
    book.setService(ServiceState::Off);
    EXPECT_EQ(book.snapshot(), Snapshot{});
}

TEST_F(Book, RowsCarryWhatIsBelieved) {
    see(kPresent | kChanged | kIgnore, 5, kAtr);
    const auto rows = book.rows();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].reader, "A");
    EXPECT_EQ(rows[0].believed, kPresent | 5u << 16);
}

} // namespace
} // namespace tanba::card
