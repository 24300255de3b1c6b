#pragma once

#include "core/base/bytes.h"
#include "core/base/message.h"
#include "core/base/result.h"

#include <array>
#include <cstdint>

/// What this program and its PKCS#11 helper say to each other. One request, then one reply, over a socket
/// between two processes on one machine; numbers are big-endian. Secrets never lie in a body: they follow it,
/// straight out of SecretBytes and into SecretBytes.
namespace tanba::pkcs11::wire {

/// "TP1" and the version of the format; both programs come from one build, so another version is a mistake.
inline constexpr std::uint32_t kMagic = 0x54503101;
inline constexpr std::size_t kMaxRequestBody = std::size_t{64} * 1024;
inline constexpr std::size_t kMaxReplyBody = std::size_t{1024} * 1024;
/// Longest PIN, in bytes.
inline constexpr std::size_t kMaxSecret = 256;

// What a module may show. More is refused, not cut off.
inline constexpr std::size_t kMaxSlots = 64;
inline constexpr std::size_t kMaxObjects = 256; ///< of one class
inline constexpr std::size_t kMaxAttributeSize = std::size_t{256} * 1024;
inline constexpr std::size_t kMaxAttributes = 16; ///< in one request
inline constexpr std::size_t kMaxSignatureSize = 1024;

/// A helper holds one module and one session, so neither is named in a request.
enum class Operation : std::uint32_t {
    Load = 1,        ///< path -> nothing. Once, before everything else
    Slots = 2,       ///< -> count, then for each slot with a token what slot_view.cpp reads
    OpenSession = 3, ///< slot, SessionKind -> nothing. Closes an earlier session
    Login = 4,       ///< first secret -> nothing. One C_Login
    FindObjects = 5, ///< class -> count, handles
    Attributes = 6,  ///< object, count, types -> for each type AttributeState and value
    Sign = 7,        ///< key, mechanism, ContextLogin, data; first secret -> value
    SetPin = 8,      ///< both secrets -> nothing. One C_SetPIN
    Finish = 9,      ///< -> nothing; logs out, closes, and the helper ends
};
inline constexpr std::uint32_t kLastOperation = 9;

enum class SessionKind : std::uint32_t { Reading = 0, Writing = 1 };
/// Whether C_Login(CKU_CONTEXT_SPECIFIC) comes between C_SignInit and C_Sign.
enum class ContextLogin : std::uint32_t { No = 0, Yes = 1 };
enum class AttributeState : std::uint32_t { Absent = 0, Present = 1, TooLarge = 2 };

/// How the helper fared; only `Answered` has a return value of the module.
enum class HelperState : std::uint32_t {
    Answered = 0,
    NotLoaded = 1,    ///< body: what the system's loader said
    Misused = 2,      ///< the request makes no sense
    Unbelievable = 3, ///< the module said something impossible; body: where
};

/// Length of a secret that is not sent: the reader's own keys take it (a null pointer for the module).
inline constexpr std::uint32_t kOnReader = 0xFFFFFFFF;

struct RequestHeader {
    Operation operation = Operation::Finish;
    std::uint32_t bodySize = 0;
    std::uint32_t firstSecret = kOnReader; ///< bytes, or kOnReader
    std::uint32_t secondSecret = kOnReader;
};
inline constexpr std::size_t kRequestHeaderSize = 20;
std::array<std::uint8_t, kRequestHeaderSize> encode(const RequestHeader& header);
/// module.failed for another version, an unknown operation or a length beyond the limits.
Result<RequestHeader> decodeRequestHeader(ByteView bytes);

struct ReplyHeader {
    HelperState state = HelperState::Answered;
    std::uint64_t returned = 0; ///< CK_RV
    std::uint32_t bodySize = 0;
};
inline constexpr std::size_t kReplyHeaderSize = 20;
std::array<std::uint8_t, kReplyHeaderSize> encode(const ReplyHeader& header);
/// module.failed as above.
Result<ReplyHeader> decodeReplyHeader(ByteView bytes);

using Writer = MessageWriter;

/// module.failed ("malformed message") for what Writer did not write.
class Reader : public MessageReader {
  public:
    explicit Reader(ByteView content) : MessageReader(content, FailureCode::ModuleFailed) {}
};

} // namespace tanba::pkcs11::wire
