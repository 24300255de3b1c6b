#include "app/documents/run_execution.h"

#include "core/base/thrown_failure.h"

#include <algorithm>
#include <numeric>
#include <system_error>
#include <thread>

namespace tanba::documents {

namespace {

/// A signature costs about as much as hashing so many bytes.
constexpr std::uint64_t kCostOfSignature = std::uint64_t{64} * 1024;

std::uint64_t costOf(const RunRow& row) {
    return row.document.size + kCostOfSignature;
}

/// Not more threads than rows.
std::size_t workersFor(const std::vector<RunRow>& rows, unsigned wanted) {
    const auto waiting =
        static_cast<std::size_t>(std::ranges::count(rows, RowState::Waiting, &RunRow::state));
    return std::clamp<std::size_t>(waiting, 1, std::max(1U, wanted));
}

} // namespace

/// Progress within a row, as progress of the run.
class RunExecution::RowProgress : public ProgressSink {
  public:
    RowProgress(RunExecution& execution, std::size_t row, unsigned worker)
        : execution_(execution), row_(row), worker_(worker) {}
    void progress(std::uint64_t bytesDone, std::uint64_t bytesTotal) override {
        execution_.noteProgress(row_, worker_, bytesDone, bytesTotal);
    }

  private:
    RunExecution& execution_;
    std::size_t row_;
    unsigned worker_;
};

RunExecution::RunExecution(const RunPlaces& places, const RunPlan& plan, std::vector<RunRow>& rows,
                           keys::KeySession& session, const RunTools& tools, const WorkControl& control)
    : clock_(places.clock), rows_(rows), tools_(tools), control_(control), session_(session),
      signing_(places, plan, session_, tools.record),
      journal_(tools.journal, tools.journalled, tools.record, plan.order, identityOf(session.certificate())),
      costInWork_(workersFor(rows, tools.workers)) {
    for (const RunRow& row : rows)
        costTotal_ += row.state == RowState::Waiting ? costOf(row) : 0;
}

Outcome RunExecution::run() {
    journal_.noteEarlier(rows_);
    {
        std::vector<std::jthread> helpers;
        try {
            for (unsigned worker = 1; worker < costInWork_.size(); ++worker)
                helpers.emplace_back([this, worker] { workUntilDone(worker); });
        } catch (const std::system_error&) {
            // The system gives no more threads; those that exist do the work.
        }
        workUntilDone(0);
    }
    // What a worker had in hand when it broke off.
    for (RunRow& row : rows_)
        if (row.state == RowState::Working)
            row.state = RowState::Waiting;
    journal_.settle();
    if (stopped_)
        return *stopped_;
    return Done{};
}

std::optional<std::size_t> RunExecution::takeRow() {
    const std::lock_guard lock(mutex_);
    if (control_.cancelled() && !stopped_)
        stopped_ = fail(FailureCode::Cancelled);
    while (next_ < rows_.size() && rows_[next_].state != RowState::Waiting)
        ++next_;
    if (stopped_ || next_ == rows_.size())
        return std::nullopt;
    rows_[next_].state = RowState::Working;
    tell(next_);
    return next_++;
}

void RunExecution::workUntilDone(unsigned worker) {
    try {
        while (const std::optional<std::size_t> index = takeRow()) {
            RunRow row = rows_[*index];
            const Outcome outcome = signRow(*index, worker, row);
            endRow(*index, worker, std::move(row), outcome);
        }
    } catch (...) { // not of a row: of keeping the run
        const Failure failure = thrownFailure();
        const std::lock_guard lock(mutex_);
        if (!stopped_)
            stopped_ = failure;
    }
}

Outcome RunExecution::signRow(std::size_t index, unsigned worker, RunRow& row) {
    RowProgress progress(*this, index, worker);
    try {
        return signing_.sign(index, row, {control_.cancel, &progress});
    } catch (...) {
        return thrownFailure(row.document.path.string());
    }
}

void RunExecution::endRow(std::size_t index, unsigned worker, RunRow row, const Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    if (outcome.ok()) {
        row.state = RowState::Done;
    } else if (stopsTheRun(outcome.failure().code)) {
        row.state = RowState::Waiting;
        if (!stopped_)
            stopped_ = outcome.failure();
    } else {
        row.state = RowState::Failed;
        row.failure = outcome.failure();
        if (row.failure->subject.empty())
            row.failure->subject = row.document.path.string();
    }
    costInWork_[worker] = 0;
    costDone_ += row.state == RowState::Waiting ? 0 : costOf(row);
    rows_[index] = std::move(row);
    if (rows_[index].state == RowState::Done)
        journal_.note(rows_[index], clock_.now());
    tell(index);
    tellProgress();
}

void RunExecution::noteProgress(std::size_t index, unsigned worker, std::uint64_t done, std::uint64_t total) {
    const std::lock_guard lock(mutex_);
    const std::uint64_t size = rows_[index].document.size;
    costInWork_[worker] =
        total == 0 ? 0
                   : static_cast<std::uint64_t>(static_cast<double>(size) * static_cast<double>(done) /
                                                static_cast<double>(total));
    if (tools_.observer != nullptr)
        tools_.observer->rowProgress(index, done, total);
    tellProgress();
}

void RunExecution::tellProgress() const {
    if (control_.progress != nullptr)
        control_.progress->progress(std::accumulate(costInWork_.begin(), costInWork_.end(), costDone_),
                                    costTotal_);
}

void RunExecution::tell(std::size_t index) const {
    if (tools_.observer != nullptr)
        tools_.observer->rowChanged(index, rows_[index]);
}

} // namespace tanba::documents
