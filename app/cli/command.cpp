#include "app/cli/command.h"

#include <exception>
#include <new>

namespace tanba::cli {

CommandEnd endWith(Console& console, const Failure& failure, Exit exit) {
    console.problem(failure);
    return {exit, Json{{"error", console.errorJson(failure)}}, exit};
}

CommandEnd endWith(Console& console, const Failure& failure, Phase phase) {
    return endWith(console, failure, exitOf(failure, phase));
}

CommandEnd guarded(Console& console, Exit ifThrown, const std::function<CommandEnd()>& command) {
    try {
        return command();
    } catch (const std::bad_alloc&) {
        return endWith(console, fail(FailureCode::OutOfMemory), ifThrown);
    } catch (const std::exception& error) {
        return endWith(console, fail(FailureCode::Internal, {}, error.what()), ifThrown);
    }
}

} // namespace tanba::cli
