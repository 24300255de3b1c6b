#pragma once

#include "app/print/printer.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

#include <vector>

namespace tanba::print {

/// Arguments of tanba-print; without one it makes a PDF. The second is followed by the printer and the
/// copies.
inline constexpr std::string_view kListArgument = "--printers";
inline constexpr std::string_view kPaperArgument = "--paper";

// What tanba-print answers when it is asked about printers; what else it says is a PDF.

inline constexpr std::size_t kMostPrinters = 1000;
inline constexpr std::size_t kMaxPrinterText = 1024;
/// No answer about printers is longer.
inline constexpr std::size_t kMaxAnswer = std::size_t{4} * 1024 * 1024;

Bytes writePrinters(const std::vector<Printer>& printers);
Bytes writeReception(Reception reception);

/// print.failed for anything that the functions above do not write.
Result<std::vector<Printer>> readPrinters(ByteView answer);
Result<Reception> readReception(ByteView answer);

} // namespace tanba::print
