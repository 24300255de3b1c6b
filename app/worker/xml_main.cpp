// tanba-xml-reader: checks the integrity of the signatures of one XML document from outside. Started by the
// program only (app/xml_reading); reads the document from standard input, answers on standard output, and
// ends. It is locked down before it reads anything.
#include "app/platform/process_hardening.h"
#include "app/platform/standard_streams.h"
#include "app/worker/encodings.h"
#include "app/worker/lockdown.h"
#include "app/xml_reading/wire.h"
#include "core/base/locked_child.h"
#include "core/base/thrown_failure.h"
#include "core/crypto/digest.h"
#include "core/sign/xml_verifier.h"

#include <unistd.h>

#include <chrono>

namespace {

using namespace tanba;
namespace wire = xml_reading::wire;

constexpr int kNoOrder = 64;
/// The budget of canonical forms is 8 seconds of a usual machine; a slow one, and parsing, take more.
constexpr std::chrono::seconds kProcessorTime{60};

Result<sign::SignedFile> read(ByteView document) {
    try {
        return sign::verifyXml(document);
    } catch (...) {
        return thrownFailure();
    }
}

/// OpenSSL's context loads its providers when it is first used.
bool wakeCryptography() {
    return crypto::digestOf(crypto::DigestAlgorithm::Sha256, ByteView()).ok();
}

/// Everything that opens files, before the lock.
bool prepare() {
    return worker::prepareSurroundings() && worker::holdEncodings() && wakeCryptography();
}

int run() {
    if (!worker::lockDown(kProcessorTime))
        return kChildNotReady;
    Bytes order(wire::kOrderSize);
    if (!platform::readStandardInput(order))
        return kNoOrder;
    const Result<std::uint64_t> size = wire::decodeOrder(order);
    if (!size.ok())
        return kNoOrder;
    Bytes document(static_cast<std::size_t>(size.value()));
    if (!platform::readStandardInput(document))
        return kNoOrder;
    const Bytes answer = wire::encodeAnswer(read(document));
    const bool said = platform::writeStandardOutput(wire::encodeHeader(answer.size())) &&
                      platform::writeStandardOutput(answer);
    return said ? 0 : kNoOrder;
}

} // namespace

int main() {
    platform::hardenProcess();
    // Not return: exit handlers of libraries want what is forbidden by then.
    ::_exit(prepare() ? run() : kChildNotReady);
}
