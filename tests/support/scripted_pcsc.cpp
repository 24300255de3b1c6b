#include "tests/support/scripted_pcsc.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace tanba::test {

using namespace card::pcsc;

namespace {

constexpr std::chrono::seconds kPatience{20};
constexpr Duration kClaimedAfterPull{400};
constexpr Duration kSilenceBeforeReset{5000};
constexpr std::uint32_t kVerifyCode = 0x42000D49;
constexpr std::uint32_t kModifyCode = 0x42000D4A;
constexpr std::uint32_t kPropertiesCode = 0x42000D4B;
constexpr std::uint32_t kTlvCode = 0x42000D4C;

Status coded(Code code) {
    return {code, code == Code::Success ? 0u : 0x80100000u};
}

template <typename T>
Answer<T> failed(Status why) {
    return {why, {}};
}

std::uint64_t number(ContextHandle handle) {
    return static_cast<std::uint64_t>(handle);
}

std::uint64_t number(CardHandle handle) {
    return static_cast<std::uint64_t>(handle);
}

void addFeature(Bytes& list, std::uint8_t tag, std::uint32_t code) {
    const Bytes row{tag,
                    4,
                    static_cast<std::uint8_t>(code >> 24),
                    static_cast<std::uint8_t>(code >> 16),
                    static_cast<std::uint8_t>(code >> 8),
                    static_cast<std::uint8_t>(code)};
    append(list, row);
}

void addProperty(Bytes& list, std::uint8_t tag, std::uint32_t value, std::uint8_t bytes) {
    list.push_back(tag);
    list.push_back(bytes);
    for (unsigned i = 0; i < bytes; ++i)
        list.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

} // namespace

struct ScriptedPcsc::Reader {
    std::optional<ScriptedCard> card;
    bool mute = false;
    unsigned counter = 0;
    Duration claimedUntil{-1};
    Bytes claimedAtr;
    bool exclusive = false;
    Duration exclusiveUntil{-1};
    Duration transactionUntil{-1};
    std::optional<ScriptedPad> pad;
    unsigned resets = 0;
    /// The handle of ours that holds the transaction.
    std::uint64_t transaction = 0;
    Duration lastCommand{0};
};

struct ScriptedPcsc::Context {
    bool alive = true;
    bool cancelled = false;
    bool waits = false;
    bool busy = false;
};

struct ScriptedPcsc::Handle {
    std::uint64_t context = 0;
    std::string reader;
    unsigned counter = 0;
    unsigned resetsSeen = 0;
    bool alive = true;
};

struct ScriptedPcsc::Fault {
    std::optional<std::pair<When, Trouble>> trouble;
    std::optional<Bytes> answer;
    std::optional<Code> code;
};

/// Finds two threads in one context.
class ScriptedPcsc::Use {
  public:
    Use(std::shared_ptr<Context> context, const char* call) : context_(std::move(context)) {
        if (!context_)
            return;
        if (context_->busy)
            ADD_FAILURE() << call << ": another thread is using this context";
        context_->busy = true;
    }
    ~Use() {
        if (context_)
            context_->busy = false;
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

  private:
    std::shared_ptr<Context> context_;
};

ScriptedPcsc::ScriptedPcsc(Habits habits) : habits_(habits) {}

ScriptedPcsc::~ScriptedPcsc() {
    {
        const Lock lock(mutex_);
        closing_ = true;
        notify();
    }
    if (!untilAllClosed())
        ADD_FAILURE() << contexts_.size() << " contexts and " << handles_.size() << " cards were left open";
}

void ScriptedPcsc::notify() {
    changed_.notify_all();
}

// ---- the world ----

void ScriptedPcsc::startService() {
    const Lock lock(mutex_);
    running_ = true;
    notify();
}

void ScriptedPcsc::stopService() {
    const Lock lock(mutex_);
    happen({}, Trouble::KillService);
}

void ScriptedPcsc::plug(const std::string& reader) {
    const Lock lock(mutex_);
    readers_[reader] = std::make_shared<Reader>();
    ++listVersion_;
    notify();
}

void ScriptedPcsc::plugUnnoticed(const std::string& reader) {
    const Lock lock(mutex_);
    readers_[reader] = std::make_shared<Reader>();
}

void ScriptedPcsc::unplug(const std::string& reader) {
    const Lock lock(mutex_);
    happen(reader, Trouble::UnplugReader);
}

void ScriptedPcsc::insert(const std::string& reader, ScriptedCard card) {
    const Lock lock(mutex_);
    putIn(reader, std::move(card), Speech::Answers);
}

void ScriptedPcsc::insertMute(const std::string& reader) {
    const Lock lock(mutex_);
    putIn(reader, {}, Speech::Mute);
}

void ScriptedPcsc::putIn(const std::string& reader, ScriptedCard card, Speech speech) {
    Reader& found = *readers_.at(reader);
    if (found.card)
        ADD_FAILURE() << "there is a card in " << reader;
    found.claimedUntil = Duration(-1);
    found.card = std::move(card);
    found.mute = speech == Speech::Mute;
    ++found.counter;
    notify();
}

void ScriptedPcsc::pull(const std::string& reader) {
    const Lock lock(mutex_);
    happen(reader, Trouble::Pull);
}

void ScriptedPcsc::swap(const std::string& reader, ScriptedCard card) {
    const Lock lock(mutex_);
    Reader& found = *readers_.at(reader);
    takeOut(found);
    found.claimedUntil = Duration(-1);
    found.card = std::move(card);
    ++found.counter;
    notify();
}

void ScriptedPcsc::resetByOther(const std::string& reader) {
    const Lock lock(mutex_);
    happen(reader, Trouble::ResetByOther);
}

void ScriptedPcsc::holdExclusively(const std::string& reader) {
    const Lock lock(mutex_);
    readers_.at(reader)->exclusive = true;
    notify();
}

void ScriptedPcsc::holdExclusivelyFor(const std::string& reader, Duration time) {
    const Lock lock(mutex_);
    readers_.at(reader)->exclusiveUntil = clock_.now() + time;
    notify();
}

void ScriptedPcsc::holdTransaction(const std::string& reader, Duration time) {
    const Lock lock(mutex_);
    readers_.at(reader)->transactionUntil = clock_.now() + time;
}

void ScriptedPcsc::letGo(const std::string& reader) {
    const Lock lock(mutex_);
    Reader& found = *readers_.at(reader);
    found.exclusive = false;
    found.exclusiveUntil = Duration(-1);
    found.transactionUntil = Duration(-1);
    notify();
}

void ScriptedPcsc::setPad(const std::string& reader, ScriptedPad pad) {
    const Lock lock(mutex_);
    readers_.at(reader)->pad = std::move(pad);
}

void ScriptedPcsc::denyService(bool deny) {
    const Lock lock(mutex_);
    serviceDenied_ = deny;
}

void ScriptedPcsc::denyCards(bool deny) {
    const Lock lock(mutex_);
    cardsDenied_ = deny;
}

void ScriptedPcsc::trouble(unsigned apdu, When when, Trouble trouble) {
    const Lock lock(mutex_);
    faults_[static_cast<unsigned>(apdus_.size()) + apdu].trouble = {when, trouble};
}

void ScriptedPcsc::answerWith(unsigned apdu, Bytes raw) {
    const Lock lock(mutex_);
    faults_[static_cast<unsigned>(apdus_.size()) + apdu].answer = std::move(raw);
}

void ScriptedPcsc::failWith(unsigned apdu, Code code) {
    const Lock lock(mutex_);
    faults_[static_cast<unsigned>(apdus_.size()) + apdu].code = code;
}

void ScriptedPcsc::controlTrouble(unsigned control, When when, Trouble trouble) {
    const Lock lock(mutex_);
    controlFaults_[controls_ + control].trouble = {when, trouble};
}

void ScriptedPcsc::controlAnswer(unsigned control, Bytes raw) {
    const Lock lock(mutex_);
    controlFaults_[controls_ + control].answer = std::move(raw);
}

void ScriptedPcsc::controlFail(unsigned control, Code code) {
    const Lock lock(mutex_);
    controlFaults_[controls_ + control].code = code;
}

void ScriptedPcsc::failNext(const std::string& call, Code code) {
    const Lock lock(mutex_);
    failNext_.emplace(call, code);
}

/// Called with the lock held.
void ScriptedPcsc::happen(const std::string& reader, Trouble trouble) {
    if (trouble == Trouble::KillService) {
        running_ = false;
        for (auto& [key, context] : contexts_)
            context->alive = false;
        for (auto& [key, handle] : handles_)
            handle->alive = false;
        for (auto& [name, each] : readers_)
            each->transaction = 0;
    } else if (trouble == Trouble::UnplugReader) {
        if (readers_.erase(reader) == 0)
            ADD_FAILURE() << "no such reader: " << reader;
        ++listVersion_;
    } else if (trouble == Trouble::ResetByOther) {
        Reader& found = *readers_.at(reader);
        ++found.resets;
        if (found.card && found.card->onReset)
            found.card->onReset();
    } else {
        takeOut(*readers_.at(reader));
    }
    notify();
}

void ScriptedPcsc::takeOut(Reader& reader) {
    if (!reader.card) {
        ADD_FAILURE() << "no card to pull";
        return;
    }
    if (reader.transaction != 0) {
        reader.claimedUntil = clock_.now() + kClaimedAfterPull;
        reader.claimedAtr = reader.card->atr;
    }
    if (reader.card->onReset)
        reader.card->onReset();
    reader.card.reset();
    reader.mute = false;
    ++reader.counter;
}

// ---- what the program did ----

unsigned ScriptedPcsc::apduCount() const {
    const Lock lock(mutex_);
    return static_cast<unsigned>(apdus_.size());
}

unsigned ScriptedPcsc::controlCount() const {
    const Lock lock(mutex_);
    return controls_;
}

void ScriptedPcsc::keepNoCommands() {
    const Lock lock(mutex_);
    keepsCommands_ = false;
}

std::optional<std::map<std::string, bool>> ScriptedPcsc::present() const {
    const Lock lock(mutex_);
    if (!running_)
        return std::nullopt;
    std::map<std::string, bool> readers;
    for (const auto& [name, reader] : readers_)
        readers[name] = reader->card.has_value();
    return readers;
}

std::vector<Bytes> ScriptedPcsc::apdus() const {
    const Lock lock(mutex_);
    return apdus_;
}

std::vector<std::string> ScriptedPcsc::calls() const {
    const Lock lock(mutex_);
    return calls_;
}

unsigned ScriptedPcsc::countOf(const std::string& call) const {
    const Lock lock(mutex_);
    return static_cast<unsigned>(std::ranges::count(calls_, call));
}

unsigned ScriptedPcsc::resets(const std::string& reader) const {
    const Lock lock(mutex_);
    return readers_.at(reader)->resets;
}

bool ScriptedPcsc::untilSomebodyWaits() const {
    Lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [this] { return waiting_ > 0; });
}

bool ScriptedPcsc::untilCalled(const std::string& call, unsigned times) const {
    Lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [&] { return std::ranges::count(calls_, call) >= times; });
}

