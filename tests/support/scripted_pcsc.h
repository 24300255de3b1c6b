#pragma once

#include "cardreader/pcsc/api.h"
#include "cardreader/pcsc/waiter.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tanba::test {

/// Time that passes only when somebody lets it: pause() and advance() move it, wait() waits for others to do
/// so (and fails the test after 20 real seconds).
class VirtualWaiter : public card::pcsc::Waiter {
  public:
    card::pcsc::Duration now() const override;
    void pause(card::pcsc::Duration time) override { advance(time); }
    bool wait(card::pcsc::Duration time, const card::pcsc::Bell& bell) override;
    void advance(card::pcsc::Duration time);
    /// Waits, in real time, until so many threads are in wait().
    bool untilWaiting(int threads) const;
    /// How often somebody began to wait.
    int waitsBegun() const { return begun_; }
    /// False when that many waits were not begun within 20 s of real time.
    bool untilWaitsBegun(int waits) const;

  private:
    std::atomic<std::int64_t> now_{0};
    std::atomic<int> waiting_{0};
    std::atomic<int> begun_{0};
};

/// What a card answers: raw command to raw answer with its status word. Called without any lock.
using CardFunction = std::function<Bytes(ByteView command)>;
/// The card answers through 61xx and GET RESPONSE, at most `piece` bytes a time.
CardFunction withMoreData(CardFunction card, std::size_t piece = 256);
/// The card answers 6Cxx to every wrong Le.
CardFunction withExactLength(CardFunction card);

struct ScriptedCard {
    Bytes atr;
    CardFunction answer;
    card::pcsc::Protocol protocol = card::pcsc::Protocol::T1;
    /// Called when the card is reset: a verified PIN is forgotten.
    std::function<void()> onReset;
};

/// The keys on a reader: what VERIFY and MODIFY get back, given the whole structure of PC/SC part 10.
struct ScriptedPad {
    std::function<Bytes(ByteView structure)> verify;
    std::function<Bytes(ByteView structure)> modify;
    std::uint16_t vendor = 0x1234;
    std::uint16_t product = 0x5678;
    std::uint32_t largestApdu = 0;         ///< 0: the reader does not say
    std::uint8_t validationConditions = 7; ///< of PIN_PROPERTIES_STRUCTURE
    /// A reader that lies: the list of features that it gives instead of a true one. Codes that it does not
    /// know then are no failure of the test.
    std::optional<Bytes> featureList;
};

enum class Habits { Pcsclite, Windows };

enum class When {
    Before, ///< the command does not reach the card
    During, ///< the card worked, its answer is lost
    After,  ///< the answer arrives
};

enum class Trouble {
    Pull,         ///< a transaction: 80100016, and the card is still claimed for 400 ms
    PullSilently, ///< the call says success and gives no byte, as vpcd does
    UnplugReader,
    KillService,
    ResetByOther,
};

/// PC/SC as it behaves in fact (cardreader/pcsc/README.md), with readers, cards and troubles on command.
///
///     ScriptedPcsc pcsc;                                   // service on, no reader
///     pcsc.plug("Reader");
///     pcsc.insert("Reader", {.atr = atr, .answer = [&](ByteView c) { return card.answer(c); }});
///     pcsc.trouble(3, When::During, Trouble::Pull);        // at the third APDU from now
///     PcscCardSlot slot(pcsc, pcsc.clock(), "Reader");
///
/// APDUs are counted as they cross the wire (GET RESPONSE counts). Whatever a real program must not do fails
/// the test: foreign or closed handles, APDUs outside a transaction, a context used by two threads, contexts
/// that are still open at the end.
class ScriptedPcsc : public card::pcsc::Api {
  public:
    explicit ScriptedPcsc(Habits habits = Habits::Pcsclite);
    ~ScriptedPcsc() override;

    VirtualWaiter& clock() { return clock_; }

    // What the world does. From any thread.
    void startService();
    void stopService();
    void plug(const std::string& reader);
    void unplug(const std::string& reader);
    /// Plugged in at the moment in which nobody is told.
    void plugUnnoticed(const std::string& reader);
    void insert(const std::string& reader, ScriptedCard card);
    /// A card that does not answer.
    void insertMute(const std::string& reader);
    void pull(const std::string& reader);
    /// Pulled and another put in within one wait.
    void swap(const std::string& reader, ScriptedCard card);
    void resetByOther(const std::string& reader);
    /// Another program connects exclusively, or lets go.
    void holdExclusively(const std::string& reader);
    void letGo(const std::string& reader);
    /// Another program connects exclusively for so long.
    void holdExclusivelyFor(const std::string& reader, card::pcsc::Duration time);
    /// Another program holds a transaction: connect() and beginTransaction() block, until letGo() or this
    /// time.
    void holdTransaction(const std::string& reader, card::pcsc::Duration time);
    void setPad(const std::string& reader, ScriptedPad pad);
    /// polkit refuses the service, or the card only.
    void denyService(bool deny);
    void denyCards(bool deny);

    // Faults, counted from now on: 1 is the next APDU.
    void trouble(unsigned apdu, When when, Trouble trouble);
    /// These raw bytes instead of the card's answer (the card is not asked).
    void answerWith(unsigned apdu, Bytes raw);
    void failWith(unsigned apdu, card::pcsc::Code code);
    // The same for SCardControl: 1 is the next call, whether it asks for features or sends somebody to the
    // keys. A trouble before it: nobody was asked to type. During: it was typed, and the answer is lost.
    void controlTrouble(unsigned control, When when, Trouble trouble);
    /// These raw bytes instead of the reader's answer (neither person nor card is asked).
    void controlAnswer(unsigned control, Bytes raw);
    void controlFail(unsigned control, card::pcsc::Code code);
    /// The next call of this name ("connect", "begin", "status", "list", "establish", "wait", "control")
    /// fails so.
    void failNext(const std::string& call, card::pcsc::Code code);

