#pragma once

#include "cardreader/monitor/identify.h"
#include "cardreader/monitor/snapshot.h"
#include "cardreader/pcsc/api.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tanba::card {

/// A card that somebody should identify.
struct IdentifyJob {
    std::string reader;
    unsigned insertion = 0;
    Bytes atr;
    int attempt = 1;
};

/// The state in which a reader is when its card was identified so, with nothing more to come.
ReaderState stateAfter(const Result<std::optional<CardIdentity>>& identity);

/// What is known of the readers: turns what the service says and what was found out into snapshots. No thread
/// and no lock of its own.
class ReaderBook {
  public:
    void setService(ServiceState service);
    /// The readers that are plugged in now; what is known of the others is forgotten.
    void setReaders(const std::vector<std::string>& names);
    /// One row a reader, with what is believed of it.
    std::vector<pcsc::ReaderWatch> rows() const;
    /// Takes in one row after a wait. A card that must be identified becomes Reading, and a job is given.
    std::optional<IdentifyJob> observe(const pcsc::ReaderWatch& row);
    /// Takes in what a job found; a job for a card that was swapped meanwhile is ignored. Gives the job back
    /// when it should be tried again.
    std::optional<IdentifyJob> identified(IdentifyJob job,
                                          const Result<std::optional<CardIdentity>>& identity);
    /// False while a reader was listed and nothing is known of it yet.
    bool complete() const;
    Snapshot snapshot() const;

  private:
    struct Entry {
        ReaderSnapshot shown;
        std::uint32_t found = pcsc::state::kUnaware;
        bool seen = false;
        bool gone = false;
    };

    ServiceState service_ = ServiceState::Off;
    std::map<std::string, Entry> entries_;
};

} // namespace tanba::card