bool ScriptedPcsc::untilAllClosed() const {
    Lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, [this] { return contexts_.empty() && handles_.empty(); });
}

bool ScriptedPcsc::untilAllClosedExceptWaiting() const {
    Lock lock(mutex_);
    return changed_.wait_for(lock, kPatience,
                             [this] { return contexts_.size() == 1 && handles_.empty() && waiting_ > 0; });
}

// ---- the interface ----

Status ScriptedPcsc::serviceGone() const {
    return coded(habits_ == Habits::Windows ? Code::ServiceStopped : Code::NoService);
}

/// Notes the call; the failure that was asked for, if any.
Status ScriptedPcsc::called(const std::string& name) {
    calls_.push_back(name);
    notify();
    const auto found = failNext_.find(name.substr(0, name.find(' ')));
    if (found == failNext_.end())
        return coded(Code::Success);
    const Code code = found->second;
    failNext_.erase(found);
    return coded(code);
}

Answer<ContextHandle> ScriptedPcsc::establishContext() {
    const Lock lock(mutex_);
    if (const Status wanted = called("establish"); !wanted.ok())
        return failed<ContextHandle>(wanted);
    if (!running_)
        return failed<ContextHandle>(coded(Code::NoService));
    if (serviceDenied_)
        return failed<ContextHandle>(coded(Code::SecurityViolation));
    contexts_[++lastHandle_] = std::make_shared<Context>();
    return {coded(Code::Success), ContextHandle(lastHandle_)};
}

