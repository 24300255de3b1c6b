#include "core/base/failure.h"

#include <array>
#include <cstddef>

namespace tanba {

namespace {

struct CodeRow {
    FailureCode code;
    std::string_view text;
};

constexpr auto kCodes = std::to_array<CodeRow>({
#define TANBA_FAILURE_ROW(name, text) {FailureCode::name, text},
    TANBA_FAILURE_CODES(TANBA_FAILURE_ROW)
#undef TANBA_FAILURE_ROW
});

} // namespace

std::string_view codeText(FailureCode code) {
    // The rows are in the order of the enumerators, for both come from the same list.
    const auto index = static_cast<std::size_t>(code);
    return index < kCodes.size() ? kCodes[index].text : codeText(FailureCode::Internal);
}

std::vector<FailureCode> allFailureCodes() {
    std::vector<FailureCode> codes;
    codes.reserve(kCodes.size());
    for (const CodeRow& row : kCodes)
        codes.push_back(row.code);
    return codes;
}

} // namespace tanba
