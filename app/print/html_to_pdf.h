#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string_view>

namespace tanba::print {

/// The PDF, or print.failed.
/// @param html UTF-8, in the elements that Qt's rich text knows (app/text/report_print.h). Nothing is loaded,
/// whatever it names. A4, page numbers at the foot, fonts embedded, text that can be searched and copied. The
/// <title> becomes the document's. Needs a QGuiApplication; may run beside the thread of the windows.
Result<Bytes> htmlToPdf(std::string_view html);

} // namespace tanba::print