Status ScriptedPcsc::releaseContext(ContextHandle context) {
    const Lock lock(mutex_);
    called("release");
    const auto found = contexts_.find(number(context));
    if (found == contexts_.end()) {
        ADD_FAILURE() << "release of an unknown context";
        return coded(Code::InvalidHandle);
    }
    const Use use(found->second, "release");
    for (const auto& [key, handle] : handles_)
        if (handle->context == number(context))
            ADD_FAILURE() << "a context was released before its card " << handle->reader;
    const bool alive = found->second->alive;
    contexts_.erase(found);
    notify();
    return alive ? coded(Code::Success) : serviceGone();
}

Answer<std::vector<std::string>> ScriptedPcsc::listReaders(ContextHandle context) {
    using Names = std::vector<std::string>;
    const Lock lock(mutex_);
    if (const Status wanted = called("list"); !wanted.ok())
        return failed<Names>(wanted);
    const auto found = contexts_.find(number(context));
    if (found == contexts_.end()) {
        ADD_FAILURE() << "list in an unknown context";
        return failed<Names>(coded(Code::InvalidHandle));
    }
    if (!found->second->alive)
        return failed<Names>(serviceGone());
    Names names;
    for (const auto& [name, reader] : readers_)
        names.push_back(name);
    if (names.empty())
        return failed<Names>(coded(Code::NoReaders));
    return {coded(Code::Success), names};
}

