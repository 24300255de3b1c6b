#include "app/cli/login_browser.h"

#include "app/handover/loopback_link.h"
#include "core/base/child_process.h"

#include <array>
#include <atomic>
#include <thread>

namespace tanba::cli {

namespace {

using handover::LinkState;

/// What the program that opens addresses wants to know of the desktop.
constexpr auto kDesktopVariables = std::to_array<const char*>({
    "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_CURRENT_DESKTOP", "HOME",
    "XDG_SESSION_TYPE", "BROWSER", "DBUS_SESSION_BUS_ADDRESS", //
    "KDE_SESSION_VERSION", "KDE_FULL_SESSION", // without them xdg-open takes a newer KDE for none
});
/// Longer than a browser needs to start; a desktop that says "opened" and opens nothing is found out by this.
constexpr std::chrono::seconds kOpensWithin{20};
constexpr std::chrono::milliseconds kTick{50};

/// The desktop's program at work, beside everything else: it may run as long as the browser itself.
class BrowserOpening {
  public:
    explicit BrowserOpening(std::string link)
        : thread_([this, link = std::move(link)] { failed_ = !open(link).ok(); }) {}
    /// A browser that it started stays.
    ~BrowserOpening() {
        over_.cancel();
        thread_.join();
    }
    BrowserOpening(const BrowserOpening&) = delete;
    BrowserOpening& operator=(const BrowserOpening&) = delete;

    bool failed() const { return failed_; }

  private:
    Outcome open(const std::string& link) const {
        const std::array<std::string, 1> arguments{link};
        ChildProgram program;
        program.path = "/usr/bin/xdg-open";
        program.variables = kDesktopVariables;
        program.notStarted = program.ended = program.late = FailureCode::BrowserNotOpened;
        program.arguments = arguments;
        TANBA_TRY(const auto child, startChild(program));
        TANBA_CHECK(child->receiveToEnd(4096, Patience::forAtMost(handover::kLongestKept, &over_)));
        return Done{};
    }

    CancelToken over_;
    std::atomic<bool> failed_{false};
    std::thread thread_; // last: it uses the others
};

/// The link holds no secret, and works in any browser of this user. It stands on a line of its own: whoever
/// copies it should not take a full stop along.
void tellLink(const std::string& link, Console& console) {
    const text::Sentence sentence =
        console.table().sentence(fail(FailureCode::BrowserNotOpened), console.language());
    console.remark(sentence.what + "\n" + link + "\n" + sentence.nextOnCommandLine());
}

} // namespace

Outcome leadBrowser(SecretBytes address, std::chrono::milliseconds time, const std::string& host,
                    const Services& services) {
    TANBA_TRY(const auto link, handover::loopbackLink(std::move(address), time));
    const BrowserOpening opening(link->text());
    const auto begun = std::chrono::steady_clock::now();
    bool told = false;
    while (link->state() == LinkState::Waiting) {
        if (services.cancel.cancelled())
            return fail(FailureCode::Cancelled);
        if (!told && (opening.failed() || std::chrono::steady_clock::now() >= begun + kOpensWithin)) {
            tellLink(link->text(), services.console);
            told = true;
        }
        std::this_thread::sleep_for(kTick);
    }
    return link->state() == LinkState::Given ? Outcome(Done{}) : fail(FailureCode::BrowserNobodyCame, host);
}

} // namespace tanba::cli
