#pragma once

#include "app/text/text_table.h"
#include "core/base/result.h"
#include "core/trust/verdict.h"

#include <string>
#include <vector>

namespace tanba::text {

/// One file of a verification: its report, or why it could not be read.
struct CheckedFile {
    std::string name;
    Result<trust::Report> report;
};

/// A page for people to read, print and keep: complete in itself (no script, nothing is loaded), light and
/// dark, every foreign value escaped. The verdict's sentence stands first.
std::string reportHtml(const std::vector<CheckedFile>& files, const TextTable& table, Language language);

} // namespace tanba::text