std::uint32_t ScriptedPcsc::stateOf(const Reader& reader) const {
    const bool claimed = clock_.now() < reader.claimedUntil;
    std::uint32_t bits = (claimed ? reader.counter - 1 : reader.counter) << 16;
    if (!reader.card && !claimed)
        return bits | state::kEmpty;
    bits |= state::kPresent;
    if (reader.mute)
        bits |= state::kMute;
    if (reader.exclusive || clock_.now() < reader.exclusiveUntil)
        bits |= state::kExclusive;
    const bool used = std::ranges::any_of(handles_, [&](const auto& entry) {
        const auto found = readers_.find(entry.second->reader);
        return found != readers_.end() && found->second.get() == &reader;
    });
    return used || clock_.now() < reader.transactionUntil ? bits | state::kInUse : bits;
}

bool ScriptedPcsc::rowChanged(ReaderWatch& row, unsigned listAtEntry) {
    if ((row.believed & state::kIgnore) != 0)
        return false;
    if (row.reader == kReadersChangedName) {
        // pcsclite 1.9 compares with what was at the entry of the call, Windows with what is believed.
        const unsigned before = habits_ == Habits::Windows ? row.believed >> 16 : listAtEntry;
        row.found = listVersion_ << 16;
        if (before == listVersion_)
            return false;
        row.found |= state::kChanged;
        return true;
    }
    const auto reader = readers_.find(row.reader);
    if (reader == readers_.end())
        row.found = state::kUnknown | state::kUnavailable;
    else
        row.found = stateOf(*reader->second);
    row.atr.clear();
    if ((row.found & state::kPresent) != 0 && reader->second->card)
        row.atr = reader->second->card->atr;
    else if ((row.found & state::kPresent) != 0)
        row.atr = reader->second->claimedAtr;
    std::uint32_t reported = row.found ^ row.believed;
    if (habits_ == Habits::Pcsclite) {
        // Tells when a card is let go, not when it is taken.
        const std::uint32_t sharing = state::kInUse | state::kExclusive;
        reported &= ~(row.found & sharing);
    }
    if (row.believed != state::kUnaware && reported == 0)
        return false;
    row.found |= state::kChanged;
    return true;
}

