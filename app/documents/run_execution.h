#pragma once

#include "app/documents/row_signing.h"
#include "app/documents/run_journal.h"
#include "app/documents/shared_session.h"
#include "app/documents/signing_run.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace tanba::documents {

/// One pass over the waiting rows of a run, on one or more threads.
class RunExecution {
  public:
    RunExecution(const RunPlaces& places, const RunPlan& plan, std::vector<RunRow>& rows,
                 keys::KeySession& session, const RunTools& tools, const WorkControl& control);

    /// @returns what stopped it.
    Outcome run();
    /// What the journal answered, if it could not be written.
    const std::optional<Failure>& journalFailure() const { return journal_.failure(); }

  private:
    class RowProgress;

    void workUntilDone(unsigned worker);
    /// The next waiting row, now Working; none when there is none or something stopped the run.
    std::optional<std::size_t> takeRow();
    Outcome signRow(std::size_t index, unsigned worker, RunRow& row);
    void endRow(std::size_t index, unsigned worker, RunRow row, const Outcome& outcome);
    void noteProgress(std::size_t index, unsigned worker, std::uint64_t done, std::uint64_t total);
    void tellProgress() const;
    void tell(std::size_t index) const;

    const Clock& clock_;
    std::vector<RunRow>& rows_;
    const RunTools& tools_;
    WorkControl control_;
    SharedSession session_;
    RowSigning signing_;

    std::mutex mutex_; ///< for everything below, the rows, the observer and the journal
    std::size_t next_ = 0;
    std::optional<Failure> stopped_;
    RunJournal journal_;
    std::uint64_t costTotal_ = 0;
    std::uint64_t costDone_ = 0;
    std::vector<std::uint64_t> costInWork_; ///< by worker
};

} // namespace tanba::documents
