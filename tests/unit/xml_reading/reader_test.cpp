#include "app/xml_reading/read_signed_xml.h"
#include "app/xml_reading/wire.h"
#include "tests/support/outcome.h"
#include "tests/unit/sign/xml_test_support.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

namespace tanba::xml_reading {
namespace {

using namespace test;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::string_view kDocument = "<act><item>1</item></act>";

Result<sign::SignedFile> apart(std::string_view document) {
    return readSignedXmlApart(viewOf(document), {});
}

/// A program in place of the reader: a script of the shell.
Reader readerThat(const std::string& does, milliseconds time = seconds(60)) {
    static int number = 0;
    const auto path = scratchFolder() / ("reader-" + std::to_string(++number));
    std::ofstream(path) << "#!/bin/sh\n" << does << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return {path, time};
}

Result<sign::SignedFile> readBy(const Reader& reader, const CancelToken* cancel = nullptr) {
    return readSignedXml(viewOf(kDocument), reader, {cancel, nullptr});
}

void expectSame(const std::string& document) {
    const Bytes here = wire::encodeAnswer(sign::verifyXml(viewOf(document)));
    EXPECT_EQ(wire::encodeAnswer(apart(document)), here) << document.substr(0, 200);
}

TEST(XmlReader, SaysWhatWouldBeSaidHere) {
    const std::string one = signedXml(gostPerson(), kDocument);
    const std::string two = signedXml(rsaPerson(), one);
    ASSERT_EQ(outcome(apart(two)), "ok");
    ASSERT_EQ(apart(two).value().signatures.size(), 2U);
    for (const std::string& document :
         {one, two, replaced(one, "<item>1", "<item>2"),
          replaced(one, "<ds:SignatureValue>", "<ds:SignatureValue>A"), one.substr(0, one.size() / 2),
          std::string(kDocument), "<!DOCTYPE a>" + one, std::string("<a"),
          std::string("<?xml version=\"1.0\" encoding=\"UTF-32\"?><a/>")})
        expectSame(document);
}

TEST(XmlReader, HasTheEncodingsThatDocumentsComeIn) {
    for (const std::string name : {"windows-1251", "KOI8-R", "IBM866", "ISO-8859-5", "RK1048", "PTCP154"})
        expectSame("<?xml version=\"1.0\" encoding=\"" + name + "\"?><a>\xC0\xC1</a>");
}

TEST(XmlReader, KeepsTheTreeOutOfThisProcess) {
    std::string document = "<a>";
    for (int i = 0; i < 900'000; ++i)
        document += "<b/>";
    document += "</a>";
    rusage before{};
    rusage after{};
    ASSERT_EQ(::getrusage(RUSAGE_SELF, &before), 0);
    EXPECT_EQ(outcome(apart(document)), "xml.no_signature");
    ASSERT_EQ(::getrusage(RUSAGE_SELF, &after), 0);
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 16 * 1024) << "KiB";
    rusage reader{};
    ASSERT_EQ(::getrusage(RUSAGE_CHILDREN, &reader), 0);
    EXPECT_GT(reader.ru_maxrss, 64 * 1024) << "the document is not worth the test";
}

/// A line of /proc/PID/status; empty when there is none.
std::string statusLine(pid_t process, const std::string& name) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    std::string line;
    while (std::getline(status, line))
        if (line.starts_with(name))
            return line;
    return {};
}

TEST(XmlReader, IsLockedBeforeItReads) {
    std::array<int, 2> input{};
    ASSERT_EQ(::pipe(input.data()), 0);
    const pid_t reader = ::fork();
    ASSERT_GE(reader, 0);
    if (reader == 0) {
        ::dup2(input[0], STDIN_FILENO);
        ::execl(TANBA_XML_READER, TANBA_XML_READER, nullptr);
        ::_exit(127);
    }
    // Nothing was written to it: it can only be locked by itself.
    const auto deadline = std::chrono::steady_clock::now() + seconds(60);
    while (statusLine(reader, "Seccomp:") != "Seccomp:\t2" && std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    EXPECT_EQ(statusLine(reader, "Seccomp:"), "Seccomp:\t2");
    EXPECT_EQ(statusLine(reader, "NoNewPrivs:"), "NoNewPrivs:\t1");
    EXPECT_EQ(statusLine(reader, "Threads:"), "Threads:\t1");
    ::kill(reader, SIGKILL);
    ASSERT_EQ(::waitpid(reader, nullptr, 0), reader);
    ::close(input[0]);
    ::close(input[1]);
}

TEST(XmlReader, IsMissing) {
    const auto read = readBy({"/nonexistent/tanba-xml-reader", seconds(60)});
    ASSERT_EQ(outcome(read), "worker.missing");
    EXPECT_EQ(read.failure().subject, "tanba-xml-reader");
    EXPECT_EQ(outcome(readBy(readerThat("exit 70"))), "worker.missing");
}

TEST(XmlReader, EndsInOtherWays) {
    const auto crashed = readBy(readerThat("kill -ABRT $$"));
    EXPECT_EQ(outcome(crashed), "worker.crashed");
    EXPECT_EQ(crashed.failure().detail, "signal 6");
    EXPECT_EQ(outcome(readBy(readerThat("exit 7"))), "worker.crashed");
    EXPECT_EQ(outcome(readBy(readerThat("exit 0"))), "worker.crashed");
    EXPECT_EQ(outcome(readBy(readerThat("kill -XCPU $$"))), "xml.canonicalisation_budget");
    EXPECT_EQ(outcome(readBy(readerThat("echo nonsense, and more than a header"))), "worker.crashed");
}

TEST(XmlReader, HangsAndIsKilled) {
    EXPECT_EQ(outcome(readBy(readerThat("exec sleep 1000", milliseconds(300)))),
              "xml.canonicalisation_budget");
}

TEST(XmlReader, IsCancelled) {
    CancelToken cancel;
    std::thread person([&cancel] { cancel.cancel(); });
    EXPECT_EQ(outcome(readBy(readerThat("exec sleep 1000"), &cancel)), "cancelled");
    person.join();
}

TEST(XmlReader, LargerDocumentsStartNobody) {
    const Bytes document(sign::kMaxXmlSize + 1, ' ');
    EXPECT_EQ(outcome(readSignedXml(document, readerThat("exit 7"), {})), "xml.too_large");
}

} // namespace
} // namespace tanba::xml_reading
