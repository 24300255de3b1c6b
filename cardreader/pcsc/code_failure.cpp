#include "cardreader/pcsc/code_failure.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tanba::card::pcsc {
namespace {

enum class Look { Final, Again };

struct Row {
    Code code;
    FailureCode opening;
    FailureCode working;
    Look look = Look::Final;
};

using F = FailureCode;

constexpr std::array kRows = {
    Row{Code::Cancelled, F::Cancelled, F::Cancelled},
    Row{Code::NoService, F::ReaderServiceOff, F::ReaderServiceOff},
    Row{Code::ServiceStopped, F::ReaderServiceOff, F::ReaderServiceOff},
    Row{Code::Shutdown, F::ReaderServiceOff, F::ReaderServiceOff},
    Row{Code::SystemCancelled, F::ReaderServiceOff, F::ReaderServiceOff},
    // What handles become when the service was started anew.
    Row{Code::InvalidHandle, F::ReaderServiceOff, F::ReaderServiceOff},
    Row{Code::NoReaders, F::ReaderNone, F::ReaderRemoved},
    Row{Code::UnknownReader, F::ReaderRemoved, F::ReaderRemoved},
    Row{Code::ReaderUnavailable, F::ReaderRemoved, F::ReaderRemoved},
    Row{Code::NoCard, F::CardAbsent, F::CardRemoved},
    Row{Code::RemovedCard, F::CardAbsent, F::CardRemoved},
    Row{Code::ResetCard, F::CardReset, F::CardReset},
    Row{Code::SharingViolation, F::CardInUse, F::CardInUse},
    Row{Code::ServerTooBusy, F::CardInUse, F::CardInUse},
    // While working: another program's reset, asked for before our transaction, landed in it.
    Row{Code::ProtocolMismatch, F::CardMute, F::CardReset},
    Row{Code::UnresponsiveCard, F::CardMute, F::CardMute},
    Row{Code::UnsupportedCard, F::CardMute, F::CardMute},
    Row{Code::CardUnsupported, F::CardMute, F::CardMute},
    Row{Code::UnpoweredCard, F::CardMute, F::CardIo, Look::Again},
    // While working: pcsclite answers so when its service was killed under the call.
    Row{Code::SecurityViolation, F::ReaderNoRight, F::ReaderServiceOff},
    Row{Code::NoAccess, F::ReaderNoRight, F::ReaderNoRight},
    Row{Code::NoMemory, F::OutOfMemory, F::OutOfMemory},
    Row{Code::NotTransacted, F::CardIo, F::CardIo, Look::Again},
    // The service died, or the line to the card is bad.
    Row{Code::CommError, F::CardIo, F::CardIo, Look::Again},
    Row{Code::CommDataLost, F::CardIo, F::CardIo, Look::Again},
    Row{Code::NotReady, F::CardIo, F::CardIo, Look::Again},
};

/// Whatever is in no row.
constexpr Row kOther{Code::Other, F::CardIo, F::CardIo, Look::Again};

const Row& rowOf(Code code) {
    const auto found = std::ranges::find(kRows, code, &Row::code);
    return found == kRows.end() ? kOther : *found;
}

} // namespace

Failure failureOf(const Status& status, Moment moment, const std::string& reader, std::string_view call) {
    const Row& row = rowOf(status.code);
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "0x%08lX", static_cast<unsigned long>(status.number));
    return fail(moment == Moment::Opening ? row.opening : row.working, reader,
                std::string(call) + ": " + std::string(codeName(status.code)) + " " + number.data());
}

bool mustLookAgain(Code code) {
    return rowOf(code).look == Look::Again;
}

} // namespace tanba::card::pcsc
