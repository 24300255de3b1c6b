#include "app/print/print_messages.h"

#include "core/base/message.h"

#include <algorithm>

namespace tanba::print {

namespace {

std::string_view shortened(std::string_view text) {
    return text.substr(0, kMaxPrinterText);
}

} // namespace

Bytes writePrinters(const std::vector<Printer>& printers) {
    const std::size_t count = std::min(printers.size(), kMostPrinters);
    MessageWriter writer;
    writer.number(count);
    for (std::size_t index = 0; index < count; ++index) {
        const Printer& printer = printers[index];
        writer.text(shortened(printer.name)).text(shortened(printer.description));
        writer.number(static_cast<std::uint64_t>(printer.rank));
    }
    return writer.content();
}

Bytes writeReception(Reception reception) {
    return MessageWriter().number(static_cast<std::uint64_t>(reception)).content();
}

Result<std::vector<Printer>> readPrinters(ByteView answer) {
    MessageReader reader(answer, FailureCode::PrintFailed);
    TANBA_TRY(const std::uint64_t count, reader.number(kMostPrinters));
    std::vector<Printer> printers;
    for (std::uint64_t index = 0; index < count; ++index) {
        Printer printer;
        TANBA_TRY(printer.name, reader.text(kMaxPrinterText));
        TANBA_TRY(printer.description, reader.text(kMaxPrinterText));
        TANBA_TRY(const std::uint64_t rank, reader.number(static_cast<std::uint64_t>(PrinterRank::Other)));
        printer.rank = static_cast<PrinterRank>(rank);
        printers.push_back(std::move(printer));
    }
    TANBA_CHECK(reader.end());
    return printers;
}

Result<Reception> readReception(ByteView answer) {
    MessageReader reader(answer, FailureCode::PrintFailed);
    TANBA_TRY(const std::uint64_t reception, reader.number(static_cast<std::uint64_t>(Reception::Refused)));
    TANBA_CHECK(reader.end());
    return static_cast<Reception>(reception);
}

} // namespace tanba::print
