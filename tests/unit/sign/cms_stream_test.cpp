#include "tests/unit/sign/cms_test_support.h"

#include <cstring>
#include <fstream>
#include <functional>

namespace tanba::test {
namespace {

using sign::CmsContent;
using sign::Integrity;

constexpr std::uint64_t kMiB = 1024 * 1024;

/// A file of any size that lies on no disk.
class PatternInput : public InputFile {
  public:
    explicit PatternInput(std::uint64_t size) : size_(size) {
        for (std::size_t i = 0; i < block_.size(); ++i)
            block_[i] = static_cast<std::uint8_t>(i * 131 + i / 251);
    }
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        const auto count = static_cast<std::size_t>(
            std::min<std::uint64_t>({buffer.size(), block_.size(), size_ - position_}));
        std::memcpy(buffer.data(), block_.data(), count);
        position_ += count;
        return count;
    }
    std::uint64_t size() const override { return size_; }
    Outcome rewind() override {
        position_ = 0;
        return Done{};
    }

  private:
    std::uint64_t size_;
    std::uint64_t position_ = 0;
    Bytes block_ = Bytes(kStreamBuffer);
};

/// Counts and hashes; keeps the beginning and the end so that the file can be judged.
class CountingSink : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        count += bytes.size();
        largest = std::max(largest, bytes.size());
        return Done{};
    }
    std::uint64_t count = 0;
    std::size_t largest = 0;
};

/// A CMS that is made while it is read: head, a pattern as content, tail.
class GeneratedCms : public InputFile {
  public:
    GeneratedCms(Bytes head, std::uint64_t contentSize, Bytes tail)
        : head_(std::move(head)), content_(contentSize), tail_(std::move(tail)) {
        EXPECT_TRUE(rewind().ok());
    }
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        for (InputFile* part : {static_cast<InputFile*>(&headInput_), static_cast<InputFile*>(&content_),
                                static_cast<InputFile*>(&tailInput_)}) {
            TANBA_TRY(const std::size_t count, part->read(buffer));
            if (count != 0)
                return count;
        }
        return std::size_t{0};
    }
    std::uint64_t size() const override { return head_.size() + content_.size() + tail_.size(); }
    Outcome rewind() override {
        headInput_ = MemoryInput(head_);
        tailInput_ = MemoryInput(tail_);
        return content_.rewind();
    }

  private:
    Bytes head_;
    PatternInput content_;
    Bytes tail_;
    MemoryInput headInput_{ByteView()};
    MemoryInput tailInput_{ByteView()};
};

/// Keeps what stands before and behind the content of the file that is written.
class FrameSink : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        if (count_++ == 0)
            head = Bytes(bytes.begin(), bytes.end());
        else
            tail = bytes.size() < 64 * 1024 ? Bytes(bytes.begin(), bytes.end()) : Bytes();
        return Done{};
    }
    Bytes head;
    Bytes tail;

  private:
    int count_ = 0;
};

/// Peak of the memory used since it was made, above what was used then.
class MemoryPeak {
  public:
    MemoryPeak() {
        std::ofstream("/proc/self/clear_refs") << "5";
        before_ = kilobytes("VmRSS:");
    }
    std::uint64_t growth() const {
        const std::uint64_t peak = kilobytes("VmHWM:");
        return peak > before_ ? (peak - before_) * 1024 : 0;
    }

  private:
    static std::uint64_t kilobytes(const std::string& name) {
        std::ifstream status("/proc/self/status");
        for (std::string word; status >> word;) {
            std::uint64_t value = 0;
            if (word == name && status >> value)
                return value;
        }
        return 0;
    }
    std::uint64_t before_ = 0;
};

void expectSmall(const MemoryPeak& peak) {
#ifndef TANBA_SANITIZED // which keeps freed memory back
    EXPECT_LT(peak.growth(), 8 * kMiB);
#else
    (void)peak;
#endif
}

// Beyond 2^32 octets, where a length of 32 bits would be wrong. Documents of 10 GiB take the same path; the
// time for their digest is the only thing that this leaves out.
TEST(CmsStream, DetachedOfAnySizeInConstantMemory) {
    const std::uint64_t size = 4 * 1024 * kMiB + 17;
    const auto session = sessionFor(rsaPerson());
    PatternInput input(size);
    MemorySink sink;
    const MemoryPeak peak;
    ASSERT_TRUE(
        sign::signCms(*session, input, {CmsContent::Detached, goodTime(), std::nullopt}, sink, {}).ok());
    expectSmall(peak);
    EXPECT_LT(sink.content.size(), 8U * 1024);
    EXPECT_EQ(onlySignature(sink.content).integrity, Integrity::ContentMissing);
}

