#pragma once

#include <string>
#include <string_view>

namespace tanba::print {

enum class PrinterRank {
    Default, ///< the one that the person or the system prefers
    Other,
};

/// A printer of this system.
struct Printer {
    std::string name;        ///< by which the system knows it
    std::string description; ///< for people; may be empty
    PrinterRank rank = PrinterRank::Other;
};

inline constexpr int kMostCopies = 99;

struct PrintOrder {
    std::string printer; ///< Printer::name
    int copies = 1;      ///< 1 to kMostCopies
};

enum class Reception {
    Taken,   ///< it waits in the printer's queue or is printed already
    Refused, ///< no such printer any more, nobody serves it, or it takes nothing
};

} // namespace tanba::print
