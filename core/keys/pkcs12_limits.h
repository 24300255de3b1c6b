#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/keys/pkcs12.h"

#include <cstdint>

namespace tanba::keys {

/// What a file may ask of us. The defaults are those of openPkcs12(); tests and fuzzing take smaller ones.
struct Pkcs12Limits {
    std::int64_t iterations = kMaxPkcs12Iterations;
    std::size_t keys = 64;
    std::size_t certificates = 256;
    std::size_t bags = 1024;
    std::size_t safes = 64;
    int nesting = 4;
    /// Asked before each derivation of a key; may be absent.
    const CancelToken* cancel = nullptr;
};

/// Adds up what a file asks for and says no before the work is done.
class WorkBudget {
  public:
    explicit WorkBudget(const Pkcs12Limits& limits) : limits_(limits) {}

    const Pkcs12Limits& limits() const { return limits_; }
    /// pkcs12.work_factor when all costs together pass the limit.
    Outcome spendIterations(std::int64_t cost);
    /// Before the work on a password: cancelled when somebody wants no more of it.
    Outcome goesOn() const;
    Outcome countBag();
    Outcome countKey();
    Outcome countCertificate();
    Outcome countSafe();

  private:
    Pkcs12Limits limits_;
    std::int64_t iterations_ = 0;
    std::size_t keys_ = 0;
    std::size_t certificates_ = 0;
    std::size_t bags_ = 0;
    std::size_t safes_ = 0;
};

} // namespace tanba::keys
