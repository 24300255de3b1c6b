#pragma once

#include "app/text/report_html.h"

#include <string>
#include <vector>

namespace tanba::text {

/// The report of reportHtml for paper: the same words in the few elements that Qt's rich text lays out
/// (tables, no style sheet, nothing is loaded). app/print makes a PDF of it.
std::string reportPrintHtml(const std::vector<CheckedFile>& files, const TextTable& table, Language language);

} // namespace tanba::text