Status ScriptedPcsc::waitForChange(ContextHandle context, std::optional<std::chrono::milliseconds> timeout,
                                   std::span<ReaderWatch> rows) {
    Lock lock(mutex_);
    if (const auto wanted = failNext_.find("wait"); wanted != failNext_.end()) {
        const Code code = wanted->second;
        failNext_.erase(wanted);
        return coded(code);
    }
    const auto found = contexts_.find(number(context));
    if (found == contexts_.end()) {
        ADD_FAILURE() << "wait in an unknown context";
        return coded(Code::InvalidHandle);
    }
    const std::shared_ptr<Context> held = found->second;
    const Use use(held, "waitForChange");
    if (!held->alive)
        return serviceGone();
    for (const ReaderWatch& row : rows)
        if (row.reader != kReadersChangedName && readers_.count(row.reader) == 0)
            return coded(Code::UnknownReader);
    const Duration end = clock_.now() + timeout.value_or(Duration(0));
    const unsigned listAtEntry = listVersion_;
    held->cancelled = false;
    held->waits = true;
    while (true) {
        bool changed = false;
        for (ReaderWatch& row : rows)
            changed = rowChanged(row, listAtEntry) || changed;
        const bool timeUp = timeout && clock_.now() >= end;
        if (changed || timeUp || held->cancelled || !held->alive) {
            held->waits = false;
            if (!held->alive) // what pcsclite says when the service dies under a wait
                return habits_ == Habits::Windows ? serviceGone() : coded(Code::CommError);
            return coded(held->cancelled ? Code::Cancelled : changed ? Code::Success : Code::Timeout);
        }
        ++waiting_;
        notify();
        changed_.wait_for(lock, std::chrono::milliseconds(2));
        --waiting_;
    }
}

Status ScriptedPcsc::cancel(ContextHandle context) {
    const Lock lock(mutex_);
    const auto found = contexts_.find(number(context));
    if (found == contexts_.end())
        return coded(Code::InvalidHandle);
    found->second->cancelled = found->second->waits;
    notify();
    return coded(Code::Success);
}

/// pcsclite's connect and begin wait for ever while another program is in a transaction.
Status ScriptedPcsc::blockWhileHeld(Lock& lock, std::uint64_t context, const std::string& reader) {
    Duration blocked{0};
    while (true) {
        const auto at = contexts_.find(context);
        if (at == contexts_.end() || !at->second->alive || closing_)
            return serviceGone();
        const auto found = readers_.find(reader);
        if (found == readers_.end())
            return coded(Code::ReaderUnavailable);
        if (clock_.now() >= found->second->transactionUntil)
            return coded(Code::Success);
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (blocked < std::chrono::seconds(30)) {
            clock_.advance(Duration(100));
            blocked += Duration(100);
        }
        lock.lock();
    }
}

Answer<Connection> ScriptedPcsc::connect(ContextHandle context, const std::string& name) {
    Lock lock(mutex_);
    if (const Status wanted = called("connect " + name); !wanted.ok())
        return failed<Connection>(wanted);
    const auto found = contexts_.find(number(context));
    if (found == contexts_.end()) {
        ADD_FAILURE() << "connect in an unknown context";
        return failed<Connection>(coded(Code::InvalidHandle));
    }
    const std::shared_ptr<Context> held = found->second;
    const Use use(held, "connect");
    if (!held->alive)
        return failed<Connection>(serviceGone());
    if (readers_.count(name) == 0)
        return failed<Connection>(coded(Code::UnknownReader));
    if (const Reader& reader = *readers_.at(name); reader.exclusive || clock_.now() < reader.exclusiveUntil)
        return failed<Connection>(coded(Code::SharingViolation));
    if (const Status blocked = blockWhileHeld(lock, number(context), name); !blocked.ok())
        return failed<Connection>(blocked);
    const Reader& reader = *readers_.at(name);
    const bool claimed = clock_.now() < reader.claimedUntil;
    if (!reader.card && !claimed)
        return failed<Connection>(coded(habits_ == Habits::Windows ? Code::RemovedCard : Code::NoCard));
    if (reader.mute)
        return failed<Connection>(
            coded(habits_ == Habits::Windows ? Code::UnresponsiveCard : Code::ProtocolMismatch));
    if (cardsDenied_)
        return failed<Connection>(coded(Code::SecurityViolation));
    auto handle = std::make_shared<Handle>();
    handle->context = number(context);
    handle->reader = name;
    handle->counter = claimed ? reader.counter - 1 : reader.counter;
    handle->resetsSeen = reader.resets;
    handles_[++lastHandle_] = std::move(handle);
    const Protocol protocol = reader.card ? reader.card->protocol : Protocol::T1;
    return {coded(Code::Success), Connection{CardHandle(lastHandle_), protocol}};
}

ScriptedPcsc::Handle* ScriptedPcsc::handleOf(CardHandle card, const char* call) {
    const auto found = handles_.find(number(card));
    if (found != handles_.end())
        return found->second.get();
    ADD_FAILURE() << call << " with an unknown card handle";
    return nullptr;
}

