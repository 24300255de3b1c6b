#include "core/keys/pkcs12_limits.h"

namespace tanba::keys {

namespace {

Outcome countOne(std::size_t& count, std::size_t limit, const char* what) {
    if (count == limit)
        return fail(FailureCode::Pkcs12WorkFactor, {},
                    std::string("more than ") + std::to_string(limit) + what);
    ++count;
    return Done{};
}

} // namespace

Outcome WorkBudget::spendIterations(std::int64_t cost) {
    if (cost < 0 || cost > limits_.iterations - iterations_)
        return fail(FailureCode::Pkcs12WorkFactor, {},
                    "more than " + std::to_string(limits_.iterations) + " iterations");
    iterations_ += cost;
    return Done{};
}

Outcome WorkBudget::goesOn() const {
    if (limits_.cancel != nullptr && limits_.cancel->cancelled())
        return fail(FailureCode::Cancelled);
    return Done{};
}

Outcome WorkBudget::countBag() {
    return countOne(bags_, limits_.bags, " bags");
}
Outcome WorkBudget::countKey() {
    return countOne(keys_, limits_.keys, " keys");
}
Outcome WorkBudget::countCertificate() {
    return countOne(certificates_, limits_.certificates, " certificates");
}
Outcome WorkBudget::countSafe() {
    return countOne(safes_, limits_.safes, " safes");
}

} // namespace tanba::keys
