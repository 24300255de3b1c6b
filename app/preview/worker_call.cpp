#include "app/preview/worker_call.h"

#include "core/base/locked_child.h"

#include <algorithm>
#include <array>

namespace tanba::preview {

namespace {

constexpr LockedChildEnds kEnds = {FailureCode::WorkerCrashed, FailureCode::PreviewTooCostly,
                                   FailureCode::WorkerMissing};

/// Where fontconfig keeps its cache: without it each start would read every font of the system.
constexpr std::array<const char*, 2> kPassedVariables = {"HOME", "XDG_CACHE_HOME"};

Failure failureOf(wire::State state) {
    switch (state) {
    case wire::State::Unsupported:
        return fail(FailureCode::PreviewUnsupported);
    case wire::State::Protected:
        return fail(FailureCode::PreviewProtected);
    case wire::State::TooCostly:
        return fail(FailureCode::PreviewTooCostly);
    default:
        return fail(FailureCode::PreviewDamaged);
    }
}

Outcome sendDocument(ChildProcess& child, InputFile& document, std::uint64_t size, const Patience& patience) {
    TANBA_CHECK(document.rewind());
    Bytes buffer(kStreamBuffer);
    while (size > 0) {
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size));
        TANBA_TRY(const std::size_t got, document.read(std::span(buffer).first(wanted)));
        if (got == 0)
            return fail(FailureCode::FileChangedMeanwhile);
        TANBA_CHECK(child.send(ByteView(buffer).first(got), patience));
        size -= got;
    }
    return Done{};
}

Outcome receiveAnswer(ChildProcess& child, const Patience& patience, const ReceiveAnswer& receive) {
    std::array<std::uint8_t, wire::kAnswerHeaderSize> bytes{};
    TANBA_CHECK(child.receive(bytes, patience));
    TANBA_TRY(const wire::AnswerHeader header, wire::decodeAnswerHeader(bytes));
    if (header.state != wire::State::Shown)
        return failureOf(header.state);
    Bytes body(static_cast<std::size_t>(header.bodySize));
    TANBA_CHECK(child.receive(body, patience));
    return receive(body, child, patience);
}

Outcome ask(InputFile& document, const wire::Order& order, const Worker& worker, const CancelToken* cancel,
            const ReceiveAnswer& receive) {
    TANBA_TRY(const std::unique_ptr<ChildProcess> child,
              startChild({worker.program, kPassedVariables, ChildOutput::Connection, kEnds.notReady,
                          kEnds.crashed, kEnds.late}));
    const Patience patience = Patience::forAtMost(worker.time, cancel);
    TANBA_CHECK(child->send(wire::encode(order), patience));
    TANBA_CHECK(sendDocument(*child, document, order.size, patience));
    return receiveAnswer(*child, patience, receive);
}

} // namespace

Outcome askWorker(InputFile& document, const wire::Order& order, const Worker& worker,
                  const CancelToken* cancel, const ReceiveAnswer& receive) {
    const Outcome outcome = ask(document, order, worker, cancel, receive);
    if (outcome.ok())
        return outcome;
    Failure failure = outcome.failure();
    failure.code = codeOfEnd(failure, kEnds);
    return failure;
}

Result<std::filesystem::path> workerBesideThisProgram() {
    auto program = programBesideThisOne("tanba-worker");
    if (!program.ok())
        return fail(FailureCode::WorkerMissing, {}, program.failure().detail);
    return program;
}

} // namespace tanba::preview