Status ScriptedPcsc::readerTrouble(const Handle& handle) const {
    if (!handle.alive)
        return serviceGone();
    const auto found = readers_.find(handle.reader);
    if (found == readers_.end())
        return coded(Code::ReaderUnavailable);
    const Reader& reader = *found->second;
    if (reader.counter != handle.counter)
        return coded(clock_.now() < reader.claimedUntil ? Code::NotTransacted : Code::RemovedCard);
    if (reader.resets != handle.resetsSeen)
        return coded(Code::ResetCard);
    return coded(Code::Success);
}

Answer<Protocol> ScriptedPcsc::reconnect(CardHandle card) {
    const Lock lock(mutex_);
    if (const Status wanted = called("reconnect"); !wanted.ok())
        return failed<Protocol>(wanted);
    Handle* handle = handleOf(card, "reconnect");
    if (handle == nullptr)
        return failed<Protocol>(coded(Code::InvalidHandle));
    const Status trouble = readerTrouble(*handle);
    if (trouble.code == Code::RemovedCard)
        return failed<Protocol>(coded(Code::NoCard));
    if (!trouble.ok() && trouble.code != Code::ResetCard && trouble.code != Code::NotTransacted)
        return failed<Protocol>(trouble);
    const Reader& reader = *readers_.at(handle->reader);
    handle->resetsSeen = reader.resets;
    return {coded(Code::Success), reader.card ? reader.card->protocol : Protocol::T1};
}

/// Called with the lock held: the card forgets, and every other handle learns of it.
void ScriptedPcsc::resetCard(Lock& lock, const std::string& name, std::uint64_t byHandle) {
    const auto found = readers_.find(name);
    if (found == readers_.end() || !found->second->card)
        return;
    Reader& reader = *found->second;
    ++reader.resets;
    if (const auto handle = handles_.find(byHandle); handle != handles_.end())
        handle->second->resetsSeen = reader.resets;
    const auto onReset = reader.card->onReset;
    if (!onReset)
        return;
    lock.unlock();
    onReset();
    lock.lock();
}

Status ScriptedPcsc::disconnect(CardHandle card, Disposition disposition) {
    Lock lock(mutex_);
    called(disposition == Disposition::Reset ? "disconnect reset" : "disconnect leave");
    Handle* handle = handleOf(card, "disconnect");
    if (handle == nullptr)
        return coded(Code::InvalidHandle);
    const Status trouble = readerTrouble(*handle);
    const std::string name = handle->reader;
    if (const auto reader = readers_.find(name); reader != readers_.end())
        if (reader->second->transaction == number(card))
            reader->second->transaction = 0;
    if (disposition == Disposition::Reset && trouble.ok())
        resetCard(lock, name, number(card));
    handles_.erase(number(card));
    notify();
    return trouble.code == Code::ResetCard ? coded(Code::Success) : trouble;
}

Status ScriptedPcsc::beginTransaction(CardHandle card) {
    Lock lock(mutex_);
    if (const Status wanted = called("begin"); !wanted.ok())
        return wanted;
    Handle* handle = handleOf(card, "begin");
    if (handle == nullptr)
        return coded(Code::InvalidHandle);
    const Use use(contexts_.at(handle->context), "begin");
    if (const Status trouble = readerTrouble(*handle); !trouble.ok())
        return trouble.code == Code::NotTransacted ? coded(Code::RemovedCard) : trouble;
    if (const Status blocked = blockWhileHeld(lock, handle->context, handle->reader); !blocked.ok())
        return blocked;
    // Another session of this program: both services make the second one wait for the first.
    constexpr int kMostWaits = 5000;
    const std::string name = handle->reader;
    for (int waited = 0; readers_.contains(name) && readers_.at(name)->transaction != 0; ++waited) {
        if (waited == kMostWaits) {
            ADD_FAILURE() << "two sessions in " << name << " that wait for each other";
            return coded(Code::SharingViolation);
        }
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        lock.lock();
    }
    handle = handleOf(card, "begin");
    if (handle == nullptr || !readers_.contains(name))
        return coded(Code::ReaderUnavailable);
    Reader& reader = *readers_.at(name);
    reader.transaction = number(card);
    reader.lastCommand = clock_.now();
    return coded(Code::Success);
}

