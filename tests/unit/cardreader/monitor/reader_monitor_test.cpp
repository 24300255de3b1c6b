#include "cardreader/monitor/reader_monitor.h"

#include "core/base/encoding.h"
#include "tests/support/scripted_pcsc.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

namespace tanba::card {
namespace {

using namespace std::chrono_literals;
using test::Habits;
using test::ScriptedCard;
using test::ScriptedPcsc;
using Identity = std::optional<CardIdentity>;

constexpr std::chrono::seconds kPatience{20};

/// What the monitor published, in order.
class Publications {
  public:
    ReaderMonitor::Publish sink() {
        return [this](const Snapshot& snapshot) {
            const std::lock_guard lock(mutex_);
            all_.push_back(snapshot);
            changed_.notify_all();
        };
    }
    /// Waits until the newest one is as asked.
    template <typename Wanted>
    bool until(const Wanted& wanted) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, kPatience, [&] { return !all_.empty() && wanted(all_.back()); });
    }
    /// The same, while virtual time passes in steps.
    template <typename Wanted>
    bool untilAsTimePasses(test::VirtualWaiter& clock, pcsc::Duration step, const Wanted& wanted) {
        const auto start = std::chrono::steady_clock::now();
        std::unique_lock lock(mutex_);
        while (all_.empty() || !wanted(all_.back())) {
            if (std::chrono::steady_clock::now() - start > kPatience)
                return false;
            clock.advance(step);
            changed_.wait_for(lock, std::chrono::milliseconds(1));
        }
        return true;
    }
    bool untilService(ServiceState state) {
        return until([&](const Snapshot& now) { return now.service == state; });
    }
    bool untilReader(const std::string& name, ReaderState state, unsigned insertion) {
        return until([&](const Snapshot& now) {
            for (const ReaderSnapshot& reader : now.readers)
                if (reader.name == name && reader.state == state && reader.insertion == insertion)
                    return true;
            return false;
        });
    }
    bool untilReaders(std::size_t count) {
        return until([&](const Snapshot& now) {
            return now.service == ServiceState::Running && now.readers.size() == count;
        });
    }
    std::vector<Snapshot> all() {
        const std::lock_guard lock(mutex_);
        return all_;
    }
    /// States through which a reader went, without repetitions.
    std::vector<ReaderState> statesOf(const std::string& name) {
        std::vector<ReaderState> states;
        for (const Snapshot& snapshot : all())
            for (const ReaderSnapshot& reader : snapshot.readers)
                if (reader.name == name && (states.empty() || states.back() != reader.state))
                    states.push_back(reader.state);
        return states;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Snapshot> all_;
};

class MonitorTest : public testing::TestWithParam<Habits> {
  protected:
    MonitorTest() { pcsc.plug("A"); }

    void start(Identify identify) {
        monitor = std::make_unique<ReaderMonitor>(pcsc, pcsc.clock(), std::move(identify), published.sink());
    }
    /// Identifies with one command in a session; knows cards that begin 3B 80.
    Identify asking() {
        return [](CardSlot& slot, ByteView atr, const CancelToken& cancel) -> Result<Identity> {
            TANBA_TRY(const auto session, slot.begin(&cancel));
            TANBA_TRY(const ResponseApdu response,
                      session->transmit(CommandApdu(0x00, 0xA4, 0x04, 0x0C).withData(Bytes{1, 2, 3})));
            if (!response.ok() || atr.size() < 2 || atr[1] != 0x80)
                return Identity();
            return Identity(CardIdentity{"driver", "A card"});
        };
    }
    static ScriptedCard card(Bytes atr = {0x3B, 0x80}) {
        ScriptedCard made;
        made.atr = std::move(atr);
        made.answer = [](ByteView) { return Bytes{0x90, 0x00}; };
        return made;
    }

