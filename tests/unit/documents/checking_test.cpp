#include "app/documents/checking.h"

#include "app/documents/signing_format.h"
#include "core/sign/cms_signer.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace tanba::documents {
namespace {

using test::outcome;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using trust::Verdict;

/// A person whose authority lies in /trust, and an empty disk besides.
struct World {
    test::Authority root = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    test::Identity person = root.issue(crypto::KeyAlgorithm::Ec);
    test::MemoryFileStore disk;
    CheckSettings settings;

    World() {
        const ByteView der = root.certificate().der();
        disk.put("/trust/root.cer", Bytes(der.begin(), der.end()));
        disk.put("/lists/root.crl",
                 root.crl({}, test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T00:00:00Z")));
        disk.putFolder("/in");
        settings.trustFolder = "/trust";
        settings.crlFolder = "/lists";
    }

    Bytes signatureOf(std::string_view content, sign::CmsContent placement) {
        MemoryInput input(viewOf(content));
        MemorySink out;
        sign::CmsOptions options;
        options.content = placement;
        options.signingTime = test::goodTime();
        const auto session = test::sessionFor(person);
        EXPECT_EQ(outcome(sign::signCms(*session, input, options, out, {})), "ok");
        return out.content;
    }
    void putDetached(const std::string& path, std::string_view content) {
        disk.put(path, signatureOf(content, sign::CmsContent::Detached));
    }
    void putAttached(const std::string& path, std::string_view content) {
        disk.put(path, signatureOf(content, sign::CmsContent::Attached));
    }

    std::unique_ptr<Checking> checking(OpenInput open = {}) {
        auto made = Checking::prepare(settings, disk, test::goodTime(), {}, std::move(open));
        EXPECT_EQ(outcome(made), "ok");
        return std::move(made).value();
    }
    CheckedFile check(const CheckItem& item) { return checking()->check(item, {}); }
};

std::string verdictOf(const CheckedFile& checked) {
    return checked.report.ok() ? std::string(trust::verdictName(checked.report.value().verdict))
                               : outcome(checked.report);
}

TEST(DocumentNames, SayWhatADetachedSignatureMaySign) {
    EXPECT_THAT(possibleDocuments("/a/act.pdf.p7s"), ElementsAre("/a/act.pdf"));
    EXPECT_THAT(possibleDocuments("act.pdf.cms"), ElementsAre("act.pdf"));
    EXPECT_THAT(possibleDocuments("act.sig"), ElementsAre("act"));
    EXPECT_THAT(possibleDocuments("act.pdf (2).p7s"), ElementsAre("act.pdf (2)", "act.pdf"));
    EXPECT_THAT(possibleDocuments("act.pdf (12).p7s"), ElementsAre("act.pdf (12)", "act.pdf"));
    for (const char* other :
         {"act ().p7s", "act(2).p7s", "act (2a).p7s", "(2).p7s", " (2).p7s", "act 2).p7s"})
        EXPECT_THAT(possibleDocuments(other), SizeIs(1)) << other;
    for (const char* none : {"", ".p7s", "act.pdf", "act.p7s.pem", "p7s"})
        EXPECT_THAT(possibleDocuments(none), IsEmpty()) << none;
}

TEST(Checking, AnAttachedDocumentNeedsNothingBeside) {
    World w;
    w.putAttached("/in/a.cms", "document");
    const CheckedFile checked = w.check({"/in/a.cms", {}});
    EXPECT_EQ(verdictOf(checked), "valid");
    EXPECT_EQ(checked.name, "/in/a.cms");
    EXPECT_EQ(checked.content, "");
    EXPECT_THAT(checked.lookedFor, IsEmpty());
    EXPECT_EQ(checked.report.value().policy, "tanba-offline-1");
}

TEST(Checking, TheDocumentIsFoundBesideItsSignature) {
    World w;
    w.disk.put("/in/a.txt", toBytes("document"));
    w.putDetached("/in/a.txt.p7s", "document");
    w.putDetached("/in/a.txt (2).p7s", "document");
    for (const char* name : {"/in/a.txt.p7s", "/in/a.txt (2).p7s"}) {
        const CheckedFile checked = w.check({name, {}});
        EXPECT_EQ(verdictOf(checked), "valid") << name;
        EXPECT_EQ(checked.content, "/in/a.txt");
    }
    w.disk.put("/in/a.txt", toBytes("Document"));
    EXPECT_EQ(verdictOf(w.check({"/in/a.txt.p7s", {}})), "invalid");
}

TEST(Checking, AMissingDocumentIsNamed) {
    World w;
    w.putDetached("/in/a.txt (2).p7s", "document");
    const CheckedFile checked = w.check({"/in/a.txt (2).p7s", {}});
    ASSERT_EQ(outcome(checked.report), "ok");
    EXPECT_EQ(checked.report.value().verdict, Verdict::Indeterminate);
    EXPECT_EQ(checked.content, "");
    EXPECT_THAT(checked.lookedFor, ElementsAre("/in/a.txt (2)", "/in/a.txt"));
    w.putDetached("/in/other", "document");
    EXPECT_THAT(w.check({"/in/other", {}}).lookedFor, IsEmpty());
}

TEST(Checking, AFolderOfThatNameIsNoDocument) {
    World w;
    w.putDetached("/in/a.p7s", "document");
    w.disk.putFolder("/in/a");
    EXPECT_THAT(w.check({"/in/a.p7s", {}}).lookedFor, ElementsAre("/in/a"));
}

TEST(Checking, TheDocumentThatIsNamedIsTaken) {
    World w;
    w.disk.put("/in/a.txt", toBytes("another"));
    w.disk.put("/else/where", toBytes("document"));
    w.putDetached("/in/a.txt.p7s", "document");
    const CheckedFile checked = w.check({"/in/a.txt.p7s", "/else/where"});
    EXPECT_EQ(verdictOf(checked), "valid");
    EXPECT_EQ(checked.content, "/else/where");
    const CheckedFile missing = w.check({"/in/a.txt.p7s", "/not/there"});
    EXPECT_EQ(verdictOf(missing), "file.not_found");
    EXPECT_EQ(missing.report.failure().subject, "/not/there");
}

TEST(Checking, WhatIsNoSignedFileIsAFailureWithItsName) {
    World w;
    w.disk.put("/in/empty", {});
    w.disk.put("/in/text", toBytes("just text"));
    const std::pair<const char*, const char*> rows[] = {
        {"/in/empty", "input.empty"}, {"/in/text", "input.unknown_format"}, {"/in/none", "file.not_found"}};
    for (const auto& [name, code] : rows) {
        const CheckedFile checked = w.check({name, {}});
        EXPECT_EQ(verdictOf(checked), code);
        EXPECT_EQ(checked.report.failure().subject, name);
    }
}

TEST(Checking, ManyComeBackInOrderWhateverBecomesOfEach) {
    World w;
    std::vector<CheckItem> items;
    for (int number = 0; number < 300; ++number) {
        const std::string name = "/in/" + std::to_string(number) + ".cms";
        if (number % 50 == 7)
            w.disk.put(name, toBytes("junk"));
        else
            w.putAttached(name, "document " + std::to_string(number));
        items.push_back({name, {}});
    }
    std::vector<std::string> names;
    std::size_t readable = 0;
    w.checking()->checkAll(items,
                           [&](std::size_t index, CheckedFile checked) {
                               EXPECT_EQ(index, names.size());
                               names.push_back(checked.name);
                               readable += checked.report.ok() ? 1U : 0U;
                           },
                           {});
    ASSERT_THAT(names, SizeIs(300));
    EXPECT_EQ(names[299], "/in/299.cms");
    EXPECT_EQ(readable, 294U);
}

TEST(Checking, AfterACancelTheRestComesBackCancelled) {
    World w;
    std::vector<CheckItem> items;
    for (int number = 0; number < 400; ++number)
        items.push_back({"/in/a.cms", {}});
    w.putAttached("/in/a.cms", "document");
    CancelToken cancel;
    std::size_t cancelled = 0;
    std::size_t taken = 0;
    w.checking()->checkAll(items,
                           [&](std::size_t index, CheckedFile checked) {
                               if (index == 3)
                                   cancel.cancel();
                               ++taken;
                               cancelled += outcome(checked.report) == "cancelled" ? 1U : 0U;
                           },
                           {&cancel, nullptr});
    EXPECT_EQ(taken, 400U);
    // Results that were ready before may be there all the same; the last ones cannot.
    EXPECT_GT(cancelled, 100U);
}

class Steps : public ProgressSink {
  public:
    void progress(std::uint64_t, std::uint64_t) override { ++count; }
    int count = 0;
};

TEST(Checking, OneFileTellsItsProgress) {
    World w;
    w.putAttached("/in/a.cms", std::string(1'000'000, 'x'));
    Steps steps;
    w.checking()->checkAll({{"/in/a.cms", {}}}, [](std::size_t, const CheckedFile&) {}, {nullptr, &steps});
    EXPECT_GT(steps.count, 0);
}

TEST(Checking, NamesMayBeOpenedInAWayOfTheCallers) {
    World w;
    const Bytes file = w.signatureOf("document", sign::CmsContent::Attached);
    const auto checking = w.checking([&](const std::string& name) -> Result<std::unique_ptr<InputFile>> {
        if (name != "-")
            return fail(FailureCode::FileNotFound, name);
        return std::unique_ptr<InputFile>(std::make_unique<MemoryInput>(file));
    });
    EXPECT_EQ(verdictOf(checking->check({"-", {}}, {})), "valid");
    EXPECT_EQ(verdictOf(checking->check({"a", {}}, {})), "file.not_found");
}

/// How many documents are held whole at one moment.
class Meeting {
  public:
    /// Stays until there are more than may be, or nobody else has come for a while.
    void enter() {
        std::unique_lock lock(mutex_);
        most_ = std::max(most_, ++inside_);
        changed_.notify_all();
        constexpr std::chrono::milliseconds kPatience{200};
        changed_.wait_for(lock, kPatience, [this] { return inside_ > kXmlTreesAtOnce; });
    }
    void leave() {
        const std::lock_guard lock(mutex_);
        --inside_;
    }
    std::ptrdiff_t most() const { return most_; }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::ptrdiff_t inside_ = 0;
    std::ptrdiff_t most_ = 0;
};

/// Enters the meeting when it is read beyond its beginning, and leaves it when it is closed.
class WatchedInput : public MemoryInput {
  public:
    WatchedInput(ByteView content, Meeting& meeting) : MemoryInput(content), meeting_(meeting) {}
    ~WatchedInput() override {
        if (entered_)
            meeting_.leave();
    }
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        const Result<std::size_t> count = MemoryInput::read(buffer);
        constexpr std::size_t kBeginning = 64 * 1024;
        position_ += count.ok() ? count.value() : 0;
        if (position_ > kBeginning && !entered_) {
            entered_ = true;
            meeting_.enter();
        }
        return count;
    }
    Outcome rewind() override {
        position_ = 0;
        return MemoryInput::rewind();
    }

  private:
    Meeting& meeting_;
    std::size_t position_ = 0;
    bool entered_ = false;
};

TEST(Checking, FewLargeTreesStandAtOnceHoweverManyCoresThereAre) {
    World w;
    const Bytes large = toBytes("<a>" + std::string(kLargeXml, 'x') + "</a>");
    Meeting meeting;
    const auto checking = w.checking([&](const std::string&) -> Result<std::unique_ptr<InputFile>> {
        return std::unique_ptr<InputFile>(std::make_unique<WatchedInput>(large, meeting));
    });
    std::vector<std::string> verdicts(5);
    {
        std::vector<std::jthread> cores;
        for (std::string& verdict : verdicts)
            cores.emplace_back([&] { verdict = verdictOf(checking->check({"a.xml", {}}, {})); });
    }
    EXPECT_THAT(verdicts, testing::Each("xml.no_signature"));
    EXPECT_GT(meeting.most(), 0);
    EXPECT_LE(meeting.most(), kXmlTreesAtOnce);
}

TEST(Checking, WhatThrowsIsAFailure) {
    World w;
    const auto checking = w.checking([](const std::string&) -> Result<std::unique_ptr<InputFile>> {
        throw std::runtime_error("surprise");
    });
    const CheckedFile checked = checking->check({"a", {}}, {});
    EXPECT_EQ(verdictOf(checked), "internal");
    EXPECT_EQ(checked.report.failure().subject, "a");
}

TEST(Checking, UnusableFoldersAreToldBeforeAnyFile) {
    World w;
    w.settings.trustFolder = "/in";
    EXPECT_EQ(outcome(Checking::prepare(w.settings, w.disk, test::goodTime(), {})), "trust.folder_unusable");
    w.settings.trustFolder = "/trust";
    w.disk.put("/lists/bad.crl", toBytes("no list"));
    EXPECT_EQ(outcome(Checking::prepare(w.settings, w.disk, test::goodTime(), {})), "crl.malformed");
}

} // namespace
} // namespace tanba::documents
