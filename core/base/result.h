#pragma once

#include "core/base/failure.h"

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace tanba {

/// Either a value or the Failure that prevented it. Must be looked at; value() of a failure ends the program.
template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return require(); }
    const T& value() const& { return const_cast<Result*>(this)->require(); }
    T&& value() && { return std::move(require()); }

    const Failure& failure() const {
        if (ok())
            std::abort();
        return *std::get_if<1>(&state_);
    }

  private:
    T& require() {
        if (!ok())
            std::abort();
        return *std::get_if<0>(&state_);
    }

    std::variant<T, Failure> state_;
};

struct Done {};

/// A call that has nothing to give back but may fail: `return Done{};`
using Outcome = Result<Done>;

inline Failure fail(FailureCode code, std::string subject = {}, std::string detail = {}) {
    return Failure{code, std::move(subject), std::move(detail)};
}

} // namespace tanba

#define TANBA_CONCAT_INNER(left, right) left##right
#define TANBA_CONCAT(left, right) TANBA_CONCAT_INNER(left, right)

/// Runs a fallible call and hands its failure on; otherwise `declaration` takes the value.
///     TANBA_TRY(const Bytes content, readAll(file));
#define TANBA_TRY(declaration, ...)                                                                          \
    auto TANBA_CONCAT(tryResult, __LINE__) = (__VA_ARGS__);                                                  \
    if (!TANBA_CONCAT(tryResult, __LINE__).ok())                                                             \
        return TANBA_CONCAT(tryResult, __LINE__).failure();                                                  \
    declaration = std::move(TANBA_CONCAT(tryResult, __LINE__)).value()

/// The same for a call whose value is not wanted.
#define TANBA_CHECK(...)                                                                                     \
    do {                                                                                                     \
        auto tanbaOutcome = (__VA_ARGS__);                                                                   \
        if (!tanbaOutcome.ok())                                                                              \
            return tanbaOutcome.failure();                                                                   \
    } while (false)
