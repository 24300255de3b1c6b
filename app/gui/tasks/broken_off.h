#pragma once

#include "core/base/result.h"

#include <concepts>
#include <type_traits>
#include <utility>

namespace tanba::gui {

// How the result of a task says that its work was broken off by what it threw. One that has no place for a
// failure is empty then, as when nothing was found, and TaskRunner::lost tells of it instead.

/// A Result.
template <typename Value>
concept IsResult = std::is_convertible_v<Failure, Value>;

/// Has an Outcome beside other things.
template <typename Value>
concept HasOutcome = std::default_initializable<Value> && requires(Value value, Failure failure) {
    value.outcome = std::move(failure);
};

/// Has a failure beside other things.
template <typename Value>
concept HasFailure = std::default_initializable<Value> && requires(Value value, Failure failure) {
    value.failure = std::move(failure);
};

/// Begins with a Result, without which it cannot be.
template <typename Value>
concept BeginsWithResult = std::is_aggregate_v<Value> && requires(Failure failure) {
    Value{std::move(failure)};
};

template <typename Value>
concept TellsFailure = IsResult<Value> || HasOutcome<Value> || HasFailure<Value> || BeginsWithResult<Value>;

template <typename Value>
Value brokenOff(Failure failure) {
    if constexpr (IsResult<Value>) {
        return failure;
    } else if constexpr (HasOutcome<Value>) {
        Value value;
        value.outcome = std::move(failure);
        return value;
    } else if constexpr (HasFailure<Value>) {
        Value value;
        value.failure = std::move(failure);
        return value;
    } else if constexpr (BeginsWithResult<Value>) {
        return Value{std::move(failure)};
    } else {
        return Value();
    }
}

} // namespace tanba::gui
