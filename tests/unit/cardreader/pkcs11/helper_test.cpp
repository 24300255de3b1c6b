#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/cardreader/pkcs11/test_module.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

namespace tanba::pkcs11 {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using test::outcome;

std::string onlyFailure(const TokenList& list) {
    EXPECT_TRUE(list.tokens.empty());
    EXPECT_EQ(list.failures.size(), 1u);
    return list.failures.empty() ? "ok" : std::string(codeText(list.failures[0].code));
}

class HelperTest : public testing::Test {
  protected:
    /// The outcome of listing, opening and signing, whichever fails first.
    std::string wholeAction(const ModuleOptions& options, const CancelToken* cancel = nullptr) {
        TokenList list = tokensOf(module.found(), options, cancel);
        if (list.tokens.empty())
            return list.failures.empty() ? "no token" : std::string(codeText(list.failures[0].code));
        auto keys = list.tokens[0]->keys();
        const auto session = keys.at(0)->open(pins, cancel);
        return session.ok() ? outcome(session.value()->sign(gostDigest())) : outcome(session);
    }
    std::vector<std::string> report(std::string_view prefix) {
        std::vector<std::string> lines;
        std::ifstream file(module.path().string() + ".report");
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with(prefix))
                lines.push_back(line.substr(prefix.size()));
        }
        return lines;
    }

    TestModule module;
    PreparedPin pins{kRightPin};
};

constexpr std::array<const char*, 12> kFunctions = {
    "C_Initialize",        "C_GetSlotList", "C_GetSlotInfo",     "C_GetTokenInfo",
    "C_OpenSession",       "C_Login",       "C_SignInit",        "C_Sign",
    "C_GetAttributeValue", "C_FindObjects", "C_FindObjectsInit", "C_FindObjectsFinal"};

TEST_F(HelperTest, ACrashAnywhereIsAFailureAndNothingMore) {
    for (const char* function : kFunctions) {
        module.tell("crash_in", function);
        const std::string result = wholeAction(module.options());
        EXPECT_EQ(result, "module.crashed") << function;
    }
    module.tell("crash_in", "");
    EXPECT_EQ(wholeAction(module.options()), "ok");
}

TEST_F(HelperTest, ACrashTellsModuleAndSignal) {
    module.tell("crash_in", "C_GetSlotList");
    const TokenList list = module.list();
    ASSERT_EQ(onlyFailure(list), "module.crashed");
    EXPECT_EQ(list.failures[0].subject, "module.so");
    EXPECT_EQ(list.failures[0].detail, "signal 6");
}

TEST_F(HelperTest, ASessionWhoseModuleCrashedStaysFailedAndAnotherOneWorks) {
    const auto key = module.key();
    const auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    ASSERT_TRUE(session.value()->sign(gostDigest()).ok());
    module.tell("crash_in", "C_Sign");
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "module.crashed");
    module.tell("crash_in", "");
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "module.crashed");
    const auto next = key->open(pins, nullptr);
    ASSERT_TRUE(next.ok());
    EXPECT_EQ(outcome(next.value()->sign(gostDigest())), "ok");
}

TEST_F(HelperTest, AHangAnywhereIsEnded) {
    ModuleOptions options = module.options();
    options.timeouts = {milliseconds(1500), milliseconds(1500), milliseconds(1500),
                        milliseconds(1500), milliseconds(1500), milliseconds(100)};
    for (const char* function : {"C_Initialize", "C_GetSlotList", "C_Login", "C_Sign"}) {
        module.tell("hang_in", function);
        const auto begin = steady_clock::now();
        EXPECT_EQ(wholeAction(options), "module.timeout") << function;
        EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(20)) << function;
    }
}

