#pragma once

#include "app/documents/document_list.h"
#include "core/sign/classify.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::documents {

enum class RowState { Waiting, Working, Done, AlreadySigned, Failed };
/// "waiting", "working", "done", "already_signed", "failed".
std::string_view rowStateName(RowState state);

/// One document of a run and what became of it.
struct RunRow {
    Document document;
    RowState state = RowState::Waiting;
    std::optional<Failure> failure; ///< of a row that failed
    std::filesystem::path output;   ///< where the result lies, or is being written
    Bytes outputSha256;             ///< of a row that is Done
    sign::ContentClass contentClass = sign::ContentClass::Document;
    std::vector<std::string> presentSigners; ///< names, of a file that gets one more signer
};

} // namespace tanba::documents