TEST(CmsStream, AttachedIsWrittenReadAndExtendedInConstantMemory) {
    const std::uint64_t size = 300 * kMiB;
    const auto session = sessionFor(rsaPerson());
    PatternInput input(size);
    FrameSink frame;
    {
        const MemoryPeak peak;
        ASSERT_TRUE(
            sign::signCms(*session, input, {CmsContent::Attached, goodTime(), std::nullopt}, frame, {}).ok());
        expectSmall(peak);
    }
    GeneratedCms cms(frame.head, size, frame.tail);
    {
        const MemoryPeak peak;
        const auto file = sign::verifyCms(cms, nullptr, {});
        ASSERT_TRUE(file.ok());
        EXPECT_EQ(file.value().signatures.front().integrity, Integrity::Ok);
        CountingSink content;
        ASSERT_TRUE(sign::readCms(cms, &content, {}).ok());
        EXPECT_EQ(content.count, size);
        EXPECT_LE(content.largest, kStreamBuffer);
        expectSmall(peak);
    }
    FrameSink second;
    const auto other = sessionFor(ecPerson());
    {
        const MemoryPeak peak;
        ASSERT_TRUE(sign::addCmsSigner(*other, cms, nullptr, {CmsContent::Attached, goodTime(), std::nullopt},
                                       second, {})
                        .ok());
        expectSmall(peak);
    }
    GeneratedCms extended(second.head, size, second.tail);
    const auto file = sign::verifyCms(extended, nullptr, {});
    ASSERT_TRUE(file.ok());
    ASSERT_EQ(file.value().signatures.size(), 2U);
    EXPECT_EQ(file.value().signatures[0].integrity, Integrity::Ok);
    EXPECT_EQ(file.value().signatures[1].integrity, Integrity::Ok);
}

TEST(CmsStream, AttachedBeyondTheLimitIsRefusedBeforeAnyWork) {
    class Untouchable : public PatternInput {
      public:
        using PatternInput::PatternInput;
        Result<std::size_t> read(std::span<std::uint8_t>) override {
            ADD_FAILURE() << "was read";
            return fail(FailureCode::Internal);
        }
    };
    const auto session = sessionFor(rsaPerson());
    Untouchable input(sign::kMaxAttachedContent);
    CountingSink sink;
    EXPECT_EQ(
        outcome(sign::signCms(*session, input, {CmsContent::Attached, goodTime(), std::nullopt}, sink, {})),
        "cms.too_large");
    EXPECT_EQ(sink.count, 0U);
}

/// Cancels after some bytes, and notes what it was told.
class CancellingProgress : public ProgressSink {
  public:
    CancellingProgress(CancelToken& cancel, std::uint64_t after) : cancel_(cancel), after_(after) {}
    void progress(std::uint64_t done, std::uint64_t total) override {
        EXPECT_GE(done, last);
        EXPECT_LE(done, total);
        last = done;
        lastTotal = total;
        ++calls;
        if (done >= after_)
            cancel_.cancel();
    }
    std::uint64_t last = 0;
    std::uint64_t lastTotal = 0;
    int calls = 0;

  private:
    CancelToken& cancel_;
    std::uint64_t after_;
};

/// Runs `work` with a cancel at each of three moments: it must stop within two buffers.
void expectStops(const std::function<std::string(const WorkControl&)>& work, std::uint64_t total) {
    for (const std::uint64_t after : {std::uint64_t{1}, total / 2, total - 2 * kMiB}) {
        CancelToken cancel;
        CancellingProgress progress(cancel, after);
        EXPECT_EQ(work({&cancel, &progress}), "cancelled");
        EXPECT_LE(progress.last, after + 2 * kStreamBuffer);
    }
    CancelToken never;
    CancellingProgress progress(never, UINT64_MAX);
    EXPECT_EQ(work({&never, &progress}), "ok");
    EXPECT_EQ(progress.last, progress.lastTotal);
    EXPECT_EQ(progress.last, total);
}

TEST(CmsStream, SigningCanBeCancelledAnywhere) {
    constexpr std::uint64_t size = 8 * kMiB;
    const auto session = sessionFor(rsaPerson());
    const auto signAs = [&session](CmsContent form) {
        return [&session, form](const WorkControl& control) {
            PatternInput input(size);
            CountingSink sink;
            return outcome(sign::signCms(*session, input, {form, goodTime(), std::nullopt}, sink, control));
        };
    };
    expectStops(signAs(CmsContent::Detached), size);
    expectStops(signAs(CmsContent::Attached), 2 * size);
}

