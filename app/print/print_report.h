#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace tanba::print {

inline constexpr std::size_t kMaxHtml = std::size_t{32} * 1024 * 1024;

/// tanba-print in the folder of the running program. print.failed when the system does not tell it.
Result<std::filesystem::path> printerBesideThisProgram();

/// The PDF of htmlToPdf(), made by the program `printer`, for those who know no Qt. print.failed (subject:
/// the program when it is missing), cancelled.
Result<Bytes> printHtml(std::string_view html, const std::filesystem::path& printer,
                        const CancelToken* cancel = nullptr);

} // namespace tanba::print
