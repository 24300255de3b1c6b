#include "tests/bench/rounds.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tanba::bench {

namespace {

double cpuSeconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// CPU seconds of one call, averaged over `calls`.
double timed(const Contender& contender, int calls) {
    const double start = cpuSeconds();
    for (int call = 0; call < calls; ++call)
        contender.once();
    return (cpuSeconds() - start) / calls;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Warms up as well.
int callsPerTurn(const Contender& contender, double turnSeconds) {
    timed(contender, 3);
    return std::max(1, static_cast<int>(std::lround(turnSeconds / timed(contender, 3))));
}

} // namespace

std::vector<Measured> measureInTurns(const std::vector<Contender>& contenders, int rounds,
                                     double turnSeconds) {
    std::vector<int> calls;
    for (const Contender& contender : contenders)
        calls.push_back(callsPerTurn(contender, turnSeconds));
    std::vector<std::vector<double>> seconds(contenders.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < contenders.size(); ++i)
            seconds[i].push_back(timed(contenders[i], calls[i]));
    }
    std::vector<Measured> results;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        Measured result{contenders[i].name, median(seconds[i]), {}};
        for (const std::vector<double>& other : seconds) {
            std::vector<double> ratios;
            for (std::size_t round = 0; round < other.size(); ++round)
                ratios.push_back(other[round] / seconds[i][round]);
            result.speedBeside.push_back(median(std::move(ratios)));
        }
        results.push_back(std::move(result));
    }
    return results;
}

void printTable(const std::string& title, const std::string& unit, double unitsPerCall,
                const std::vector<Measured>& results) {
    std::printf("\n%s\n\n| | %s |", title.c_str(), unit.c_str());
    for (const Measured& result : results)
        std::printf(" beside %s |", result.name.c_str());
    std::printf("\n|---|---|");
    for (std::size_t i = 0; i < results.size(); ++i)
        std::printf("---|");
    std::printf("\n");
    for (const Measured& result : results) {
        std::printf("| %s | %.0f |", result.name.c_str(), unitsPerCall / result.seconds);
        for (const double speed : result.speedBeside)
            std::printf(" %.2f |", speed);
        std::printf("\n");
    }
}

} // namespace tanba::bench