Status ScriptedPcsc::endTransaction(CardHandle card, Disposition disposition) {
    Lock lock(mutex_);
    called(disposition == Disposition::Reset ? "end reset" : "end leave");
    Handle* handle = handleOf(card, "end");
    if (handle == nullptr)
        return coded(Code::InvalidHandle);
    const Status trouble = readerTrouble(*handle);
    const std::string name = handle->reader;
    const auto found = readers_.find(name);
    if (found == readers_.end() || found->second->transaction != number(card))
        return trouble.ok() ? coded(Code::NotTransacted) : trouble;
    found->second->transaction = 0;
    if (disposition == Disposition::Reset && trouble.ok())
        resetCard(lock, name, number(card));
    return trouble;
}

Answer<Bytes> ScriptedPcsc::status(CardHandle card) {
    const Lock lock(mutex_);
    if (const Status wanted = called("status"); !wanted.ok())
        return failed<Bytes>(wanted);
    Handle* handle = handleOf(card, "status");
    if (handle == nullptr)
        return failed<Bytes>(coded(Code::InvalidHandle));
    const Use use(contexts_.at(handle->context), "status");
    const Status trouble = readerTrouble(*handle);
    if (!trouble.ok() && trouble.code != Code::NotTransacted)
        return failed<Bytes>(trouble);
    Reader& reader = *readers_.at(handle->reader);
    reader.lastCommand = clock_.now();
    return {coded(Code::Success), reader.card ? reader.card->atr : reader.claimedAtr};
}

Answer<Bytes> ScriptedPcsc::lostAnswer(const Handle& handle, Trouble trouble) const {
    return {trouble == Trouble::PullSilently ? coded(Code::Success) : readerTrouble(handle), {}};
}

Answer<Bytes> ScriptedPcsc::transmit(CardHandle card, Protocol protocol, ByteView command) {
    Lock lock(mutex_);
    Handle* handle = handleOf(card, "transmit");
    if (handle == nullptr)
        return failed<Bytes>(coded(Code::InvalidHandle));
    const Use use(contexts_.at(handle->context), "transmit");
    const std::string name = handle->reader;
    apdus_.push_back(keepsCommands_ ? Bytes(command.begin(), command.end()) : Bytes());
    notify();
    const auto fault = faults_.find(static_cast<unsigned>(apdus_.size()));
    const Fault what = fault == faults_.end() ? Fault{} : fault->second;
    const auto strikes = [&](When when) { return what.trouble && what.trouble->first == when; };
    const auto lost = [&] { return lostAnswer(*handle, what.trouble->second); };
    if (what.code)
        return failed<Bytes>(coded(*what.code));
    if (strikes(When::Before))
        happen(name, what.trouble->second);
    if (const auto reader = readers_.find(name); reader != readers_.end()) {
        if (reader->second->transaction != number(card) && handle->alive)
            ADD_FAILURE() << "an APDU outside a transaction";
        const Duration silence = clock_.now() - reader->second->lastCommand;
        if (habits_ == Habits::Windows && silence > kSilenceBeforeReset)
            happen(name, Trouble::ResetByOther);
    }
    if (strikes(When::Before))
        return lost();
    if (const Status trouble = readerTrouble(*handle); !trouble.ok())
        return failed<Bytes>(trouble);
    Reader& reader = *readers_.at(name);
    if (reader.card->protocol != protocol)
        ADD_FAILURE() << "an APDU in the other protocol";
    Bytes answer;
    if (what.answer) {
        answer = *what.answer;
    } else if (!reader.card->answer) {
        ADD_FAILURE() << "an APDU to a card without a script";
    } else {
        const CardFunction function = reader.card->answer;
        lock.unlock();
        answer = function(command);
        lock.lock();
    }
    if (const auto still = readers_.find(name); still != readers_.end())
        still->second->lastCommand = clock_.now();
    if (!strikes(When::Before) && what.trouble) {
        happen(name, what.trouble->second);
        if (strikes(When::During))
            return lost();
    }
    return {coded(Code::Success), answer};
}

