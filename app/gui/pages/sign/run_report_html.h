#pragma once

#include "app/documents/run_report.h"
#include "app/gui/words/words.h"

#include <string>

namespace tanba::gui {

/// The report of a run for people, complete in itself, in the elements that Qt's rich text knows: it is shown
/// by a browser and printed alike. Every foreign value is escaped.
std::string runReportHtml(const documents::RunReport& report, const Words& words);

} // namespace tanba::gui
