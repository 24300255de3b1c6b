#include "core/sign/reason.h"

#include <cstddef>

namespace tanba::sign {

const std::vector<ReasonRow>& reasonTable() {
    static const std::vector<ReasonRow> table = {
#define TANBA_REASON_ROW(name, text, weight, indication, subindication)                                      \
    {ReasonCode::name, text, Weight::weight, indication, subindication},
        TANBA_REASON_CODES(TANBA_REASON_ROW)
#undef TANBA_REASON_ROW
    };
    return table;
}

const ReasonRow& reasonRow(ReasonCode code) {
    // Rows stand in the order of the enumerators: both come from the same list.
    return reasonTable()[static_cast<std::size_t>(code)];
}

} // namespace tanba::sign
