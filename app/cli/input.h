#pragma once

#include "core/base/file_store.h"
#include "core/base/result.h"
#include "core/base/stream.h"

#include <memory>
#include <optional>
#include <string>

namespace tanba::cli {

/// The name that stands for standard input.
inline constexpr std::string_view kStandardInput = "-";
/// Standard input is held in memory.
inline constexpr std::size_t kMaxStandardInput = std::size_t{64} * 1024 * 1024;

/// Opens what the person named: files, and "-" for standard input, which is read once and may be opened
/// again.
class Inputs {
  public:
    explicit Inputs(FileStore& files) : files_(files) {}

    /// As documents::openInput().
    Result<std::unique_ptr<InputFile>> open(const std::string& name);

  private:
    Result<std::unique_ptr<InputFile>> openStandardInput();

    FileStore& files_;
    std::optional<Bytes> standardInput_;
};

} // namespace tanba::cli
