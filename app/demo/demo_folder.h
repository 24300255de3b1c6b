#pragma once

#include "core/base/growing_file.h"
#include "core/base/result.h"

#include <filesystem>
#include <memory>

namespace tanba::demo {

/// A folder that lives as long as this object: for this user only (0700), with everything in it gone at the
/// end. What a run that crashed left behind is told by its name and by nobody holding its lock, and removed
/// by the next one.
class DemoFolder {
  public:
    /// Removes what others left behind `below`, and makes a new one there. demo.failed.
    static Result<DemoFolder> make(GrowingFiles& growing, const std::filesystem::path& below);

    DemoFolder(DemoFolder&&) noexcept = default;
    DemoFolder& operator=(DemoFolder&&) = delete;
    ~DemoFolder();

    const std::filesystem::path& path() const { return path_; }

  private:
    DemoFolder(std::filesystem::path path, std::unique_ptr<GrowingFile> lock)
        : path_(std::move(path)), lock_(std::move(lock)) {}

    std::filesystem::path path_;
    std::unique_ptr<GrowingFile> lock_; ///< null in what was moved from
};

/// How the names of such folders begin.
inline constexpr std::string_view kDemoFolderPrefix = "tanba-demo-";

} // namespace tanba::demo
