#pragma once

#include "core/base/clock.h"
#include "core/base/file_store.h"
#include "core/sign/timestamp_source.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace tanba::documents {

/// How a run reaches the outside.
struct RunPlaces {
    FileStore& files;
    const Clock& clock;
    /// Opens a document; input.empty for one of no bytes. Default: openInput(). The command line puts
    /// standard input in between.
    std::function<Result<std::unique_ptr<InputFile>>(const std::filesystem::path&)> open{};
    /// What no result may replace, besides the documents: the key file.
    std::vector<std::filesystem::path> untouchable{};
    /// Takes the result of the only row instead of a file.
    ByteSink* instead = nullptr;
    /// Gives the time stamps, for an order that wants some (network.off without it). Outlives the run.
    sign::TimestampSource* timestamps = nullptr;
};

} // namespace tanba::documents
