#include "app/documents/signing_run.h"

#include "app/documents/output_names.h"
#include "app/documents/row_opening.h"
#include "app/documents/run_execution.h"
#include "app/documents/run_leftovers.h"

#include <algorithm>
#include <array>

namespace tanba::documents {

namespace {

std::vector<RunRow> rowsOf(const RunPlan& plan) {
    const bool skipsSigned =
        plan.order.ifSigned == IfSigned::Skip && plan.order.adding == Adding::NewSignature;
    std::vector<RunRow> rows(plan.documents.size());
    for (std::size_t index = 0; index < rows.size(); ++index) {
        RunRow& row = rows[index];
        row.document = plan.documents[index];
        if (row.document.failure) {
            row.state = RowState::Failed;
            row.failure = row.document.failure;
        } else if (skipsSigned && row.document.isSigned()) {
            row.state = RowState::AlreadySigned;
            row.failure = fail(FailureCode::DocumentAlreadySigned, row.document.path.string(),
                               row.document.signature.string());
        }
    }
    return rows;
}

} // namespace

bool stopsTheRun(FailureCode code) {
    constexpr std::array kStopping = {
        FailureCode::Cancelled,
        FailureCode::OutOfMemory,
        FailureCode::RandomUnavailable,
        FailureCode::FileDiskFull,
        FailureCode::FileMediumGone,
        FailureCode::SignatureSelfCheckFailed,
        FailureCode::CertificateExpired,
        FailureCode::CertificateNotYetValid,
        FailureCode::CertificateWrongPurpose,
        FailureCode::RecordInUse,
        FailureCode::RecordDamaged,
        FailureCode::NetworkOff,
        FailureCode::NetworkAddressRefused,
        FailureCode::NetworkUnavailable,
        FailureCode::NetworkTimeout,
        FailureCode::NetworkUntrusted,
        FailureCode::TimestampRefused,
        FailureCode::ReaderServiceOff,
        FailureCode::ReaderNone,
        FailureCode::ReaderRemoved,
        FailureCode::ReaderNoRight,
        FailureCode::CardAbsent,
        FailureCode::CardRemoved,
        FailureCode::CardReset,
        FailureCode::CardInUse,
        FailureCode::CardMute,
        FailureCode::CardOther,
        FailureCode::CardIo,
        FailureCode::CardAnswerMalformed,
        FailureCode::CardUnexpectedStatus,
        FailureCode::CardMemory,
        FailureCode::CardPinNeeded,
        FailureCode::PinWrong,
        FailureCode::PinWrongCountUnknown,
        FailureCode::PinLastTry,
        FailureCode::PinBlocked,
        FailureCode::PinUnusable,
        FailureCode::PinLength,
        FailureCode::PinCharacters,
        FailureCode::PinPadCancelled,
        FailureCode::PinPadTimeout,
        FailureCode::TokenRemoved,
        FailureCode::TokenFull,
        FailureCode::ModuleCrashed,
        FailureCode::ModuleTimeout,
        FailureCode::ModuleFailed,
        FailureCode::ModuleMechanism,
    };
    return std::ranges::find(kStopping, code) != kStopping.end();
}

SigningRun::SigningRun(Places places, SigningOrder order, std::vector<Document> documents)
    : places_(std::move(places)), plan_{std::move(order), std::move(documents)}, rows_(rowsOf(plan_)) {}

SigningRun SigningRun::resume(Places places, const SigningRecord& record) {
    SigningRun run(std::move(places), record.plan().order, record.plan().documents);
    run.started_ = record.header().started;
    run.signer_ = record.header().key;
    Leftovers leftovers(run.places_.files);
    for (std::size_t index = 0; index < run.rows_.size(); ++index) {
        RunRow& row = run.rows_[index];
        const RecordedRow& recorded = record.rows()[index];
        if (row.state != RowState::Waiting)
            continue;
        if (isThere(run.places_.files, recorded)) {
            row.state = RowState::Done;
            row.output = recorded.output;
            row.outputSha256 = recorded.sha256;
        }
        for (const std::filesystem::path& tried : recorded.tried)
            leftovers.removeBeside(tried);
        // When the power failed, the record may not even know that it was tried.
        if (recorded.tried.empty())
            leftovers.removeBeside(resultOf(row.document, run.plan_.order));
    }
    return run;
}

std::size_t SigningRun::count(RowState state) const {
    return static_cast<std::size_t>(std::ranges::count(rows_, state, &RunRow::state));
}

Outcome SigningRun::examine(RunObserver* observer, const WorkControl& control) {
    OutputNames names(places_, plan_.order, plan_.documents);
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;
    for (const RunRow& row : rows_)
        bytesTotal += row.document.size;
    for (std::size_t index = 0; index < rows_.size(); ++index) {
        RunRow& row = rows_[index];
        if (row.state == RowState::Waiting) {
            const Outcome possible = examineRow(row, names, control);
            if (control.cancelled())
                return fail(FailureCode::Cancelled);
            if (!possible.ok()) {
                row.state = RowState::Failed;
                row.failure = possible.failure();
            }
        }
        bytesDone += row.document.size;
        if (observer != nullptr)
            observer->rowChanged(index, row);
        if (control.progress != nullptr)
            control.progress->progress(bytesDone, bytesTotal);
    }
    return Done{};
}

Outcome SigningRun::examineRow(RunRow& row, OutputNames& names, const WorkControl& control) const {
    TANBA_TRY(const std::unique_ptr<SigningContent> content,
              openRow(places_, plan_.order, row.document, {control.cancel, nullptr}));
    row.contentClass = content->classification.contentClass;
    row.presentSigners = content->presentSigners;
    // Where another name can be taken, that is found out when it is needed.
    if (places_.instead == nullptr && plan_.order.ifTaken != IfTaken::NextFree) {
        TANBA_CHECK(names.reserve(row.document));
    }
    return Done{};
}

Outcome SigningRun::run(keys::KeySession& session, const RunTools& tools, const WorkControl& control) {
    if (started_ == Time{})
        started_ = places_.clock.now();
    signer_ = identityOf(session.certificate());
    RunExecution execution(places_, plan_, rows_, session, tools, control);
    Outcome outcome = execution.run();
    ended_ = places_.clock.now();
    journalFailure_ = execution.journalFailure();
    if (outcome.ok() && tools.record != nullptr) {
        TANBA_CHECK(tools.record->finish());
    }
    return outcome;
}

void SigningRun::retryFailed() {
    for (RunRow& row : rows_)
        if (row.state == RowState::Failed && !row.document.failure) {
            row.state = RowState::Waiting;
            row.failure.reset();
        }
}

RunReport SigningRun::report() const {
    RunReport report{started_, ended_, plan_.order.format, plan_.order.timestamp, signer_, rows_, {}};
    for (const RunRow& row : rows_)
        ++report.counts.at(static_cast<std::size_t>(row.state));
    return report;
}

} // namespace tanba::documents
