#pragma once

#include "core/base/progress.h"

#include <functional>
#include <utility>

namespace tanba::gui {

/// Tells how far work is, in so many steps: works report far more often than anybody can see. Called on the
/// working thread.
class StepProgress : public ProgressSink {
  public:
    StepProgress(int steps, std::function<void(int step)> tell) : steps_(steps), tell_(std::move(tell)) {}

    void progress(std::uint64_t done, std::uint64_t total) override {
        const double part = total == 0 ? 0 : static_cast<double>(done) / static_cast<double>(total);
        const int step = static_cast<int>(part * steps_);
        if (std::exchange(told_, step) != step)
            tell_(step);
    }

  private:
    int steps_;
    std::function<void(int step)> tell_;
    int told_ = 0;
};

} // namespace tanba::gui
