#pragma once

#include "app/print/printer.h"
#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace tanba::print {

inline constexpr std::size_t kMaxHtml = std::size_t{32} * 1024 * 1024;

/// tanba-print in the folder of the running program. print.failed when the system does not tell it.
Result<std::filesystem::path> printerBesideThisProgram();

/// The PDF of htmlToPdf(), made by the program `printer`, for those who know no Qt. print.failed (subject:
/// the program when it is missing), cancelled.
Result<Bytes> printHtml(std::string_view html, const std::filesystem::path& printer,
                        const CancelToken* cancel = nullptr);

/// The printers of this system; the preferred one comes first. None when the print service does not answer.
/// print.failed, cancelled.
Result<std::vector<Printer>> listPrinters(const std::filesystem::path& printer,
                                          const CancelToken* cancel = nullptr);
/// Lays the report out as printHtml() does and hands it over to a printer. print.failed; network.timeout,
/// cancelled (it may have got there all the same).
Result<Reception> printOnPaper(std::string_view html, const PrintOrder& order,
                               const std::filesystem::path& printer, const CancelToken* cancel = nullptr);

/// Printing as pages see it; all on any thread but that of the windows.
struct Printing {
    std::function<Result<std::vector<Printer>>(const CancelToken* cancel)> printers;
    std::function<Result<Reception>(std::string_view html, const PrintOrder& order,
                                    const CancelToken* cancel)>
        print;
};
/// By tanba-print in the folder of the running program.
Printing printingApart();

} // namespace tanba::print
