#pragma once

#include "app/documents/signing_record.h"
#include "core/base/file_store.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tanba::documents {

/// True when the recorded result lies where it belongs, whole.
bool isThere(FileStore& files, const RecordedRow& recorded);

/// Removes what a killed run left half-written beside its results.
class Leftovers {
  public:
    explicit Leftovers(FileStore& files) : files_(files) {}

    /// Temporary files for this result; what cannot be removed stays.
    void removeBeside(const std::filesystem::path& result);

  private:
    const std::vector<std::string>& temporariesIn(const std::filesystem::path& folder);

    FileStore& files_;
    std::map<std::filesystem::path, std::vector<std::string>> temporaries_;
};

} // namespace tanba::documents
