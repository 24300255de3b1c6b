#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace tanba::platform {

/// The flash drives that are plugged in now, as the folders where their files are seen.
class DriveSource : public QObject {
    Q_OBJECT

  public:
    virtual std::vector<std::filesystem::path> drives() const = 0;

  signals:
    /// A drive came or went.
    void changed();
};

/// Every mount point of a text like /proc/self/mountinfo (proc_pid_mountinfo(5)); lines that say something
/// else are passed over.
std::vector<std::filesystem::path> mountPoints(std::string_view mountInfo);

/// What is mounted directly in one of the folders where desktops mount drives. The kernel tells of every
/// mount by an exception on its own table; nothing is asked again and again.
class MountedDrives : public DriveSource {
    Q_OBJECT

  public:
    /// @param folders such as /media/USER
    explicit MountedDrives(std::vector<std::filesystem::path> folders);
    ~MountedDrives() override;

    std::vector<std::filesystem::path> drives() const override { return drives_; }

  private:
    std::vector<std::filesystem::path> look() const;
    void lookAgain();

    std::vector<std::filesystem::path> folders_;
    int table_ = -1;
    std::vector<std::filesystem::path> drives_;
    std::unique_ptr<QSocketNotifier> notifier_;
};

} // namespace tanba::platform
