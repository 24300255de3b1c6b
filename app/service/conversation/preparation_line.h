#pragma once

#include "app/service/conversation/executor.h"

#include <deque>
#include <functional>
#include <map>
#include <string>

namespace tanba::service {

/// Messages of all connections that are to be read and classified, one of each site (callerSite()) at a time:
/// a site that sends many, or expensive ones, keeps itself waiting. On the service's thread only.
class PreparationLine {
  public:
    /// @param executor outlives every task.
    explicit PreparationLine(Executor& executor) : executor_(executor) {}
    PreparationLine(const PreparationLine&) = delete;
    PreparationLine& operator=(const PreparationLine&) = delete;

    /// Runs `task` on a thread of this lane when those that the site added before have ended.
    void add(const std::string& site, Executor::Lane lane, std::function<void()> task);

  private:
    struct Waiting {
        Executor::Lane lane;
        std::function<void()> task;
    };

    void start(const std::string& site, Waiting next);
    void ended(const std::string& site);

    Executor& executor_;
    /// By site, as long as one of its tasks runs: those behind it.
    std::map<std::string, std::deque<Waiting>> sites_;
};

} // namespace tanba::service
