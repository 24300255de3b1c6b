#pragma once

#include "core/base/result.h"
#include "tests/portal/lies.h"
#include "tests/portal/problem.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tanba::reference_portal {

/// Problems that the portal was told to answer with, whatever it would have said: a client meets in this way
/// also what an honest one never brings about. Each is given once.
class OrderedProblems {
  public:
    /// "PROBLEM@STEP", such as "slow_down@poll"; usage.
    Outcome add(std::string_view text);
    /// What the next request at this step is answered with; it is given no second time.
    std::optional<ProblemKind> take(Step step);

  private:
    struct Order {
        ProblemKind kind = ProblemKind::Internal;
        Step step = Step::Other;
    };
    std::vector<Order> orders_;
};

} // namespace tanba::reference_portal
