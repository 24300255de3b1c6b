#include "app/platform/qt/drives.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>

namespace tanba::platform {

namespace {

namespace fs = std::filesystem;

/// proc_pid_mountinfo(5): (1) mount id (2) parent (3) device (4) root (5) mount point.
constexpr int kFieldsBefore = 4;
constexpr std::size_t kMostMountInfo = std::size_t{4} * 1024 * 1024;

bool octal(char digit) {
    return digit >= '0' && digit <= '7';
}

/// Blanks, tabs, line ends and backslashes stand as three octal digits.
std::string unescaped(std::string_view field) {
    std::string text;
    for (std::size_t at = 0; at < field.size(); ++at) {
        const bool escape = field[at] == '\\' && at + 3 < field.size() && octal(field[at + 1]) &&
                            octal(field[at + 2]) && octal(field[at + 3]);
        if (!escape) {
            text += field[at];
            continue;
        }
        text +=
            static_cast<char>((field[at + 1] - '0') * 64 + (field[at + 2] - '0') * 8 + field[at + 3] - '0');
        at += 3;
    }
    return text;
}

/// Up to the next `end`, which is taken as well.
std::string_view takeUntil(std::string_view& text, char end) {
    const std::size_t length = text.find(end);
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(length == std::string_view::npos ? text.size() : length + 1);
    return taken;
}

} // namespace

std::vector<fs::path> mountPoints(std::string_view mountInfo) {
    std::vector<fs::path> points;
    while (!mountInfo.empty()) {
        std::string_view line = takeUntil(mountInfo, '\n');
        for (int field = 0; field < kFieldsBefore; ++field)
            takeUntil(line, ' ');
        const fs::path point = unescaped(takeUntil(line, ' '));
        if (point.is_absolute())
            points.push_back(point);
    }
    return points;
}

MountedDrives::MountedDrives(std::vector<fs::path> folders)
    : folders_(std::move(folders)), table_(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)) {
    if (table_ < 0)
        return;
    drives_ = look();
    notifier_ = std::make_unique<QSocketNotifier>(table_, QSocketNotifier::Exception);
    connect(notifier_.get(), &QSocketNotifier::activated, this, &MountedDrives::lookAgain);
}

MountedDrives::~MountedDrives() {
    notifier_.reset();
    if (table_ >= 0)
        ::close(table_);
}

std::vector<fs::path> MountedDrives::look() const {
    std::string text;
    std::array<char, 8192> buffer{};
    for (ssize_t got = 0; text.size() < kMostMountInfo;) {
        got = ::pread(table_, buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
        if (got <= 0)
            break;
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    std::vector<fs::path> drives;
    for (const fs::path& point : mountPoints(text)) {
        const bool usual = std::ranges::find(folders_, point.parent_path()) != folders_.end();
        if (usual && std::ranges::find(drives, point) == drives.end())
            drives.push_back(point);
    }
    std::ranges::sort(drives);
    return drives;
}

void MountedDrives::lookAgain() {
    std::vector<fs::path> now = look();
    if (now == drives_)
        return;
    drives_ = std::move(now);
    emit changed();
}

} // namespace tanba::platform