    // What the program did.
    unsigned apduCount() const;
    unsigned controlCount() const;
    /// Commands as they crossed the wire. Keeps PINs: only those of tests.
    std::vector<Bytes> apdus() const;
    /// From now on commands are counted and not kept: for tests that look for PINs in memory.
    void keepNoCommands();
    /// Each reader that is plugged in, and whether a card is in it; nothing while the service is off.
    std::optional<std::map<std::string, bool>> present() const;
    /// "establish", "connect Reader", "begin", "end reset", "disconnect leave", ...; without transmit and
    /// wait.
    std::vector<std::string> calls() const;
    unsigned countOf(const std::string& call) const;
    unsigned resets(const std::string& reader) const;
    /// Waits, in real time, until somebody is in waitForChange() with no change to tell (fails after 20 s).
    bool untilSomebodyWaits() const;
    bool untilCalled(const std::string& call, unsigned times) const;
    /// True when every context and card handle was given back (waits for it in real time).
    bool untilAllClosed() const;
    /// The same but for one context, in which somebody waits for changes.
    bool untilAllClosedExceptWaiting() const;

    card::pcsc::Answer<card::pcsc::ContextHandle> establishContext() override;
    card::pcsc::Status releaseContext(card::pcsc::ContextHandle context) override;
    card::pcsc::Answer<std::vector<std::string>> listReaders(card::pcsc::ContextHandle context) override;
    card::pcsc::Status waitForChange(card::pcsc::ContextHandle context,
                                     std::optional<std::chrono::milliseconds> timeout,
                                     std::span<card::pcsc::ReaderWatch> rows) override;
    card::pcsc::Status cancel(card::pcsc::ContextHandle context) override;
    card::pcsc::Answer<card::pcsc::Connection> connect(card::pcsc::ContextHandle context,
                                                       const std::string& reader) override;
    card::pcsc::Answer<card::pcsc::Protocol> reconnect(card::pcsc::CardHandle card) override;
    card::pcsc::Status disconnect(card::pcsc::CardHandle card, card::pcsc::Disposition disposition) override;
    card::pcsc::Status beginTransaction(card::pcsc::CardHandle card) override;
    card::pcsc::Status endTransaction(card::pcsc::CardHandle card,
                                      card::pcsc::Disposition disposition) override;
    card::pcsc::Answer<Bytes> status(card::pcsc::CardHandle card) override;
    card::pcsc::Answer<Bytes> transmit(card::pcsc::CardHandle card, card::pcsc::Protocol protocol,
                                       ByteView command) override;
    card::pcsc::Answer<Bytes> control(card::pcsc::CardHandle card, std::uint32_t code,
                                      ByteView input) override;
    std::uint32_t featureRequestCode() const override { return kFeatureRequest; }
    bool resetsSilentCards() const override { return habits_ == Habits::Windows; }

    static constexpr std::uint32_t kFeatureRequest = 0x42000D48;

  private:
    struct Reader;
    struct Context;
    struct Handle;
    struct Fault;
    class Use;

    using Lock = std::unique_lock<std::mutex>;

    card::pcsc::Status called(const std::string& name);
    card::pcsc::Status serviceGone() const;
    card::pcsc::Status readerTrouble(const Handle& handle) const;
    Handle* handleOf(card::pcsc::CardHandle card, const char* call);
    card::pcsc::Status blockWhileHeld(Lock& lock, std::uint64_t handle, const std::string& reader);
    std::uint32_t stateOf(const Reader& reader) const;
    bool rowChanged(card::pcsc::ReaderWatch& row, unsigned listAtEntry);
    enum class Speech { Answers, Mute };
    void putIn(const std::string& reader, ScriptedCard card, Speech speech);
    void takeOut(Reader& reader);
    void resetCard(Lock& lock, const std::string& reader, std::uint64_t byHandle);
    void happen(const std::string& reader, Trouble trouble);
    card::pcsc::Answer<Bytes> lostAnswer(const Handle& handle, Trouble trouble) const;
    card::pcsc::Answer<Bytes> readerAnswer(Lock& lock, const ScriptedPad& pad, std::uint32_t code,
                                           ByteView input);
    void notify();

    const Habits habits_;
    VirtualWaiter clock_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    bool running_ = true;
    bool closing_ = false;
    bool keepsCommands_ = true;
    bool serviceDenied_ = false;
    bool cardsDenied_ = false;
    unsigned listVersion_ = 1;
    unsigned waiting_ = 0;
    std::uint64_t lastHandle_ = 100;
    std::map<std::string, std::shared_ptr<Reader>> readers_;
    std::map<std::uint64_t, std::shared_ptr<Context>> contexts_;
    std::map<std::uint64_t, std::shared_ptr<Handle>> handles_;
    std::map<unsigned, Fault> faults_;
    std::map<unsigned, Fault> controlFaults_;
    unsigned controls_ = 0;
    std::multimap<std::string, card::pcsc::Code> failNext_;
    std::vector<Bytes> apdus_;
    std::vector<std::string> calls_;
};

} // namespace tanba::test
