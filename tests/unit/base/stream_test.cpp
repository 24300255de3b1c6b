#include "core/base/stream.h"

#include "core/base/file_store.h"
#include "core/base/random.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace tanba {
namespace {

using test::outcome;

/// Gives its content in pieces of one to three bytes, and fails where it is told to.
class Trickle : public ByteSource {
  public:
    explicit Trickle(Bytes content, std::size_t failAt = SIZE_MAX)
        : content_(std::move(content)), failAt_(failAt) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        if (position_ >= failAt_)
            return fail(FailureCode::FileMediumGone);
        const std::size_t count =
            std::min({buffer.size(), content_.size() - position_, std::size_t{1} + position_ % 3});
        std::copy_n(content_.begin() + static_cast<std::ptrdiff_t>(position_), count, buffer.begin());
        position_ += count;
        return count;
    }

  private:
    Bytes content_;
    std::size_t failAt_;
    std::size_t position_ = 0;
};

Bytes counted(std::size_t count) {
    Bytes bytes(count);
    for (std::size_t index = 0; index < count; ++index)
        bytes[index] = static_cast<std::uint8_t>(index * 7);
    return bytes;
}

TEST(Stream, MemoryInputCanBeReadAgain) {
    const Bytes content = counted(10);
    MemoryInput input(content);
    EXPECT_EQ(input.size(), 10U);
    std::array<std::uint8_t, 4> buffer{};
    EXPECT_EQ(input.read(buffer).value(), 4U);
    EXPECT_EQ(input.read(buffer).value(), 4U);
    EXPECT_EQ(input.read(buffer).value(), 2U);
    EXPECT_EQ(input.read(buffer).value(), 0U);
    EXPECT_EQ(input.read(buffer).value(), 0U);
    ASSERT_TRUE(input.rewind().ok());
    EXPECT_EQ(readAll(input, 10).value(), content);
}

TEST(Stream, ReadAllTakesEverythingUpToTheLimit) {
    const Bytes content = counted(1000);
    Trickle exact(content);
    EXPECT_EQ(readAll(exact, 1000).value(), content);
    Trickle roomy(content);
    EXPECT_EQ(readAll(roomy, SIZE_MAX).value(), content);
    Trickle tooLong(content);
    EXPECT_EQ(outcome(readAll(tooLong, 999)), "file.too_large");
    Trickle nothing({});
    EXPECT_TRUE(readAll(nothing, 0).value().empty());
    Trickle something(Bytes(1));
    EXPECT_EQ(outcome(readAll(something, 0)), "file.too_large");
    Trickle broken(content, 500);
    EXPECT_EQ(outcome(readAll(broken, 1000)), "file.medium_gone");

    const Bytes large = counted(3 * kStreamBuffer + 1);
    MemoryInput input(large);
    EXPECT_EQ(readAll(input, large.size()).value(), large);
}

TEST(Stream, MemorySinkCollects) {
    MemorySink sink;
    ASSERT_TRUE(sink.write(viewOf("ab")).ok());
    ASSERT_TRUE(sink.write({}).ok());
    ASSERT_TRUE(sink.write(viewOf("c")).ok());
    EXPECT_EQ(asText(sink.content), "abc");
}

TEST(ReadFile, NamesTheFileWhenItFails) {
    test::MemoryFileStore disk;
    disk.put("/doc.xml", counted(100));
    EXPECT_EQ(readFile(disk, "/doc.xml", 100).value(), counted(100));
    const auto tooLarge = readFile(disk, "/doc.xml", 99);
    EXPECT_EQ(outcome(tooLarge), "file.too_large");
    EXPECT_EQ(tooLarge.failure().subject, "/doc.xml");
    EXPECT_EQ(disk.steps().back(), "open /doc.xml")
        << "nothing is read of a file that is known to be too large";
    EXPECT_EQ(outcome(readFile(disk, "/absent", 100)), "file.not_found");
}

TEST(ReadFile, HandsOnAFailureWhileReading) {
    test::MemoryFileStore disk;
    disk.put("/doc.xml", counted(100));
    disk.disconnectAfterStep(1);
    const auto gone = readFile(disk, "/doc.xml", 100);
    EXPECT_EQ(outcome(gone), "file.medium_gone");
    EXPECT_EQ(gone.failure().subject, "/doc.xml");
}

TEST(Random, FillsEveryByteAnew) {
    // 4 KiB in which a fixed place is 0 in each of 8 tries: 4096 / 2^64.
    constexpr std::size_t kSize = 4096;
    Bytes seen(kSize);
    for (int count = 0; count < 8; ++count) {
        const Bytes random = randomBytes(kSize).value();
        for (std::size_t index = 0; index < kSize; ++index)
            seen[index] |= random[index];
    }
    EXPECT_EQ(std::ranges::count(seen, 0), 0);
    EXPECT_NE(randomBytes(32).value(), randomBytes(32).value());
    EXPECT_TRUE(randomBytes(0).value().empty());
}

} // namespace
} // namespace tanba