    ScriptedPcsc pcsc{GetParam()};
    Publications published;
    std::unique_ptr<ReaderMonitor> monitor;
};

INSTANTIATE_TEST_SUITE_P(Systems, MonitorTest, testing::Values(Habits::Pcsclite, Habits::Windows),
                         [](const auto& habits) {
                             return habits.param == Habits::Windows ? "Windows" : "Pcsclite";
                         });

TEST_P(MonitorTest, AnEmptyReader) {
    start(asking());
    EXPECT_TRUE(published.untilReader("A", ReaderState::Empty, 0));
    EXPECT_EQ(published.all().size(), 1u);
}

TEST_P(MonitorTest, NoReaderAtAll) {
    pcsc.unplug("A");
    start(asking());
    EXPECT_TRUE(published.untilReaders(0));
}

TEST_P(MonitorTest, ACardThatIsInTheReaderFromTheStart) {
    pcsc.insert("A", card());
    start(asking());
    EXPECT_TRUE(published.untilReader("A", ReaderState::KnownCard, 1));
    const auto first = published.all().front();
    EXPECT_EQ(first.readers.at(0).state, ReaderState::Reading);
    EXPECT_EQ(published.all().back().readers.at(0).driver, "driver");
    EXPECT_EQ(published.all().back().readers.at(0).cardName, "A card");
    EXPECT_EQ(toHex(published.all().back().readers.at(0).atr), "3b80");
}

TEST_P(MonitorTest, PutInAndPulled) {
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::Empty, 0));
    pcsc.insert("A", card());
    ASSERT_TRUE(published.untilReader("A", ReaderState::KnownCard, 1));
    pcsc.pull("A");
    ASSERT_TRUE(published.until([&](const Snapshot& now) {
        pcsc.clock().advance(400ms); // a card pulled in a transaction is claimed so long
        return now.readers.at(0).state == ReaderState::Empty;
    }));
    pcsc.insert("A", card({0x3B, 0x81}));
    ASSERT_TRUE(published.untilReader("A", ReaderState::UnknownCard, 2));
    EXPECT_EQ(published.statesOf("A"),
              (std::vector<ReaderState>{ReaderState::Empty, ReaderState::Reading, ReaderState::KnownCard,
                                        ReaderState::Empty, ReaderState::Reading, ReaderState::UnknownCard}));
}

TEST_P(MonitorTest, SwappedWithinOneWait) {
    pcsc.insert("A", card());
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::KnownCard, 1));
    ASSERT_TRUE(pcsc.untilAllClosedExceptWaiting());
    pcsc.swap("A", card());
    EXPECT_TRUE(published.untilReader("A", ReaderState::KnownCard, 2));
}

TEST_P(MonitorTest, MuteCard) {
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::Empty, 0));
    pcsc.insertMute("A");
    EXPECT_TRUE(published.untilReader("A", ReaderState::Unreadable, 1));
    EXPECT_EQ(pcsc.countOf("connect A"), 0u);
}

TEST_P(MonitorTest, ReadersComeAndGo) {
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::Empty, 0));
    ASSERT_TRUE(pcsc.untilSomebodyWaits());
    pcsc.plug("B");
    ASSERT_TRUE(published.untilReaders(2));
    pcsc.insert("B", card());
    ASSERT_TRUE(published.untilReader("B", ReaderState::KnownCard, 1));
    pcsc.unplug("B");
    ASSERT_TRUE(published.untilReaders(1));
    pcsc.unplug("A");
    ASSERT_TRUE(published.untilReaders(0));
    ASSERT_TRUE(pcsc.untilSomebodyWaits());
    pcsc.plug("A");
    ASSERT_TRUE(published.untilReaders(1));
}

TEST_P(MonitorTest, AReaderThatWasMissedIsFoundWithinAMinute) {
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::Empty, 0));
    ASSERT_TRUE(pcsc.untilSomebodyWaits());
    pcsc.plugUnnoticed("B");
    pcsc.clock().advance(60s);
    EXPECT_TRUE(published.untilReaders(2));
}

TEST_P(MonitorTest, ServiceOffThenOn) {
    pcsc.stopService();
    start(asking());
    ASSERT_TRUE(published.untilService(ServiceState::Off));
    EXPECT_TRUE(published.all().back().readers.empty());
    pcsc.startService();
    EXPECT_TRUE(published.untilAsTimePasses(pcsc.clock(), 1s, [](const Snapshot& now) {
        return now.readers.size() == 1 && now.readers.at(0).state == ReaderState::Empty;
    }));
}

TEST_P(MonitorTest, ServiceOffIsAskedOnceASecond) {
    pcsc.stopService();
    start(asking());
    ASSERT_TRUE(pcsc.untilCalled("establish", 1));
    for (unsigned second = 2; second < 6; ++second) {
        ASSERT_TRUE(pcsc.clock().untilWaiting(1));
        EXPECT_EQ(pcsc.countOf("establish"), second - 1);
        pcsc.clock().advance(1s);
        ASSERT_TRUE(pcsc.untilCalled("establish", second));
    }
    EXPECT_EQ(published.all().size(), 1u);
}

TEST_P(MonitorTest, ServiceDiesUnderTheWaitAndComesBack) {
    pcsc.insert("A", card());
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::KnownCard, 1));
    pcsc.stopService();
    ASSERT_TRUE(published.untilService(ServiceState::Off));
    pcsc.startService();
    EXPECT_TRUE(published.untilAsTimePasses(pcsc.clock(), 1s, [](const Snapshot& now) {
        return now.readers.size() == 1 && now.readers.at(0).state == ReaderState::KnownCard;
    }));
}

