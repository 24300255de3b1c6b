#include "app/documents/run_row.h"

#include <array>

namespace tanba::documents {

std::string_view rowStateName(RowState state) {
    constexpr std::array<std::string_view, 5> kNames = {"waiting", "working", "done", "already_signed",
                                                        "failed"};
    return kNames.at(static_cast<std::size_t>(state));
}

} // namespace tanba::documents
