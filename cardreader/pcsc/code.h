#pragma once

#include <cstdint>
#include <string_view>

namespace tanba::card::pcsc {

// Our name of a result code, and its name in winscard.h. Never its number: SCARD_E_UNSUPPORTED_FEATURE is
// 0x8010001F in pcsclite (where it shares the number with SCARD_E_UNEXPECTED; the row above wins) and
// 0x80100022 on Windows.
// clang-format off
#define TANBA_PCSC_CODES(X)                                                                                   \
    X(Success,              SCARD_S_SUCCESS)                                                                  \
    X(Cancelled,            SCARD_E_CANCELLED)                                                                \
    X(CancelledByUser,      SCARD_W_CANCELLED_BY_USER)                                                        \
    X(Timeout,              SCARD_E_TIMEOUT)                                                                  \
    X(NoService,            SCARD_E_NO_SERVICE)                                                               \
    X(ServiceStopped,       SCARD_E_SERVICE_STOPPED)                                                          \
    X(Shutdown,             SCARD_P_SHUTDOWN)                                                                 \
    X(SystemCancelled,      SCARD_E_SYSTEM_CANCELLED)                                                         \
    X(CommError,            SCARD_F_COMM_ERROR)                                                               \
    X(InvalidHandle,        SCARD_E_INVALID_HANDLE)                                                           \
    X(InvalidParameter,     SCARD_E_INVALID_PARAMETER)                                                        \
    X(InvalidValue,         SCARD_E_INVALID_VALUE)                                                            \
    X(NoMemory,             SCARD_E_NO_MEMORY)                                                                \
    X(InsufficientBuffer,   SCARD_E_INSUFFICIENT_BUFFER)                                                      \
    X(NoReaders,            SCARD_E_NO_READERS_AVAILABLE)                                                     \
    X(UnknownReader,        SCARD_E_UNKNOWN_READER)                                                           \
    X(ReaderUnavailable,    SCARD_E_READER_UNAVAILABLE)                                                       \
    X(ReaderUnsupported,    SCARD_E_READER_UNSUPPORTED)                                                       \
    X(NoCard,               SCARD_E_NO_SMARTCARD)                                                             \
    X(RemovedCard,          SCARD_W_REMOVED_CARD)                                                             \
    X(UnpoweredCard,        SCARD_W_UNPOWERED_CARD)                                                           \
    X(ResetCard,            SCARD_W_RESET_CARD)                                                               \
    X(NotTransacted,        SCARD_E_NOT_TRANSACTED)                                                           \
    X(SharingViolation,     SCARD_E_SHARING_VIOLATION)                                                        \
    X(ServerTooBusy,        SCARD_E_SERVER_TOO_BUSY)                                                          \
    X(NotReady,             SCARD_E_NOT_READY)                                                                \
    X(ProtocolMismatch,     SCARD_E_PROTO_MISMATCH)                                                           \
    X(UnresponsiveCard,     SCARD_W_UNRESPONSIVE_CARD)                                                        \
    X(UnsupportedCard,      SCARD_W_UNSUPPORTED_CARD)                                                         \
    X(CardUnsupported,      SCARD_E_CARD_UNSUPPORTED)                                                         \
    X(CommDataLost,         SCARD_E_COMM_DATA_LOST)                                                           \
    X(SecurityViolation,    SCARD_W_SECURITY_VIOLATION)                                                       \
    X(NoAccess,             SCARD_E_NO_ACCESS)                                                                \
    X(UnsupportedFeature,   SCARD_E_UNSUPPORTED_FEATURE)                                                      \
    X(Unexpected,           SCARD_E_UNEXPECTED)                                                               \
    X(InternalError,        SCARD_F_INTERNAL_ERROR)                                                           \
    X(WaitedTooLong,        SCARD_F_WAITED_TOO_LONG)                                                          \
    X(UnknownError,         SCARD_F_UNKNOWN_ERROR)
// clang-format on

/// What a call of PC/SC came to. Other: a number that no row names.
enum class Code {
#define TANBA_PCSC_ENUMERATOR(name, native) name,
    TANBA_PCSC_CODES(TANBA_PCSC_ENUMERATOR)
#undef TANBA_PCSC_ENUMERATOR
        Other,
};

/// The name in winscard.h, such as "SCARD_W_REMOVED_CARD".
std::string_view codeName(Code code);

} // namespace tanba::card::pcsc