TEST_F(HelperTest, AHangAtTheEndDelaysOnlyALittle) {
    const auto key = module.key();
    ModuleOptions options = module.options();
    options.timeouts.finish = milliseconds(100);
    auto list = tokensOf(module.found(), options, nullptr);
    ASSERT_EQ(list.tokens.size(), 1u);
    auto session = list.tokens[0]->keys().at(0)->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    module.tell("hang_in", "C_Finalize");
    const auto begin = steady_clock::now();
    session.value().reset();
    EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST_F(HelperTest, CancelEndsAHang) {
    CancelToken cancel;
    PreparedPin cancelling(kRightPin);
    const auto key = module.key();
    module.tell("hang_in", "C_Login");
    // The token is cancelled from another thread while the module hangs.
    std::thread person([&] {
        while (module.calls("C_Login") == 0)
            std::this_thread::yield();
        cancel.cancel();
    });
    EXPECT_EQ(outcome(key->open(pins, &cancel)), "cancelled");
    person.join();
    EXPECT_EQ(module.calls("C_Login"), 1);
}

TEST_F(HelperTest, WhatTheModulePrintsGoesNowhere) {
    module.tell("print", "yes");
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const std::string result = wholeAction(module.options());
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(result, "ok");
}

TEST_F(HelperTest, TheHelperHasNothingThatItDoesNotNeed) {
    ::setenv("LD_LIBRARY_PATH", "/nowhere", 1);
    ::setenv("TANBA_TEST_SECRET", "yes", 1);
    const int inherited = ::open("/etc/passwd", O_RDONLY);
    module.tell("report", "yes");
    EXPECT_EQ(module.list().tokens.size(), 1u);
    ::close(inherited);
    ::unsetenv("LD_LIBRARY_PATH");
    ::unsetenv("TANBA_TEST_SECRET");
    EXPECT_EQ(report("dumpable="), std::vector<std::string>{"0"});
    for (const std::string& variable : report("environment:")) {
        EXPECT_FALSE(variable.starts_with("LD_")) << variable;
        EXPECT_FALSE(variable.starts_with("TANBA_")) << variable;
    }
    int sockets = 0;
    const std::vector<std::string> descriptors = report("descriptor:");
    EXPECT_GE(descriptors.size(), 4u);
    for (const std::string& descriptor : descriptors) {
        const std::string target = descriptor.substr(descriptor.find('=') + 1);
        const bool socket = target.starts_with("socket:");
        sockets += socket ? 1 : 0;
        // The last one is the folder /proc/self/fd itself, which the report reads.
        EXPECT_TRUE(socket || target == "/dev/null" || target.starts_with("/proc/")) << descriptor;
    }
    EXPECT_EQ(sockets, 1);
}

TEST_F(HelperTest, NoProcessIsLeft) {
    module.tell("report", "yes");
    EXPECT_EQ(wholeAction(module.options()), "ok");
    const std::vector<std::string> process = report("process=");
    ASSERT_EQ(process.size(), 1u);
    EXPECT_NE(::kill(std::stoi(process[0]), 0), 0);
    EXPECT_EQ(module.calls("C_Finalize"), 2);
    EXPECT_EQ(module.calls("C_Logout"), 2);
}

TEST_F(HelperTest, WhatIsNoModuleIsNotLoaded) {
    const auto listOf = [&](const fs::path& path) {
        return tokensOf({path, "", keys::TokenProof::EmulatorOnly}, module.options(), nullptr);
    };
    const fs::path text = test::scratchFolder() / "text.so";
    std::ofstream(text) << "no library";
    EXPECT_EQ(onlyFailure(listOf(text)), "module.load_failed");
    EXPECT_EQ(onlyFailure(listOf("/nowhere/module.so")), "module.load_failed");
    const TokenList library = listOf("/usr/lib/x86_64-linux-gnu/libm.so.6");
    EXPECT_EQ(onlyFailure(library), "module.load_failed");
    EXPECT_NE(library.failures[0].detail, "");
    module.tell("functions", "null");
    EXPECT_EQ(onlyFailure(module.list()), "module.load_failed");
}

TEST_F(HelperTest, WithoutItsHelperNothingIsLoaded) {
    ModuleOptions options = module.options();
    options.helper = "/nowhere/tanba-pkcs11-helper";
    EXPECT_EQ(wholeAction(options), "module.load_failed");
    // A program that is not the helper.
    options.helper = "/bin/true";
    EXPECT_EQ(wholeAction(options), "module.crashed");
    EXPECT_EQ(module.calls("C_Initialize"), 0);
}

TEST_F(HelperTest, LiesAreFailures) {
    const std::vector<std::pair<std::string, std::string>> lies = {
        {"slots", "1000000"},       {"slots", "18446744073709551615"},
        {"objects", "5000"},        {"objects", "257"},
        {"found", "1000000"},       {"value_length", "0x7fffffff"},
        {"value_length", "262145"}, {"sign_length", "0xffffffff"},
        {"sign_length", "1025"},    {"sign_length", "127"},
        {"sign_length", "0"},       {"sign_length", "18446744073709551615"}};
    for (const auto& [name, value] : lies) {
        SCOPED_TRACE(name + "=" + value);
        module.tell(name, value);
        EXPECT_EQ(wholeAction(module.options()), "module.failed");
        module.tell(name, "");
    }
    EXPECT_EQ(wholeAction(module.options()), "ok");
}

TEST_F(HelperTest, ManyObjectsOfNoUseAreNoLie) {
    module.tell("objects", "250");
    EXPECT_EQ(wholeAction(module.options()), "ok");
}

/// A helper at the other end of a bare socket.
class BareHelper {
  public:
    BareHelper() {
        int pair[2] = {-1, -1};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
        const std::string program = helperBesideThisProgram().value().string();
        process = ::fork();
        if (process == 0) {
            ::dup2(pair[1], STDIN_FILENO);
            ::execl(program.c_str(), program.c_str(), nullptr);
            ::_exit(99);
        }
        ::close(pair[1]);
        socket = pair[0];
    }
    ~BareHelper() { hangUp(); }
    BareHelper(const BareHelper&) = delete;
    BareHelper& operator=(const BareHelper&) = delete;

    void send(ByteView bytes) const {
        EXPECT_EQ(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(bytes.size()));
    }
    void ask(wire::Operation operation, ByteView body) const {
        send(wire::encode(wire::RequestHeader{operation, static_cast<std::uint32_t>(body.size())}));
        if (!body.empty())
            send(body);
    }
    void hangUp() {
        if (socket >= 0)
            ::close(socket);
        socket = -1;
    }
    int exitCode() const {
        int status = -1;
        EXPECT_EQ(::waitpid(process, &status, 0), process);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    int socket = -1;
    pid_t process = -1;
};

TEST_F(HelperTest, EndsWithItsParentEvenInAHang) {
    module.tell("hang_in", "C_GetSlotList");
    BareHelper helper;
    wire::Writer path;
    path.text(module.path().string());
    helper.ask(wire::Operation::Load, path.content());
    helper.ask(wire::Operation::Slots, {});
    while (module.calls("C_GetSlotList") == 0)
        std::this_thread::yield();
    helper.hangUp();
    EXPECT_EQ(helper.exitCode(), 0);
}

TEST_F(HelperTest, EndsWhenSpokenToByAStranger) {
    BareHelper helper;
    helper.send(Bytes(wire::kRequestHeaderSize, 0x41));
    EXPECT_EQ(helper.exitCode(), 0);
}

TEST_F(HelperTest, RequestsOutOfOrderAreRefusedAndHarmless) {
    BareHelper helper;
    wire::Writer slot;
    slot.number(7).number(0);
    for (const auto operation : {wire::Operation::Slots, wire::Operation::OpenSession, wire::Operation::Login,
                                 wire::Operation::Sign, wire::Operation::SetPin, wire::Operation::Load}) {
        helper.ask(operation, slot.content());
        std::array<std::uint8_t, wire::kReplyHeaderSize> bytes{};
        ASSERT_EQ(::recv(helper.socket, bytes.data(), bytes.size(), MSG_WAITALL),
                  static_cast<ssize_t>(bytes.size()));
        const auto reply = wire::decodeReplyHeader(bytes);
        ASSERT_TRUE(reply.ok());
        EXPECT_EQ(reply.value().state, wire::HelperState::Misused);
        EXPECT_EQ(reply.value().bodySize, 0u);
    }
    helper.hangUp();
    EXPECT_EQ(helper.exitCode(), 0);
}

TEST(HelperByHand, DoesNothing) {
    const std::string program = helperBesideThisProgram().value().string();
    const int status = std::system(("'" + program + "' < /dev/null").c_str());
    EXPECT_EQ(WEXITSTATUS(status), 64);
}

} // namespace
} // namespace tanba::pkcs11
