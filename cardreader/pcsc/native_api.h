#pragma once

// For the files that speak to the system's PC/SC; nobody else sees its types.

#ifdef _WIN32
#include <windows.h>
#include <winscard.h>
#else
#include <winscard.h>
#endif

#include "cardreader/pcsc/api.h"

namespace tanba::card::pcsc {

/// The calls that pcsclite and Windows have in common. Their twins below know the rest.
class NativeApi : public Api {
  public:
    Answer<ContextHandle> establishContext() override;
    Status releaseContext(ContextHandle context) override;
    Status cancel(ContextHandle context) override;
    Answer<Protocol> reconnect(CardHandle card) override;
    Status disconnect(CardHandle card, Disposition disposition) override;
    Status beginTransaction(CardHandle card) override;
    Status endTransaction(CardHandle card, Disposition disposition) override;
    Answer<Bytes> transmit(CardHandle card, Protocol protocol, ByteView command) override;
    Answer<Bytes> control(CardHandle card, std::uint32_t code, ByteView input) override;

  protected:
    Status statusOf(LONG native) const;
    /// Codes that are none of PC/SC's; Code::Other for all that the system does not use here.
    virtual Code codeOfSystem(std::uint32_t number) const = 0;
};

SCARDCONTEXT nativeOf(ContextHandle handle);
SCARDHANDLE nativeOf(CardHandle handle);
Protocol protocolOf(DWORD native);
/// DWORD is 64 bits wide in pcsclite and 32 on Windows.
DWORD sizeOf(std::size_t size);

inline constexpr DWORD kBothProtocols = SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1;
/// Most bytes or characters of the list of readers.
inline constexpr std::size_t kNamesSpace = 65536;
inline constexpr std::size_t kAtrSpace = 36;

} // namespace tanba::card::pcsc
