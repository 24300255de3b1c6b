#include "cardreader/pcsc/open_card.h"

#include "cardreader/pcsc/code_failure.h"

#include <array>
#include <system_error>
#include <thread>

namespace tanba::card::pcsc {
namespace {

constexpr Duration kTryFor{3000};
constexpr Duration kNeverLonger{4000};
constexpr Duration kTryEach{100};
constexpr Duration kUntilTheTruth{500};

using Opened = Result<std::unique_ptr<OpenCard>>;

bool heldByOther(Code code) {
    return code == Code::SharingViolation || code == Code::ServerTooBusy;
}

/// What the thread that opens and the one that waits for it share. Whoever leaves last drops the result, and
/// with it an open card that nobody wanted any more.
struct Attempt {
    Bell done;
    Bell abandoned;
    std::optional<Opened> result; ///< written before `done` rings, read after
};

/// Connects as often as it takes; `context` stays alive until the last of this function's calls.
Opened openPatiently(Context context, Waiter& waiter, const std::string& reader, const Bell& abandoned) {
    Api& api = context.api();
    const Duration start = waiter.now();
    Answer<Connection> connection = api.connect(context.handle(), reader);
    while (heldByOther(connection.status.code)) {
        if (abandoned.rung())
            return fail(FailureCode::Cancelled);
        if (waiter.now() - start >= kTryFor)
            break;
        waiter.pause(kTryEach);
        connection = api.connect(context.handle(), reader);
    }
    if (!connection.status.ok())
        return failureOf(connection.status, Moment::Opening, reader, "SCardConnect");
    auto card = std::make_unique<OpenCard>(std::move(context), reader, connection.value);
    const Status begun = card->begin();
    if (begun.ok())
        return card;
    Failure failure = failureOf(begun, Moment::Opening, reader, "SCardBeginTransaction");
    if (mustLookAgain(begun.code))
        return lookAgain(*card, waiter, std::move(failure));
    return failure;
}

} // namespace

OpenCard::OpenCard(Context context, std::string reader, Connection connection)
    : context_(std::move(context)), reader_(std::move(reader)), connection_(connection) {}

OpenCard::~OpenCard() {
    // Nothing can be done about a card that is gone already. The reset comes with the end of the transaction,
    // so that no other program finds the card between the two calls.
    if (inTransaction_)
        static_cast<void>(api().endTransaction(connection_.card, end_));
    static_cast<void>(api().disconnect(connection_.card, end_));
}

Status OpenCard::begin() {
    Status begun = api().beginTransaction(connection_.card);
    if (begun.code == Code::ResetCard) {
        const Answer<Protocol> again = api().reconnect(connection_.card);
        if (!again.status.ok())
            return again.status;
        connection_.protocol = again.value;
        begun = api().beginTransaction(connection_.card);
    }
    if (!begun.ok())
        return begun;
    inTransaction_ = true;
    Answer<Bytes> status = api().status(connection_.card);
    atr_ = std::move(status.value);
    return status.status;
}

Answer<std::uint32_t> OpenCard::look() const {
    std::array<ReaderWatch, 1> rows{ReaderWatch{reader_, state::kUnaware, state::kUnaware, {}}};
    const Status status = api().waitForChange(context_.handle(), Duration(0), rows);
    return {status, rows[0].found};
}

Failure lookAgain(const OpenCard& card, Waiter& waiter, Failure otherwise) {
    waiter.pause(kUntilTheTruth);
    const Answer<std::uint32_t> seen = card.look();
    if (!seen.status.ok() && seen.status.code != Code::Timeout)
        // A context that cannot even look: whatever the code, the service is not what it was.
        return fail(mustLookAgain(seen.status.code) ? FailureCode::ReaderServiceOff
                                                    : failureOf(seen.status, Moment::Working, {}, {}).code,
                    otherwise.subject, otherwise.detail);
    if ((seen.value & (state::kUnknown | state::kUnavailable)) != 0)
        return fail(FailureCode::ReaderRemoved, otherwise.subject, otherwise.detail);
    if ((seen.value & state::kEmpty) != 0)
        return fail(FailureCode::CardRemoved, otherwise.subject, otherwise.detail);
    return otherwise;
}

Opened openCard(Api& api, Waiter& waiter, const std::string& reader, const CancelToken* cancel) {
    const auto cancelled = [cancel] { return cancel != nullptr && cancel->cancelled(); };
    if (cancelled())
        return fail(FailureCode::Cancelled);
    auto context = Context::establish(api);
    if (!context.status.ok())
        return failureOf(context.status, Moment::Opening, reader, "SCardEstablishContext");
    const auto attempt = std::make_shared<Attempt>();
    const Duration start = waiter.now();
    try {
        std::thread([attempt, &waiter, reader, held = std::move(*context.value)]() mutable {
            attempt->result.emplace(openPatiently(std::move(held), waiter, reader, attempt->abandoned));
            attempt->done.ring();
        }).detach();
    } catch (const std::system_error& error) {
        return fail(FailureCode::OutOfMemory, {}, error.what());
    }
    while (!waiter.wait(kTryEach, attempt->done)) {
        const bool late = waiter.now() - start >= kNeverLonger;
        if (!cancelled() && !late)
            continue;
        attempt->abandoned.ring();
        return cancelled() ? fail(FailureCode::Cancelled)
                           : fail(FailureCode::CardInUse, reader, "another program's transaction");
    }
    return std::move(*attempt->result);
}

} // namespace tanba::card::pcsc