TEST(CmsStream, ReadingCanBeCancelledAnywhere) {
    const std::uint64_t size = 8 * kMiB;
    const auto session = sessionFor(rsaPerson());
    PatternInput input(size);
    FrameSink frame;
    ASSERT_TRUE(
        sign::signCms(*session, input, {CmsContent::Attached, goodTime(), std::nullopt}, frame, {}).ok());
    GeneratedCms cms(frame.head, size, frame.tail);
    expectStops(
        [&cms](const WorkControl& control) {
            EXPECT_TRUE(cms.rewind().ok());
            return outcome(sign::verifyCms(cms, nullptr, control));
        },
        cms.size());
    expectStops(
        [&cms](const WorkControl& control) {
            const auto other = sessionFor(ecPerson());
            CountingSink sink;
            return outcome(sign::addCmsSigner(
                *other, cms, nullptr, {CmsContent::Attached, goodTime(), std::nullopt}, sink, control));
        },
        2 * cms.size());
}

TEST(CmsStream, DetachedCheckCanBeCancelledAnywhere) {
    const std::uint64_t size = 8 * kMiB;
    const auto session = sessionFor(rsaPerson());
    PatternInput document(size);
    MemorySink cms;
    ASSERT_TRUE(
        sign::signCms(*session, document, {CmsContent::Detached, goodTime(), std::nullopt}, cms, {}).ok());
    expectStops(
        [&cms, &document](const WorkControl& control) {
            MemoryInput input(cms.content);
            const auto file = sign::verifyCms(input, &document, control);
            if (file.ok()) {
                EXPECT_EQ(file.value().signatures.front().integrity, Integrity::Ok);
            }
            return outcome(file);
        },
        size + cms.content.size());
}

/// A file that is another one when it is read for the second time.
class GrowingInput : public PatternInput {
  public:
    GrowingInput(std::uint64_t first, std::uint64_t second, std::uint8_t change)
        : PatternInput(first), second_(second), change_(change) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        if (rewinds_ < 2)
            return PatternInput::read(buffer);
        TANBA_TRY(const std::size_t count, second_.read(buffer));
        if (count != 0)
            buffer[count - 1] ^= change_;
        return count;
    }
    Outcome rewind() override {
        ++rewinds_;
        TANBA_CHECK(second_.rewind());
        return PatternInput::rewind();
    }

  private:
    PatternInput second_;
    std::uint8_t change_;
    int rewinds_ = 0;
};

TEST(CmsStream, ContentThatChangesBetweenReadingsIsRefused) {
    struct Change {
        std::uint64_t secondSize;
        std::uint8_t flip;
    };
    for (const Change change :
         {Change{kMiB, 1}, Change{kMiB - 1, 0}, Change{kMiB + 1, 0}, Change{0, 0}, Change{10 * kMiB, 0}}) {
        const auto session = sessionFor(rsaPerson());
        GrowingInput input(kMiB, change.secondSize, change.flip);
        CountingSink sink;
        EXPECT_EQ(outcome(sign::signCms(*session, input, {CmsContent::Attached, goodTime(), std::nullopt},
                                        sink, {})),
                  "file.changed_meanwhile");
        EXPECT_LE(sink.count, kMiB + 8192);
    }
}

TEST(CmsStream, FileThatGrowsWhileItIsHashedIsRefused) {
    class Lying : public PatternInput {
      public:
        using PatternInput::PatternInput;
        std::uint64_t size() const override { return kMiB; }
    };
    const auto session = sessionFor(rsaPerson());
    Lying input(2 * kMiB);
    CountingSink sink;
    EXPECT_EQ(
        outcome(sign::signCms(*session, input, {CmsContent::Attached, goodTime(), std::nullopt}, sink, {})),
        "file.changed_meanwhile");
    EXPECT_EQ(sink.count, 0U);
}

/// Fails after some bytes, as a disk that is full.
class FullSink : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        room_ -= std::min(room_, bytes.size());
        return room_ == 0 ? Outcome(fail(FailureCode::FileDiskFull)) : Outcome(Done{});
    }

  private:
    std::size_t room_ = 3 * kMiB;
};

TEST(CmsStream, FailureOfTheSinkIsHandedOn) {
    const auto session = sessionFor(rsaPerson());
    PatternInput input(8 * kMiB);
    FullSink sink;
    EXPECT_EQ(
        outcome(sign::signCms(*session, input, {CmsContent::Attached, goodTime(), std::nullopt}, sink, {})),
        "file.disk_full");
}

} // namespace
} // namespace tanba::test
