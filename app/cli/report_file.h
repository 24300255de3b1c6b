#pragma once

#include "app/text/report_html.h"
#include "core/base/bytes.h"
#include "core/base/progress.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tanba::cli {

enum class ReportForm { AsJson, AsHtml, AsPdf };

/// By the ending of the file's name; none for any other ending.
std::optional<ReportForm> reportFormOf(std::string_view name);

/// The page for people, as HTML or as the PDF that tanba-print makes; print.failed, cancelled.
Result<Bytes> reportPage(ReportForm form, const std::vector<text::CheckedFile>& files,
                         const text::TextTable& table, text::Language language, const CancelToken& cancel);

} // namespace tanba::cli