Answer<Bytes> ScriptedPcsc::control(CardHandle card, std::uint32_t code, ByteView input) {
    Lock lock(mutex_);
    if (const Status wanted = called("control"); !wanted.ok())
        return failed<Bytes>(wanted);
    Handle* handle = handleOf(card, "control");
    if (handle == nullptr)
        return failed<Bytes>(coded(Code::InvalidHandle));
    const Use use(contexts_.at(handle->context), "control");
    const auto fault = controlFaults_.find(++controls_);
    const Fault what = fault == controlFaults_.end() ? Fault{} : fault->second;
    const auto strikes = [&](When when) { return what.trouble && what.trouble->first == when; };
    const std::string name = handle->reader;
    if (what.code)
        return failed<Bytes>(coded(*what.code));
    if (strikes(When::Before)) {
        happen(name, what.trouble->second);
        return lostAnswer(*handle, what.trouble->second);
    }
    if (const Status trouble = readerTrouble(*handle); !trouble.ok())
        return failed<Bytes>(trouble);
    const std::optional<ScriptedPad> pad = readers_.at(name)->pad;
    if (!pad)
        return failed<Bytes>(coded(Code::UnsupportedFeature));
    Answer<Bytes> answer = what.answer ? Answer<Bytes>{coded(Code::Success), *what.answer}
                                       : readerAnswer(lock, *pad, code, input);
    if (what.trouble) {
        happen(name, what.trouble->second);
        if (strikes(When::During))
            return lostAnswer(*handle, what.trouble->second);
    }
    return answer;
}

/// Called with the lock held; without it while somebody types.
Answer<Bytes> ScriptedPcsc::readerAnswer(Lock& lock, const ScriptedPad& pad, std::uint32_t code,
                                         ByteView input) {
    Bytes answer;
    if (code == kFeatureRequest && pad.featureList) {
        answer = *pad.featureList;
    } else if (code == kFeatureRequest) {
        if (pad.verify)
            addFeature(answer, 0x06, kVerifyCode);
        if (pad.modify)
            addFeature(answer, 0x07, kModifyCode);
        addFeature(answer, 0x0A, kPropertiesCode);
        addFeature(answer, 0x12, kTlvCode);
    } else if (code == kPropertiesCode) {
        answer = {0, 0, pad.validationConditions, 0};
    } else if (code == kTlvCode) {
        addProperty(answer, 11, pad.vendor, 2);
        addProperty(answer, 12, pad.product, 2);
        if (pad.largestApdu != 0)
            addProperty(answer, 10, pad.largestApdu, 4);
    } else if ((code == kVerifyCode && pad.verify) || (code == kModifyCode && pad.modify)) {
        lock.unlock();
        answer = code == kVerifyCode ? pad.verify(input) : pad.modify(input);
        lock.lock();
    } else {
        if (!pad.featureList)
            ADD_FAILURE() << "an unknown control code";
        return failed<Bytes>(coded(Code::UnsupportedFeature));
    }
    return {coded(Code::Success), answer};
}

// ---- ways of a card to answer ----

CardFunction withMoreData(CardFunction card, std::size_t piece) {
    auto rest = std::make_shared<Bytes>();
    const auto next = [rest, piece](std::size_t wanted) {
        const std::size_t taken = std::min({wanted, piece, rest->size()});
        Bytes answer(rest->begin(), rest->begin() + static_cast<std::ptrdiff_t>(taken));
        rest->erase(rest->begin(), rest->begin() + static_cast<std::ptrdiff_t>(taken));
        const std::size_t left = std::min(rest->size(), piece);
        answer.push_back(left == 0 ? 0x90 : 0x61);
        answer.push_back(static_cast<std::uint8_t>(left));
        return answer;
    };
    return [card = std::move(card), rest, next](ByteView command) {
        if (command.size() == 5 && command[1] == 0xC0)
            return next(command[4] == 0 ? 256 : command[4]);
        Bytes answer = card(command);
        if (answer.size() <= 2 || answer[answer.size() - 2] != 0x90)
            return answer;
        rest->assign(answer.begin(), answer.end() - 2);
        return next(0);
    };
}

CardFunction withExactLength(CardFunction card) {
    return [card = std::move(card)](ByteView command) {
        Bytes answer = card(command);
        const std::size_t size = answer.size() - std::min<std::size_t>(answer.size(), 2);
        const bool asks = command.size() == 5 || (command.size() > 6 && command.size() == 6u + command[4]);
        if (!asks || size == 0 || size > 256 || command.back() == static_cast<std::uint8_t>(size))
            return answer;
        return Bytes{0x6C, static_cast<std::uint8_t>(size)};
    };
}

} // namespace tanba::test
