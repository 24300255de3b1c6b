#include "app/preview/wire.h"
#include "tests/unit/preview/documents.h"
#include "tests/unit/preview/showing.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

namespace tanba::preview {
namespace {

using namespace test;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

const std::filesystem::path kLiar = TANBA_PREVIEW_LIAR;
const std::filesystem::path kEscape = TANBA_PREVIEW_ESCAPE;

/// How the process ended that did this after the lock.
std::string endOf(std::string_view act) {
    const auto preview = showWith(kEscape, act);
    EXPECT_FALSE(preview.ok());
    return preview.ok() ? "ok"
                        : std::string(codeText(preview.failure().code)) + ": " + preview.failure().detail;
}

TEST(Lock, WhatIsForbiddenKills) {
    for (const std::string_view act :
         {"open", "write_served", "create", "stat", "unlink", "socket", "socketpair", "fork", "execve",
          "ptrace", "kill", "run_data", "handler", "write_elsewhere"})
        EXPECT_EQ(endOf(act), "worker.crashed: signal 31") << act;
    EXPECT_FALSE(std::filesystem::exists("/tmp/tanba-escaped"));
}

TEST(Lock, OnlyFilesThatWereOpenBeforeAreServed) {
    // 42: the act was answered, and not with a failure.
    EXPECT_EQ(endOf("open_served"), "worker.crashed: exit code 42");
}

TEST(Lock, MemoryEndsAtItsBound) {
#ifdef TANBA_SANITIZED
    GTEST_SKIP() << "AddressSanitizer takes terabytes of addresses, so there is no bound";
#else
    EXPECT_EQ(endOf("memory"), "worker.crashed: exit code 42");
#endif
}

TEST(Lock, ProcessorTimeEndsAtItsBound) {
    const auto preview = showWith(kEscape, "spin");
    EXPECT_EQ(outcome(preview), "preview.too_costly");
}

TEST(Worker, IsMissing) {
    const auto preview = showWith("/nonexistent/tanba-worker", "text");
    ASSERT_EQ(outcome(preview), "worker.missing");
    EXPECT_EQ(preview.failure().subject, "tanba-worker");
}

TEST(Worker, ThatCannotLockItselfIsAsGoodAsMissing) {
    EXPECT_EQ(outcome(showWith(kLiar, "not ready")), "worker.missing");
}

TEST(Worker, Crashes) {
    const auto preview = showWith(kLiar, "crash");
    ASSERT_EQ(outcome(preview), "worker.crashed");
    EXPECT_EQ(preview.failure().subject, "d");
    EXPECT_EQ(preview.failure().detail, "signal 6");
    EXPECT_EQ(showWith(kLiar, "leave").failure().detail, "exit code 7");
    EXPECT_EQ(outcome(showWith(kLiar, "out of time")), "preview.too_costly");
}

TEST(Worker, HangsAndIsKilled) {
    const auto begin = steady_clock::now();
    EXPECT_EQ(outcome(showWith(kLiar, "hang", milliseconds(300))), "preview.too_costly");
    EXPECT_EQ(outcome(showWith(kLiar, "half an answer and hang", milliseconds(300))), "preview.too_costly");
    EXPECT_LT(steady_clock::now() - begin, seconds(20));
}

TEST(Worker, IsCancelled) {
    CancelToken cancel;
    std::thread person([&cancel] { cancel.cancel(); });
    EXPECT_EQ(outcome(showWith(kLiar, "hang", seconds(60), &cancel)), "cancelled");
    person.join();
}

TEST(Worker, AnOrderThatMakesNoSenseStartsNobody) {
    for (const auto& [width, height, dpi, page] : {std::tuple{0U, 10U, 96U, 1U},
                                                   {10U, 0U, 96U, 1U},
                                                   {60000U, 60000U, 96U, 1U},
                                                   {10U, 10U, 5000U, 1U},
                                                   {10U, 10U, 96U, 0U}}) {
        Request request = requestFor("d");
        request.maxWidth = width;
        request.maxHeight = height;
        request.dpi = dpi;
        request.page = page;
        EXPECT_EQ(outcome(show(viewOf("text"), request)), "internal");
    }
}

class Lies : public testing::Test {
  protected:
    static std::string told(const Preview& preview, std::size_t pixels = 0) {
        const Bytes body = wire::encodeBody(preview);
        const Bytes header = wire::encode(wire::AnswerHeader{wire::State::Shown, body.size()});
        return std::string(asText(header)) + std::string(asText(body)) + std::string(pixels, 'p');
    }
    static std::string result(std::string_view answer) { return outcome(showWith(kLiar, answer)); }
    static Preview image(std::uint32_t width, std::uint32_t height) {
        Preview preview;
        preview.kind = Kind::Image;
        preview.sourceWidth = preview.sourceHeight = 1;
        preview.bitmap = Bitmap{width, height, {}};
        return preview;
    }
};

TEST_F(Lies, TheTruthIsBelieved) {
    EXPECT_EQ(result(told(image(2, 2), 16)), "ok");
    Preview text;
    text.lines = {"line"};
    EXPECT_EQ(result(told(text)), "ok");
}

TEST_F(Lies, SizesThatWereNotAskedFor) {
    EXPECT_EQ(result(told(image(2049, 2), 2049 * 8)), "worker.crashed");
    EXPECT_EQ(result(told(image(2, 2049), 2049 * 8)), "worker.crashed");
    EXPECT_EQ(result(told(image(0, 2))), "worker.crashed");
    EXPECT_EQ(result(told(image(0xFFFFFFFF, 0xFFFFFFFF))), "worker.crashed");
    EXPECT_EQ(result(told(image(2, 2), 15)), "worker.crashed");
}

TEST_F(Lies, PartsOfAnotherKind) {
    Preview withLines = image(2, 2);
    withLines.lines = {"line"};
    EXPECT_EQ(result(told(withLines, 16)), "worker.crashed");
    Preview pdf = image(2, 2);
    pdf.kind = Kind::Pdf;
    EXPECT_EQ(result(told(pdf, 16)), "worker.crashed");
    Preview text;
    text.pages = 3;
    EXPECT_EQ(result(told(text)), "worker.crashed");
    Preview noPicture = image(2, 2);
    noPicture.bitmap.reset();
    EXPECT_EQ(result(told(noPicture)), "worker.crashed");
}

TEST_F(Lies, NumbersBeyondTheirEnumerations) {
    Preview preview;
    preview.kind = static_cast<Kind>(5);
    EXPECT_EQ(result(told(preview)), "worker.crashed");
    preview.kind = Kind::Text;
    preview.flags = Flags(1U << kFlagCount);
    EXPECT_EQ(result(told(preview)), "worker.crashed");
    preview.flags = Flags();
    preview.encoding = static_cast<TextEncoding>(3);
    EXPECT_EQ(result(told(preview)), "worker.crashed");
    const Bytes state = wire::encode(wire::AnswerHeader{static_cast<wire::State>(9), 0});
    EXPECT_EQ(result(asText(state)), "worker.crashed");
    const Bytes much = wire::encode(wire::AnswerHeader{wire::State::Shown, UINT64_MAX});
    EXPECT_EQ(result(asText(much)), "worker.crashed");
}

TEST_F(Lies, LinesThatWouldDeceive) {
    Preview preview;
    preview.lines = {"a\nb"};
    EXPECT_EQ(result(told(preview)), "worker.crashed");
    preview.lines = {"\xe2\x80\xae"};
    EXPECT_EQ(result(told(preview)), "worker.crashed");
    preview.lines = {"\xff"};
    EXPECT_EQ(result(told(preview)), "worker.crashed");
    preview.lines = {std::string(kMaxLineBytes + 1, 'x')};
    EXPECT_EQ(result(told(preview)), "worker.crashed");
    preview.lines.assign(kMaxLines + 1, "x");
    EXPECT_EQ(result(told(preview)), "worker.crashed");
}

TEST_F(Lies, EveryShorterAnswer) {
    const std::string whole = told(image(2, 2), 16);
    for (std::size_t size = 1; size < whole.size(); size += 7)
        EXPECT_EQ(result(std::string_view(whole).substr(0, size)), "worker.crashed") << size;
}

} // namespace
} // namespace tanba::preview
