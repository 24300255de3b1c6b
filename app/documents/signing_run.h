#pragma once

#include "app/documents/document_list.h"
#include "app/documents/key_identity.h"
#include "app/documents/run_journal.h"
#include "app/documents/run_places.h"
#include "app/documents/run_report.h"
#include "app/documents/signing_order.h"
#include "app/documents/signing_record.h"
#include "core/keys/token.h"

#include <optional>
#include <vector>

namespace tanba::documents {

class OutputNames;

/// Told what happens to the rows of a run: on the threads of the run, one call at a time.
class RunObserver {
  public:
    virtual ~RunObserver() = default;
    virtual void rowChanged(std::size_t row, const RunRow& now) = 0;
    /// Within a row that takes long.
    virtual void rowProgress(std::size_t, std::uint64_t /*bytesDone*/, std::uint64_t /*bytesTotal*/) {}
};

/// What a run needs besides the key; all may be absent.
struct RunTools {
    RunObserver* observer = nullptr;
    /// Where the run is written down so that it can be resumed: SigningRecord::begin() with the run's plan().
    SigningRecord* record = nullptr;
    Journal* journal = nullptr;
    Journalled journalled = Journalled::All;
    /// Rows worked on at once. More than one for key files only: signatures of the key are made one after the
    /// other all the same, but a card may have to ask a person before each.
    unsigned workers = 1;
};

/// Signs many documents with one key. Originals are never touched and existing names never overwritten (but
/// by IfTaken::Replace); one bad row does not stop the others. What concerns the key or the disk as a whole
/// does (stopsTheRun()), and leaves the rest Waiting. One thread at a time uses an object of this class.
class SigningRun {
  public:
    using Places = RunPlaces;

    SigningRun(Places places, SigningOrder order, std::vector<Document> documents);
    /// A run that was cancelled or killed, from its record: rows are Done when their result is there with the
    /// recorded SHA-256, all others wait again; what a killed run left half-written is removed.
    static SigningRun resume(Places places, const SigningRecord& record);

    const SigningOrder& order() const { return plan_.order; }
    const RunPlan& plan() const { return plan_; }
    const std::vector<RunRow>& rows() const { return rows_; }
    std::size_t count(RowState state) const;

    /// Before consent and key: looks at every waiting row as it will be signed and passes it through the gate
    /// of core/sign. Rows that cannot be signed become Failed; the others get contentClass and
    /// presentSigners. Fails only with cancelled.
    Outcome examine(RunObserver* observer, const WorkControl& control);

    /// Signs every waiting row. control.progress is told how much of the whole run is done: the bytes of the
    /// documents, and for each row a constant besides.
    /// @returns what stopped it; the rows that it did not come to are then Waiting. Rows may have failed
    /// although it is Done.
    Outcome run(keys::KeySession& session, const RunTools& tools, const WorkControl& control);

    /// Lets rows that failed wait again, but for files that could not be read when they were listed.
    void retryFailed();

    /// How it went so far.
    RunReport report() const;
    /// What the journal answered, if it could not be written; the signatures are there nevertheless.
    const std::optional<Failure>& journalFailure() const { return journalFailure_; }

  private:
    Outcome examineRow(RunRow& row, OutputNames& names, const WorkControl& control) const;

    Places places_;
    RunPlan plan_;
    std::vector<RunRow> rows_;
    Time started_{};
    Time ended_{};
    std::optional<KeyIdentity> signer_;
    std::optional<Failure> journalFailure_;
};

/// True for failures that every further row would meet too: the key, its card, the disk, the authority that
/// gives no time stamps, the person who cancels.
bool stopsTheRun(FailureCode code);

} // namespace tanba::documents
