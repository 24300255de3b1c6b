#pragma once

#include "app/cli/command.h"
#include "app/cli/progress_line.h"
#include "app/documents/signing_run.h"

#include <optional>
#include <string>
#include <vector>

namespace tanba::cli {

/// Tells the person, in the order of the documents, what became of each, and makes the JSON of it.
class SignTeller : public documents::RunObserver {
  public:
    SignTeller(Console& console, std::size_t documents)
        : console_(console), progress_(console), rows_(documents) {}

    /// What is known before the key is asked for: refusals, signatures that are there, whose login it is.
    /// @param loginOrigin normalised; for logins.
    void examined(const std::vector<documents::RunRow>& rows, const std::string& loginOrigin);
    /// Called while a run goes on.
    void rowChanged(std::size_t row, const documents::RunRow& now) override;
    /// Bytes of the whole run.
    ProgressSink& progress() { return progress_; }
    /// What stopped the run, once for all the rows that it did not come to.
    void stopped(const Failure& failure, const std::vector<documents::RunRow>& rows);
    /// Folders that cannot be looked into, and documents that there was no room for.
    void notListed(const std::vector<documents::NotListed>& places);

    /// {"files","error"} and the exit code. @param stop what stopped the run.
    CommandEnd end(const std::vector<documents::RunRow>& rows,
                   const std::vector<documents::NotListed>& places, const std::optional<Failure>& stop) const;

  private:
    struct Told {
        bool ended = false;
        bool told = false;
        documents::RunRow row;
    };

    void tell(const documents::RunRow& row);
    void tellInOrder();

    Console& console_;
    ProgressLine progress_;
    std::vector<Told> rows_;
    std::size_t next_ = 0;
};

} // namespace tanba::cli
