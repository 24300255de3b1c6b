#pragma once

#include "cardreader/pcsc/code.h"
#include "core/base/bytes.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tanba::card::pcsc {

enum class ContextHandle : std::uint64_t {};
enum class CardHandle : std::uint64_t {};

enum class Protocol { T0, T1 };

/// What becomes of the card when a handle or a transaction is given back.
enum class Disposition { Leave, Reset };

/// A result code by its name, and the number behind it for support.
struct Status {
    Code code = Code::Success;
    std::uint32_t number = 0;

    bool ok() const { return code == Code::Success; }
};

/// A status with what the call gave; the value means something only when the status is ok().
template <typename T>
struct Answer {
    Status status;
    T value{};
};

struct Connection {
    CardHandle card{};
    Protocol protocol = Protocol::T1;
};

/// The name of the pseudo-reader whose state changes when readers come and go.
inline constexpr const char* kReadersChangedName = "\\\\?PnP?\\Notification";

/// State of one reader, as bits (SCARD_STATE_*; pcsclite and Windows agree on these).
namespace state {
inline constexpr std::uint32_t kUnaware = 0x0000;
inline constexpr std::uint32_t kIgnore = 0x0001;
inline constexpr std::uint32_t kChanged = 0x0002;
inline constexpr std::uint32_t kUnknown = 0x0004;
inline constexpr std::uint32_t kUnavailable = 0x0008;
inline constexpr std::uint32_t kEmpty = 0x0010;
inline constexpr std::uint32_t kPresent = 0x0020;
inline constexpr std::uint32_t kExclusive = 0x0080;
inline constexpr std::uint32_t kInUse = 0x0100;
inline constexpr std::uint32_t kMute = 0x0200;
} // namespace state

/// One row of a wait: what the caller believes, and after the call what is.
struct ReaderWatch {
    std::string reader;
    /// The bits of `found` of the call before, without kChanged; the high word counts insertions and
    /// removals.
    std::uint32_t believed = state::kUnaware;
    std::uint32_t found = state::kUnaware;
    Bytes atr;
};

/// PC/SC in our own types: the one door to the smart-card service, so that tests can put another behind it.
/// A context is used by one thread at a time, except for cancel(); a card handle likewise. Strings are UTF-8.
/// No call throws.
class Api {
  public:
    virtual ~Api() = default;

    virtual Answer<ContextHandle> establishContext() = 0;
    virtual Status releaseContext(ContextHandle context) = 0;
    virtual Answer<std::vector<std::string>> listReaders(ContextHandle context) = 0;
    /// Returns when a row differs from what is believed of it, or after `timeout`; without one it waits for
    /// ever.
    virtual Status waitForChange(ContextHandle context, std::optional<std::chrono::milliseconds> timeout,
                                 std::span<ReaderWatch> rows) = 0;
    /// From any thread: ends waitForChange() with Code::Cancelled. Lost when nobody waits at the moment.
    virtual Status cancel(ContextHandle context) = 0;

    /// Shared with other programs, T=0 or T=1. May block while another program holds a transaction.
    virtual Answer<Connection> connect(ContextHandle context, const std::string& reader) = 0;
    /// After Code::ResetCard; the card is left as it is.
    virtual Answer<Protocol> reconnect(CardHandle card) = 0;
    virtual Status disconnect(CardHandle card, Disposition disposition) = 0;
    /// May block while another program holds a transaction.
    virtual Status beginTransaction(CardHandle card) = 0;
    virtual Status endTransaction(CardHandle card, Disposition disposition) = 0;
    /// The ATR.
    virtual Answer<Bytes> status(CardHandle card) = 0;
    /// At most 65,538 bytes come back. A card that was pulled may answer Success with no byte at all.
    virtual Answer<Bytes> transmit(CardHandle card, Protocol protocol, ByteView command) = 0;
    /// `code` is one of featureRequestCode() or a code that the reader named.
    virtual Answer<Bytes> control(CardHandle card, std::uint32_t code, ByteView input) = 0;

    /// CM_IOCTL_GET_FEATURE_REQUEST (PC/SC part 10, 2.2), whose number differs between systems.
    virtual std::uint32_t featureRequestCode() const = 0;
    /// Windows resets a card after five seconds of silence inside a transaction.
    virtual bool resetsSilentCards() const = 0;
};

/// The smart-card service of this computer.
Api& systemApi();

} // namespace tanba::card::pcsc
