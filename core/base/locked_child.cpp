#include "core/base/locked_child.h"

#include <string>

namespace tanba {

namespace {

/// SIGXCPU; Windows has no such signal, and no such children yet.
constexpr int kOutOfProcessorTime = 24;

} // namespace

FailureCode codeOfEnd(const Failure& failure, const LockedChildEnds& ends) {
    if (failure.code != ends.crashed)
        return failure.code;
    if (failure.detail == "signal " + std::to_string(kOutOfProcessorTime))
        return ends.late;
    if (failure.detail == "exit code " + std::to_string(kChildNotReady))
        return ends.notReady;
    return failure.code;
}

} // namespace tanba
