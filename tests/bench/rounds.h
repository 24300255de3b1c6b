#pragma once

#include <functional>
#include <string>
#include <vector>

namespace tanba::bench {

/// One way of doing the same thing.
struct Contender {
    std::string name;
    std::function<void()> once;
};

struct Measured {
    std::string name;
    /// CPU seconds of one call: the median over the rounds.
    double seconds = 0;
    /// How fast it is beside each contender (in their order; above 1 = faster): medians of the ratios of one
    /// round.
    std::vector<double> speedBeside;
};

/// Runs the contenders in turns, A B C A B C ..., so that a busy machine slows them all alike, and compares
/// only turns of the same round.
/// @param turnSeconds CPU time that each turn is given, roughly.
std::vector<Measured> measureInTurns(const std::vector<Contender>& contenders, int rounds,
                                     double turnSeconds);

/// Prints a Markdown table: calls a second (times `unitsPerCall`), and the speed beside every other
/// contender.
void printTable(const std::string& title, const std::string& unit, double unitsPerCall,
                const std::vector<Measured>& results);

} // namespace tanba::bench
