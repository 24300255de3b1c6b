#include "app/cli/progress_line.h"

#include <unistd.h>

#include <iostream>

namespace tanba::cli {

namespace {

constexpr std::chrono::milliseconds kRefresh(200);
constexpr std::string_view kWipeLine = "\r\x1b[K";

std::string minutesAndSeconds(std::chrono::seconds time) {
    const std::string seconds = std::to_string(time.count() % 60);
    return std::to_string(time.count() / 60) + ":" + (seconds.size() < 2 ? "0" : "") + seconds;
}

} // namespace

ProgressLine::ProgressLine(const Console& console)
    : console_(console), watched_(::isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
    wipe();
}

void ProgressLine::wipe() {
    if (shown_)
        std::cerr << kWipeLine << std::flush;
    shown_ = false;
}

void ProgressLine::progress(std::uint64_t bytesDone, std::uint64_t bytesTotal) {
    if (!watched_ || bytesDone == 0 || bytesTotal == 0)
        return;
    const Clock::time_point now = Clock::now();
    if (now < next_)
        return;
    next_ = now + kRefresh;
    shown_ = true;
    const double done = static_cast<double>(bytesDone) / static_cast<double>(bytesTotal);
    const std::chrono::duration<double> spent = now - started_;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(spent * (1.0 / done - 1.0));
    std::cerr << kWipeLine
              << console_.word(text::Ui::Progress, {{"percent", std::to_string(static_cast<int>(done * 100))},
                                                    {"left", minutesAndSeconds(left)}})
              << std::flush;
}

} // namespace tanba::cli
