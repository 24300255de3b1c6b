#pragma once

#include "core/base/result.h"

#include <string>

namespace tanba::test {

/// "ok", or the code of the failure: EXPECT_EQ(outcome(open(path)), "file.not_found") prints both when they
/// differ.
template <typename T>
std::string outcome(const Result<T>& result) {
    return result.ok() ? "ok" : std::string(codeText(result.failure().code));
}

} // namespace tanba::test
