#pragma once

#include "core/sign/shown_names.h"

#include <cstdint>
#include <memory>

// What the parts of HiddenLoginSearch have in common.

namespace tanba::sign {

/// Content, and so many levels of writing within it.
inline constexpr int kMaxHiddenLevel = 4;
/// "<root/>", the shortest challenge that is XML: what is no longer is not opened.
inline constexpr std::size_t kShortestChallenge = 7;

/// Owned, and copied with its owner.
template <typename Value>
class Copied {
  public:
    Copied() = default;
    Copied(const Copied& other) : value_(other ? std::make_unique<Value>(*other) : nullptr) {}
    Copied(Copied&&) noexcept = default;
    Copied& operator=(const Copied&) = delete;
    Copied& operator=(std::unique_ptr<Value> value) {
        value_ = std::move(value);
        return *this;
    }
    ~Copied() = default;

    explicit operator bool() const { return value_ != nullptr; }
    Value& operator*() const { return *value_; }
    Value* operator->() const { return value_.get(); }

  private:
    std::unique_ptr<Value> value_;
};

/// What all layers together may still read. Layers within layers multiply, hence one budget for all.
class ReadingBudget {
  public:
    void grow(std::uint64_t contentSize) { left_ += kReadings * contentSize; }
    /// False when it is spent: the rest cannot be searched.
    bool take(std::uint64_t bytes) {
        spent_ = spent_ || bytes > left_;
        left_ -= spent_ ? 0 : bytes;
        return !spent_;
    }
    bool spent() const { return spent_; }

  private:
    static constexpr std::uint64_t kReadings = 16;
    std::uint64_t left_ = std::uint64_t{64} * 1024 * 1024;
    bool spent_ = false;
};

/// What is common to all layers.
struct HiddenFinds {
    ShownNames shown;
    ReadingBudget budget;
    /// Something is written so that only others can read it.
    bool unreadable = false;

    /// It may be any login.
    bool mayBeAny() const { return unreadable || budget.spent(); }
};

} // namespace tanba::sign
