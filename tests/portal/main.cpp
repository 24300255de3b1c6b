// tanba-reference-portal: a portal that speaks the portal profile (README.md beside this file).

#include "app/platform/cancel_on_signal.h"
#include "core/base/disk_file_store.h"
#include "core/base/encoding.h"
#include "core/base/private_file.h"
#include "core/base/random.h"
#include "core/keys/web_authority.h"
#include "tests/portal/arguments.h"
#include "tests/portal/server.h"

#include <unistd.h>

#include <array>
#include <iostream>
#include <thread>

namespace {

using namespace tanba;
using namespace tanba::reference_portal;

constexpr int kUsage = 64;
constexpr int kFailed = 1;
constexpr std::size_t kSecretBytes = 32;

/// The portal's timers run on its loop.
class LoopTimers : public Timers {
  public:
    explicit LoopTimers(service::EventLoop& loop) : loop_(loop) {}
    void after(std::chrono::milliseconds time, std::function<void()> task) override {
        loop_.after(time, std::move(task));
    }

  private:
    service::EventLoop& loop_;
};

Result<SecretBytes> codeSecret(const std::string& hexadecimal) {
    if (hexadecimal.empty()) {
        TANBA_TRY(const Bytes random, randomBytes(kSecretBytes));
        return SecretBytes::copyOf(random);
    }
    TANBA_TRY(const Bytes given, fromHex(hexadecimal));
    return SecretBytes::copyOf(given);
}

/// Everything that one run consists of, in the order in which it is made.
class Run {
  public:
    explicit Run(Arguments arguments)
        : arguments_(std::move(arguments)), clock_(systemClock_, arguments_.clockSkew), timers_(loop_),
          judge_(files_, {arguments_.trust, arguments_.crl}) {}
    ~Run() {
        if (!thread_.joinable())
            return;
        loop_.stop();
        thread_.join();
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    Outcome start() {
        TANBA_TRY(const Bytes accounts, readFile(files_, arguments_.accounts, Accounts::kMaxFile));
        TANBA_TRY(accounts_, Accounts::read(accounts));
        TANBA_CHECK(judge_.prepare());
        TANBA_TRY(auto outboxFile, files_.openGrowing(arguments_.directory / "outbox.jsonl", IfHeld::Refuse));
        TANBA_CHECK(outboxFile->cutTo(0));
        outbox_ = std::make_unique<Outbox>(std::move(outboxFile));
        TANBA_TRY(SecretBytes generator, codeSecret(arguments_.codeSecret));
        TANBA_TRY(SecretBytes hashKey, codeSecret({}));
        TANBA_TRY(portal_, Portal::make({arguments_.settings,
                                         clock_,
                                         timers_,
                                         accounts_,
                                         judge_,
                                         *outbox_,
                                         {std::move(generator), std::move(hashKey)}}));
        TANBA_CHECK(listen());
        thread_ = std::thread([this] { loop_.run(); });
        return Done{};
    }

    std::uint16_t port() const { return server_->port(); }

    /// Last, because others wait for it.
    Outcome tellPort() { return write("port", std::to_string(port()) + "\n"); }

  private:
    Outcome write(const char* name, const std::string& content) {
        return writePrivateFile(files_, arguments_.directory / name, IfExists::Replace, viewOf(content));
    }

    Result<std::shared_ptr<service::TlsSettings>> tlsOf(const keys::WebAuthority& authority) const {
        return service::TlsSettings::make(authority.leaves.front());
    }

    /// The authorities are of the true time: clients judge them by their own clock.
    Outcome listen() {
        TANBA_TRY(const keys::WebAuthority authority, keys::makeWebAuthority(systemClock_.now()));
        TANBA_TRY(const keys::WebAuthority other, keys::makeWebAuthority(systemClock_.now()));
        TANBA_CHECK(write("ca.pem", toPem("CERTIFICATE", authority.certificate.der())));
        TANBA_TRY(const auto tls, tlsOf(authority));
        TANBA_TRY(const auto otherTls, tlsOf(other));
        TANBA_TRY(server_, Server::start({loop_, *portal_, tls, otherTls, arguments_.port,
                                          arguments_.networkDelay, ServerLimits{}}));
        return Done{};
    }

    const Arguments arguments_;
    const SystemClock systemClock_;
    const SkewedClock clock_;
    DiskFileStore files_;
    service::EventLoop loop_;
    LoopTimers timers_;
    Accounts accounts_;
    const SignatureJudge judge_;
    std::unique_ptr<Outbox> outbox_;
    std::unique_ptr<Portal> portal_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

int complain(const Failure& failure, int exitCode) {
    std::cerr << "tanba-reference-portal: " << codeText(failure.code) << " " << failure.subject << " "
              << failure.detail << std::endl;
    return exitCode;
}

void waitForTheEnd(const platform::SignalsHeldBack& held, Arguments::Ends ends) {
    // Nothing is ever written to this pipe: only a signal ends the wait.
    std::array<int, 2> never{-1, -1};
    if (::pipe(never.data()) != 0)
        return;
    const int watched = ends == Arguments::Ends::AlsoWhenStdinCloses ? STDIN_FILENO : never[0];
    std::array<char, 256> thrownAway{};
    while (held.waitReadable(watched))
        if (::read(watched, thrownAway.data(), thrownAway.size()) <= 0)
            return;
}

} // namespace

int main(int argc, char** argv) {
    const auto arguments = parseArguments({argv + 1, argv + argc});
    if (!arguments.ok())
        return complain(arguments.failure(), kUsage);
    if (arguments.value().help) {
        std::cout << *arguments.value().help;
        return 0;
    }
    platform::cancelOnSignal();
    // Before there is a thread: a signal ends the wait of this one.
    const platform::SignalsHeldBack held;
    Run run(arguments.value());
    if (const Outcome started = run.start(); !started.ok())
        return complain(started.failure(), kFailed);
    if (const Outcome told = run.tellPort(); !told.ok())
        return complain(told.failure(), kFailed);
    std::cout << "https://127.0.0.1:" << run.port() << std::endl;
    waitForTheEnd(held, arguments.value().ends);
    return 0;
}
