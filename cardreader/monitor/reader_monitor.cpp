#include "cardreader/monitor/reader_monitor.h"

#include "cardreader/monitor/identifier.h"
#include "cardreader/monitor/reader_book.h"
#include "cardreader/pcsc/context.h"

#include <mutex>
#include <thread>

namespace tanba::card {
namespace {

using pcsc::Code;
using pcsc::Context;
using pcsc::Duration;

constexpr Duration kServiceAgainAfter{1000};
/// Not to look for changes, which end the wait by themselves: pcsclite 1.9 does not tell of a reader that was
/// plugged in between listing the readers and waiting.
constexpr Duration kListAgainAfter{60000};
/// A cancel that comes while nobody waits is lost, so it is said again.
constexpr Duration kCancelAgainAfter{20};
/// Readers that vanish between listing and waiting; more in a row is a confused service.
constexpr int kVanishedInARow = 3;

ServiceState withoutContext(Code code) {
    const bool denied = code == Code::SecurityViolation || code == Code::NoAccess;
    return denied ? ServiceState::NoRight : ServiceState::Off;
}

} // namespace

struct ReaderMonitor::Impl {
    Impl(pcsc::Api& api, pcsc::Waiter& waiter, Identify identify, Publish publish)
        : api_(api), waiter_(waiter), publish_(std::move(publish)),
          identifier_(
              api, waiter, std::move(identify),
              [this](IdentifyJob job, const auto& identity) { return identified(std::move(job), identity); }),
          thread_([this] {
              run();
              finished_.ring();
          }) {}

    ~Impl() {
        stop_.ring();
        do {
            const std::lock_guard lock(waitingMutex_);
            if (waiting_ != nullptr)
                static_cast<void>(api_.cancel(waiting_->handle()));
        } while (!finished_.waitFor(kCancelAgainAfter));
        thread_.join();
    }

    void run() {
        while (!stop_.rung()) {
            const auto context = Context::establish(api_);
            ServiceState lost = withoutContext(context.status.code);
            if (context.status.ok()) {
                setWaiting(&*context.value);
                watch(*context.value);
                setWaiting(nullptr);
                lost = ServiceState::Off;
            }
            if (stop_.rung())
                return;
            change([lost](ReaderBook& book) { book.setService(lost); });
            waiter_.wait(kServiceAgainAfter, stop_);
        }
    }

    /// Until the service fails or the monitor stops.
    void watch(const Context& context) {
        std::uint32_t readersBelieved = pcsc::state::kUnaware;
        int vanished = 0;
        while (!stop_.rung()) {
            auto names = api_.listReaders(context.handle());
            if (!names.status.ok() && names.status.code != Code::NoReaders)
                return;
            if (!names.status.ok())
                names.value.clear();
            change([&](ReaderBook& book) {
                book.setService(ServiceState::Running);
                book.setReaders(names.value);
            });
            std::vector<pcsc::ReaderWatch> rows = rowsOfBook();
            rows.push_back({pcsc::kReadersChangedName, readersBelieved, pcsc::state::kUnaware, {}});
            const pcsc::Status status = api_.waitForChange(context.handle(), kListAgainAfter, rows);
            if (status.ok()) {
                readersBelieved = rows.back().found & ~pcsc::state::kChanged;
                rows.pop_back();
                observe(rows);
                vanished = 0;
            } else if (status.code == Code::UnknownReader || status.code == Code::ReaderUnavailable) {
                if (++vanished > kVanishedInARow)
                    return;
            } else if (status.code != Code::Timeout && status.code != Code::Cancelled) {
                return;
            }
        }
    }

    std::vector<pcsc::ReaderWatch> rowsOfBook() {
        const std::lock_guard lock(mutex_);
        return book_.rows();
    }

    void observe(const std::vector<pcsc::ReaderWatch>& rows) {
        std::vector<IdentifyJob> jobs;
        change([&](ReaderBook& book) {
            for (const pcsc::ReaderWatch& row : rows)
                if (auto job = book.observe(row))
                    jobs.push_back(std::move(*job));
        });
        // After Reading was published: the answer cannot overtake it.
        for (IdentifyJob& job : jobs)
            identifier_.add(std::move(job));
    }

    std::optional<IdentifyJob> identified(IdentifyJob job,
                                          const Result<std::optional<CardIdentity>>& identity) {
        std::optional<IdentifyJob> again;
        change([&](ReaderBook& book) { again = book.identified(std::move(job), identity); });
        return again;
    }

    /// Changes the book and publishes what became different.
    template <typename Change>
    void change(const Change& change) {
        const std::lock_guard lock(mutex_);
        change(book_);
        if (!book_.complete())
            return;
        Snapshot now = book_.snapshot();
        if (published_ && *published_ == now)
            return;
        publish_(now);
        published_ = std::move(now);
    }

    void setWaiting(const Context* context) {
        const std::lock_guard lock(waitingMutex_);
        waiting_ = context;
    }

    pcsc::Api& api_;
    pcsc::Waiter& waiter_;
    const Publish publish_;
    pcsc::Bell stop_;
    pcsc::Bell finished_;
    std::mutex mutex_;
    ReaderBook book_;
    std::optional<Snapshot> published_;
    std::mutex waitingMutex_;
    const Context* waiting_ = nullptr;
    Identifier identifier_;
    std::thread thread_;
};

ReaderMonitor::ReaderMonitor(pcsc::Api& api, pcsc::Waiter& waiter, Identify identify, Publish publish)
    : impl_(std::make_unique<Impl>(api, waiter, std::move(identify), std::move(publish))) {}

ReaderMonitor::~ReaderMonitor() = default;

} // namespace tanba::card
