#pragma once

#include "core/base/file_store.h"
#include "core/base/time.h"

#include <filesystem>
#include <vector>

namespace tanba::documents {

enum class RecentKind { Signed, Checked };

/// A file that was worked on: path and time, nothing of its content.
struct RecentFile {
    std::filesystem::path path;
    RecentKind kind = RecentKind::Signed;
    Time when{};
};

/// The files that were worked on last, the latest first, at most kMaxRecent; 0600. A list that is absent or
/// damaged is an empty one: it is a convenience.
class Recent {
  public:
    static constexpr std::size_t kMaxRecent = 30;

    Recent(FileStore& files, std::filesystem::path file) : files_(files), file_(std::move(file)) {}

    std::vector<RecentFile> list() const;
    /// Puts them in front; the same path with the same kind is moved there.
    Outcome add(const std::vector<RecentFile>& latest);
    Outcome eraseAll();

  private:
    FileStore& files_;
    std::filesystem::path file_;
};

} // namespace tanba::documents
