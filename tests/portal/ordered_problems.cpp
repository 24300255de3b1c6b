#include "tests/portal/ordered_problems.h"

#include <algorithm>

namespace tanba::reference_portal {

Outcome OrderedProblems::add(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos)
        return fail(FailureCode::Usage, std::string(text), "PROBLEM@STEP");
    const auto words = std::ranges::find(problemWords(), text.substr(0, at), &ProblemWords::name);
    if (words == problemWords().end())
        return fail(FailureCode::Usage, std::string(text), "no problem of the profile");
    TANBA_TRY(const Step step, stepNamed(text.substr(at + 1)));
    orders_.push_back({words->kind, step});
    return Done{};
}

std::optional<ProblemKind> OrderedProblems::take(Step step) {
    const auto order = std::ranges::find(orders_, step, &Order::step);
    if (order == orders_.end())
        return std::nullopt;
    const ProblemKind kind = order->kind;
    orders_.erase(order);
    return kind;
}

} // namespace tanba::reference_portal
