#include "app/documents/run_journal.h"

#include "core/base/encoding.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <set>
#include <string>

namespace tanba::documents {

void RunJournal::noteEarlier(const std::vector<RunRow>& rows) {
    const bool anyDone = std::ranges::find(rows, RowState::Done, &RunRow::state) != rows.end();
    if (journal_ == nullptr || record_ == nullptr || !anyDone)
        return;
    const auto entries = journal_->entries();
    if (!entries.ok())
        return keep(entries.failure());
    std::set<std::string> entered;
    for (const JournalEntry& entry : entries.value())
        if (entry.when >= record_->header().started)
            entered.insert(entry.output);
    for (const RunRow& row : rows)
        if (row.state == RowState::Done && !entered.contains(repairedUtf8(row.output.string())))
            enter(row, record_->header().started, record_->header().key);
}

void RunJournal::note(const RunRow& row, Time when) {
    if (journal_ != nullptr)
        enter(row, when, key_);
}

void RunJournal::enter(const RunRow& row, Time when, const KeyIdentity& key) {
    const bool login = row.contentClass == sign::ContentClass::Login;
    if (journalled_ == Journalled::LoginsOnly && !login)
        return;
    JournalEntry entry{when,
                       row.document.name(),
                       row.output.string(),
                       std::string(formatName(order_.format)),
                       order_.purpose,
                       key,
                       toHex(row.document.sha256)};
    if (login) { // at whose portal; the hash of a challenge would tell nobody anything
        entry.purpose = order_.requester.verifiedOrigin.value_or(entry.purpose);
        entry.documentSha256.clear();
    }
    keep(journal_->add({std::move(entry)}));
}

void RunJournal::settle() {
    if (journal_ != nullptr)
        keep(journal_->sync());
}

void RunJournal::keep(const Outcome& outcome) {
    if (!outcome.ok() && !failure_)
        failure_ = outcome.failure();
}

} // namespace tanba::documents
