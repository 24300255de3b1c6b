#pragma once

#include "app/cli/console.h"
#include "core/base/progress.h"

#include <chrono>
#include <string>

namespace tanba::cli {

/// "42 %, 0:35 left" on one line of standard error, while long work goes on and somebody is watching. Work of
/// less than a second shows nothing; the line is wiped at the end.
class ProgressLine : public ProgressSink {
  public:
    explicit ProgressLine(const Console& console);
    ~ProgressLine() override;
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void progress(std::uint64_t bytesDone, std::uint64_t bytesTotal) override;
    /// Makes room for other words; the line comes back with the next progress.
    void wipe();

  private:
    using Clock = std::chrono::steady_clock;

    const Console& console_;
    bool watched_;
    bool shown_ = false;
    Clock::time_point started_ = Clock::now();
    Clock::time_point next_ = started_ + std::chrono::seconds(1);
};

} // namespace tanba::cli
