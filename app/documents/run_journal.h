#pragma once

#include "app/documents/journal.h"
#include "app/documents/run_row.h"
#include "app/documents/signing_record.h"

#include <optional>
#include <vector>

namespace tanba::documents {

/// Which signatures of a run are entered.
enum class Journalled { All, LoginsOnly };

/// Enters the signatures of a run into the user's journal, each once, also when the run was killed in
/// between. A journal that cannot be written stops nothing: the failure is kept.
class RunJournal {
  public:
    /// @param journal, record may be null.
    RunJournal(Journal* journal, Journalled journalled, const SigningRecord* record,
               const SigningOrder& order, KeyIdentity key)
        : journal_(journal), journalled_(journalled), record_(record), order_(order), key_(std::move(key)) {}

    /// Rows that were Done before and are not in the journal: the program was killed, or the power failed,
    /// before they were entered.
    void noteEarlier(const std::vector<RunRow>& rows);
    void note(const RunRow& row, Time when);
    /// What was entered is on the medium.
    void settle();

    const std::optional<Failure>& failure() const { return failure_; }

  private:
    void enter(const RunRow& row, Time when, const KeyIdentity& key);
    void keep(const Outcome& outcome);

    Journal* journal_;
    const Journalled journalled_;
    const SigningRecord* record_;
    const SigningOrder& order_;
    KeyIdentity key_;
    std::optional<Failure> failure_;
};

} // namespace tanba::documents
