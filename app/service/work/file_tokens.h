#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace tanba::service {

/// Files that the person chose for one connection. The page gets a token that ends in the file's name; the
/// folder stays unknown to it, and no other connection can use the token.
class FileTokens {
  public:
    static constexpr std::size_t kMaxTokens = 200;

    /// service.too_much beyond kMaxTokens, random.unavailable.
    Result<std::string> issue(std::filesystem::path file);
    /// service.file_unknown for everything that issue() did not give.
    Result<std::filesystem::path> find(const std::string& token) const;

  private:
    std::map<std::string, std::filesystem::path> files_;
};

} // namespace tanba::service
