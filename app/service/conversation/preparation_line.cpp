#include "app/service/conversation/preparation_line.h"

#include <utility>

namespace tanba::service {

void PreparationLine::add(const std::string& site, Executor::Lane lane, std::function<void()> task) {
    const auto [row, idle] = sites_.try_emplace(site);
    if (idle)
        start(site, {lane, std::move(task)});
    else
        row->second.push_back({lane, std::move(task)});
}

void PreparationLine::start(const std::string& site, Waiting next) {
    executor_.work(next.lane, [this, site, task = std::move(next.task)] {
        const auto end = [this, &site] { executor_.post([this, site] { ended(site); }); };
        try {
            task();
        } catch (...) {
            end();
            throw;
        }
        end();
    });
}

void PreparationLine::ended(const std::string& site) {
    const auto row = sites_.find(site);
    if (row->second.empty()) {
        sites_.erase(row);
        return;
    }
    Waiting next = std::move(row->second.front());
    row->second.pop_front();
    start(site, std::move(next));
}

} // namespace tanba::service
