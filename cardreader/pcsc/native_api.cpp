#include "cardreader/pcsc/native_api.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tanba::card::pcsc {
namespace {

/// LONG is 64 bits wide in pcsclite and 32 on Windows; the code is 32 bits in both.
constexpr std::uint32_t codeNumber(LONG native) {
    return static_cast<std::uint32_t>(static_cast<unsigned long long>(native) & 0xFFFFFFFFU);
}

/// Most bytes of an answer: 65,536 of data and the status word.
constexpr std::size_t kAnswerSpace = 65538;
/// Most bytes that a reader tells of itself, or answers for its keys.
constexpr std::size_t kControlSpace = 1024;

constexpr std::array kCodes = {
#define TANBA_PCSC_PAIR(name, native) std::pair(codeNumber(native), Code::name),
    TANBA_PCSC_CODES(TANBA_PCSC_PAIR)
#undef TANBA_PCSC_PAIR
};

DWORD nativeOf(Disposition disposition) {
    return disposition == Disposition::Reset ? SCARD_RESET_CARD : SCARD_LEAVE_CARD;
}

/// What the call left in `space`, of which it says that it used `size`.
Bytes used(Bytes space, const Status& status, DWORD size) {
    space.resize(status.ok() ? std::min<std::size_t>(size, space.size()) : 0);
    return space;
}

} // namespace

SCARDCONTEXT nativeOf(ContextHandle handle) {
    return static_cast<SCARDCONTEXT>(handle);
}

SCARDHANDLE nativeOf(CardHandle handle) {
    return static_cast<SCARDHANDLE>(handle);
}

Protocol protocolOf(DWORD native) {
    return native == SCARD_PROTOCOL_T0 ? Protocol::T0 : Protocol::T1;
}

DWORD sizeOf(std::size_t size) {
    return static_cast<DWORD>(size);
}

Status NativeApi::statusOf(LONG native) const {
    const std::uint32_t number = codeNumber(native);
    const auto found = std::ranges::find(kCodes, number, [](const auto& row) { return row.first; });
    return {found == kCodes.end() ? codeOfSystem(number) : found->second, number};
}

Answer<ContextHandle> NativeApi::establishContext() {
    SCARDCONTEXT context = 0;
    const LONG result = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
    return {statusOf(result), static_cast<ContextHandle>(context)};
}

Status NativeApi::releaseContext(ContextHandle context) {
    return statusOf(SCardReleaseContext(nativeOf(context)));
}

Status NativeApi::cancel(ContextHandle context) {
    return statusOf(SCardCancel(nativeOf(context)));
}

Answer<Protocol> NativeApi::reconnect(CardHandle card) {
    DWORD protocol = 0;
    const LONG result =
        SCardReconnect(nativeOf(card), SCARD_SHARE_SHARED, kBothProtocols, SCARD_LEAVE_CARD, &protocol);
    return {statusOf(result), protocolOf(protocol)};
}

Status NativeApi::disconnect(CardHandle card, Disposition disposition) {
    return statusOf(SCardDisconnect(nativeOf(card), nativeOf(disposition)));
}

Status NativeApi::beginTransaction(CardHandle card) {
    return statusOf(SCardBeginTransaction(nativeOf(card)));
}

Status NativeApi::endTransaction(CardHandle card, Disposition disposition) {
    return statusOf(SCardEndTransaction(nativeOf(card), nativeOf(disposition)));
}

Answer<Bytes> NativeApi::transmit(CardHandle card, Protocol protocol, ByteView command) {
    Bytes space(kAnswerSpace);
    DWORD size = sizeOf(space.size());
    const SCARD_IO_REQUEST* header = protocol == Protocol::T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const Status status = statusOf(SCardTransmit(nativeOf(card), header, command.data(),
                                                 sizeOf(command.size()), nullptr, space.data(), &size));
    return {status, used(std::move(space), status, size)};
}

Answer<Bytes> NativeApi::control(CardHandle card, std::uint32_t code, ByteView input) {
    Bytes space(kControlSpace);
    DWORD size = 0;
    const Status status = statusOf(SCardControl(nativeOf(card), code, input.data(), sizeOf(input.size()),
                                                space.data(), sizeOf(space.size()), &size));
    return {status, used(std::move(space), status, size)};
}

} // namespace tanba::card::pcsc