TEST_P(MonitorTest, NotAllowedToUseTheService) {
    pcsc.denyService(true);
    start(asking());
    EXPECT_TRUE(published.untilService(ServiceState::NoRight));
}

TEST_P(MonitorTest, NotAllowedToUseTheCard) {
    pcsc.denyCards(true);
    pcsc.insert("A", card());
    start(asking());
    EXPECT_TRUE(published.untilReader("A", ReaderState::NoRight, 1));
}

TEST_P(MonitorTest, HeldExclusivelyByAnotherProgramAndLetGo) {
    pcsc.holdExclusively("A");
    pcsc.insert("A", card());
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::InUse, 1));
    pcsc.letGo("A");
    EXPECT_TRUE(published.untilAsTimePasses(pcsc.clock(), 500ms, [](const Snapshot& now) {
        return now.readers.at(0).state == ReaderState::KnownCard;
    }));
}

TEST_P(MonitorTest, AnotherProgramsLongTransaction) {
    pcsc.insert("A", card());
    pcsc.holdTransaction("A", 1h);
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::InUse, 1));
    pcsc.letGo("A");
    ASSERT_TRUE(published.untilAsTimePasses(pcsc.clock(), 500ms, [](const Snapshot& now) {
        return now.readers.at(0).state == ReaderState::KnownCard;
    }));
    // The service claims nothing that our own sessions did.
    EXPECT_EQ(published.all().back().readers.at(0).insertion, 1u);
}

TEST_P(MonitorTest, OurOwnSessionsAreNoNews) {
    pcsc.insert("A", card());
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::KnownCard, 1));
    ASSERT_TRUE(pcsc.untilAllClosedExceptWaiting());
    EXPECT_EQ(pcsc.countOf("connect A"), 1u);
    EXPECT_EQ(published.all().size(), 2u);
    EXPECT_EQ(pcsc.countOf("end leave"), 1u);
}

TEST_P(MonitorTest, SlowIdentificationDoesNotHoldUpOtherNews) {
    pcsc::Bell go;
    pcsc.plug("B");
    start([&go](CardSlot&, ByteView, const CancelToken&) -> Result<Identity> {
        EXPECT_TRUE(go.waitFor(kPatience));
        return Identity(CardIdentity{"slow", ""});
    });
    ASSERT_TRUE(published.untilReaders(2));
    pcsc.insert("A", card());
    ASSERT_TRUE(published.untilReader("A", ReaderState::Reading, 1));
    pcsc.insertMute("B");
    ASSERT_TRUE(published.untilReader("B", ReaderState::Unreadable, 1));
    pcsc.pull("A");
    ASSERT_TRUE(published.untilReader("A", ReaderState::Empty, 1));
    go.ring();
    pcsc.insert("A", card());
    EXPECT_TRUE(published.untilReader("A", ReaderState::KnownCard, 2));
}

TEST_P(MonitorTest, ChangesArePublishedWithin50Milliseconds) {
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::Empty, 0));
    for (unsigned i = 1; i <= 10; ++i) {
        ASSERT_TRUE(pcsc.untilSomebodyWaits());
        const auto before = std::chrono::steady_clock::now();
        pcsc.insertMute("A");
        ASSERT_TRUE(published.untilReader("A", ReaderState::Unreadable, i));
        const auto took = std::chrono::steady_clock::now() - before;
        // The bound, with room for a machine that is busy with other tests.
        EXPECT_LT(took, 1s);
        if (took < 50ms)
            return;
        pcsc.pull("A");
        ASSERT_TRUE(published.untilReader("A", ReaderState::Empty, i));
    }
    FAIL() << "ten changes, and none was published within 50 ms";
}

TEST_P(MonitorTest, StopsAtEveryMoment) {
    for (int i = 0; i < 50; ++i) {
        start(asking());
        if (i % 3 == 1) {
            ASSERT_TRUE(pcsc.untilSomebodyWaits());
        }
        if (i % 3 == 2) {
            ASSERT_TRUE(published.untilService(ServiceState::Running));
        }
        monitor.reset();
    }
    pcsc.stopService();
    for (int i = 0; i < 10; ++i) {
        start(asking());
        monitor.reset();
    }
}

TEST_P(MonitorTest, StopsWhileAnotherProgramHoldsTheCard) {
    pcsc.insert("A", card());
    pcsc.holdTransaction("A", 1h);
    start(asking());
    ASSERT_TRUE(published.untilReader("A", ReaderState::Reading, 1));
    monitor.reset();
    pcsc.letGo("A");
}

} // namespace
} // namespace tanba::card
