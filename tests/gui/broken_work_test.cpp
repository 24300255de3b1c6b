#include "app/gui/after_work.h"
#include "app/gui/documents/key_opening.h"
#include "tests/gui/check_world.h"
#include "tests/gui/sign_world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <fstream>
#include <new>
#include <stdexcept>

#ifdef __linux__
#include <unistd.h>
#endif

namespace tanba::gui::test {
namespace {

/// What `done` gets when the work throws; the runner's signal is counted in `lost`.
template <typename Value>
Value brokenBy(const std::function<void()>& thrower, std::vector<FailureCode>* lost = nullptr) {
    TaskRunner tasks;
    QObject receiver;
    std::optional<Value> got;
    QObject::connect(&tasks, &TaskRunner::lost, &receiver, [lost](const Failure& failure) {
        ASSERT_NE(lost, nullptr);
        lost->push_back(failure.code);
    });
    tasks.run<Value>(
        &receiver,
        [thrower](const WorkControl&) -> Value {
            thrower();
            std::abort();
        },
        [&got](Value value) { got = std::move(value); });
    waitFor([&got] { return got.has_value(); });
    EXPECT_TRUE(tasks.idle());
    return std::move(*got);
}

void runOut() {
    throw std::bad_alloc();
}

TEST(BrokenWork, IsAFailureWithASentence) {
    EXPECT_EQ(brokenBy<Outcome>(runOut).failure().code, FailureCode::OutOfMemory);
    EXPECT_EQ(brokenBy<Result<std::string>>([] { throw std::logic_error("a bug"); }).failure().code,
              FailureCode::Internal);
    EXPECT_EQ(brokenBy<Outcome>([] { throw 7; }).failure().code, FailureCode::Internal);
    EXPECT_EQ(brokenBy<Outcome>([] { static_cast<void>(std::vector<char>().at(1)); }).failure().code,
              FailureCode::Internal);
}

struct WithOutcome {
    bool opened = true;
    Outcome outcome = Done{};
};
struct WithFailure {
    std::vector<int> found{};
    std::optional<Failure> failure{};
};
struct BeginningWithResult {
    Result<int> result;
    std::vector<int> more{};
};

TEST(BrokenWork, IsToldWhereTheResultHasAPlaceForIt) {
    EXPECT_EQ(brokenBy<WithOutcome>(runOut).outcome.failure().code, FailureCode::OutOfMemory);
    EXPECT_EQ(brokenBy<WithFailure>(runOut).failure->code, FailureCode::OutOfMemory);
    EXPECT_EQ(brokenBy<BeginningWithResult>(runOut).result.failure().code, FailureCode::OutOfMemory);
}

TEST(BrokenWork, WithoutAPlaceForItFindsNothingAndIsToldByTheRunner) {
    std::vector<FailureCode> lost;
    EXPECT_TRUE(brokenBy<std::vector<int>>(runOut, &lost).empty());
    EXPECT_EQ(brokenBy<std::shared_ptr<int>>(runOut, &lost), nullptr);
    EXPECT_EQ(lost, (std::vector{FailureCode::OutOfMemory, FailureCode::OutOfMemory}));
}

TEST(BrokenWork, OtherWorkLivesOn) {
    TaskRunner tasks;
    QObject receiver;
    std::vector<std::string> ended;
    tasks.runInOrder<Outcome>(
        &receiver,
        []() -> Outcome {
            runOut();
            return Done{};
        },
        [&ended](const Outcome& written) { ended.emplace_back(written.ok() ? "written" : "broken"); });
    tasks.runInOrder<Outcome>(
        &receiver, []() -> Outcome { return Done{}; },
        [&ended](const Outcome& written) { ended.emplace_back(written.ok() ? "written" : "broken"); });
    waitFor([&tasks] { return tasks.idle(); });
    EXPECT_EQ(ended, (std::vector<std::string>{"broken", "written"}));
}

/// As when this file wants more memory than there is.
void breakReading(World& world, const std::filesystem::path& file) {
    world.files().beforeReading = [file](const std::filesystem::path& read) -> Outcome {
        if (read == file)
            throw std::bad_alloc();
        return Done{};
    };
}

QString outOfMemory(World& world) {
    return fromUtf8(world.words().sentence(fail(FailureCode::OutOfMemory)).what);
}

TEST(BrokenWork, OfNoPageIsToldAboveThePageInTheLanguageOfTheWindow) {
    SignWorld world;
    const auto file = world.put("contract.txt");
    breakReading(world, file);
    world.window().openFiles({QString::fromStdString(file.string())});
    world.settle();
    EXPECT_TRUE(world.sees(outOfMemory(world)));
    world.words().setLanguage(text::Language::Ru);
    EXPECT_TRUE(world.sees(outOfMemory(world)));
    world.files().beforeReading = nullptr;
    world.window().openFiles({QString::fromStdString(file.string())});
    world.settle();
    EXPECT_EQ(world.count(documents::RowState::Waiting), 1U) << "and the program goes on";
}

TEST(BrokenWork, OfAFileThatIsCheckedIsToldOnItsPage) {
    SignWorld world;
    const auto file = world.put("contract.cms", "any");
    breakReading(world, file);
    world.window().go(Place::Check);
    world.checks().open({file});
    world.until([&world] { return !world.checks().working(); });
    EXPECT_TRUE(world.sees(outOfMemory(world))) << world.visibleText().toStdString();
}

TEST(BrokenWork, OfACheckBeforeItsFirstFileIsToldOnItsPage) {
    SignWorld world;
    trustAuthority(world);
    const auto file = world.put("contract.cms", "any");
    breakReading(world, world.home() / "lists" / "list.crl");
    world.window().go(Place::Check);
    world.checks().open({file});
    world.until([&world] { return !world.checks().working(); });
    EXPECT_TRUE(world.sees(outOfMemory(world))) << world.visibleText().toStdString();
    EXPECT_EQ(world.checks().entries().front().state, CheckState::Waiting);
}

TEST(BrokenWork, WithAKeyIsAFailureAndTheCallerKnowsHowFarItCame) {
    DiskFileStore files;
    SigningKeyOption option;
    option.file = "/nowhere/key.p12";
    bool opened = false;
    const auto after = withTokenOf(option, nullptr, files, [&opened](keys::Token&) {
        opened = true;
        throw std::bad_alloc();
    });
    ASSERT_FALSE(after.ok());
    EXPECT_EQ(after.failure().code, FailureCode::OutOfMemory);
    EXPECT_TRUE(opened);
}

TEST(BrokenWork, OfASignatureLeavesTheRunWhereItWas) {
    SignWorld world;
    world.putOwnKey();
    world.open({world.put("one.txt"), world.put("two.txt")});
    world.press(Phrase::SignNext);
    auto left = std::make_shared<std::atomic<bool>>(true);
    world.files().beforeWriting = [left](const std::filesystem::path& file) -> Outcome {
        if (file.extension() == ".p7s" && left->exchange(false))
            throw std::bad_alloc();
        return Done{};
    };
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.stage(), SigningDesk::Stage::Ended);
    EXPECT_TRUE(world.sees(outOfMemory(world))) << world.visibleText().toStdString();
    world.press(Phrase::SignGoOn);
    world.sign(Phrase::KeyPassword, kSignPassword);
    EXPECT_EQ(world.count(documents::RowState::Done), 2U);
}

TEST(BrokenWork, OfTheServiceLeavesItOffWithAReason) {
    World world;
    PortalPorts ports = world.portalPorts().ports();
    ports.start = [](service::ConsentDesk&, const std::function<void(const std::string&)>&)
        -> Result<std::unique_ptr<RunningService>> { throw std::bad_alloc(); };
    PortalSwitch service(
        std::move(ports), world.portals().consent, [] {}, world.desk().tasks, world.settings());
    service.setOn(true);
    world.until([&service] { return service.state() == PortalSwitch::State::Failed; });
    ASSERT_TRUE(service.failure().has_value());
    EXPECT_EQ(service.failure()->code, FailureCode::OutOfMemory);
}

#if defined(__linux__) && !defined(TANBA_SANITIZED)

/// Megabytes of memory that the process has in use.
double megabytesInUse() {
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    statm >> pages >> pages;
    constexpr double kMegabyte = 1024 * 1024;
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / kMegabyte;
}

TEST(AfterWork, TheHeapOfALargeDocumentGoesBackWhileTheWindowIsInUse) {
    TaskRunner tasks;
    const AfterWork afterWork(tasks);
    QObject receiver;
    const double before = megabytesInUse();
    double during = 0;
    // Small blocks, as of a tree of XML, with one that stays behind each thousand: nothing of it is at the
    // end of the heap, so that the allocator does not give it back by itself.
    std::vector<std::unique_ptr<std::array<char, 1000>>> stay;
    tasks.run<Outcome>(
        &receiver,
        [&stay, &during](const WorkControl&) -> Outcome {
            std::vector<std::unique_ptr<std::array<char, 1000>>> tree;
            for (int block = 0; block < 300'000; ++block)
                tree.push_back(std::make_unique<std::array<char, 1000>>());
            during = megabytesInUse();
            for (std::size_t block = 0; block < tree.size(); block += 1000)
                stay.push_back(std::move(tree[block]));
            return Done{};
        },
        [](const Outcome&) {});
    waitFor([&tasks] { return tasks.idle(); });
    EXPECT_GT(during, before + 250);
    EXPECT_GT(megabytesInUse(), before + 250) << "this test proves nothing where the heap shrinks by itself";
    waitFor([before] { return megabytesInUse() < before + 50; });
}

#endif

} // namespace
} // namespace tanba::gui::test
