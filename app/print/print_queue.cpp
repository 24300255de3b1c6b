#include "app/print/print_queue.h"

#include <cups/cups.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <tuple>

namespace tanba::print {

namespace {

/// What CUPS keeps together in one block: an array and its length.
class Destinations {
  public:
    Destinations() : count_(cupsGetDests2(CUPS_HTTP_DEFAULT, &first_)) {}
    Destinations(const Destinations&) = delete;
    Destinations& operator=(const Destinations&) = delete;
    ~Destinations() { cupsFreeDests(count_, first_); }

    std::span<const cups_dest_t> all() const {
        return {first_, count_ > 0 ? static_cast<std::size_t>(count_) : 0};
    }

  private:
    cups_dest_t* first_ = nullptr;
    int count_;
};

class Options {
  public:
    Options() = default;
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;
    ~Options() { cupsFreeOptions(count_, first_); }

    void add(const char* name, const std::string& value) {
        count_ = cupsAddOption(name, value.c_str(), count_, &first_);
    }
    int count() const { return count_; }
    cups_option_t* first() const { return first_; }

  private:
    cups_option_t* first_ = nullptr;
    int count_ = 0;
};

std::string descriptionOf(const cups_dest_t& destination) {
    const char* const text = cupsGetOption("printer-info", destination.num_options, destination.options);
    return text == nullptr ? std::string() : std::string(text);
}

bool send(int job, const PrintOrder& order, ByteView pdf, const char* title) {
    const char* const printer = order.printer.c_str();
    return cupsStartDocument(CUPS_HTTP_DEFAULT, printer, job, title, CUPS_FORMAT_PDF, 1) ==
               HTTP_STATUS_CONTINUE &&
           cupsWriteRequestData(CUPS_HTTP_DEFAULT, asText(pdf).data(), pdf.size()) == HTTP_STATUS_CONTINUE &&
           cupsFinishDocument(CUPS_HTTP_DEFAULT, printer) <= IPP_STATUS_OK_EVENTS_COMPLETE;
}

} // namespace

std::vector<Printer> printersOfThisSystem() {
    const Destinations destinations;
    std::vector<Printer> printers;
    for (const cups_dest_t& destination : destinations.all()) {
        // An instance is the same printer with settings of its own.
        if (destination.instance == nullptr)
            printers.push_back({destination.name, descriptionOf(destination),
                                destination.is_default != 0 ? PrinterRank::Default : PrinterRank::Other});
    }
    std::ranges::sort(printers, {},
                      [](const Printer& printer) { return std::tuple(printer.rank, printer.name); });
    return printers;
}

Reception handOver(const PrintOrder& order, ByteView pdf, const char* title) {
    Options options;
    options.add("copies", std::to_string(order.copies));
    // The page is A4; a printer with other paper makes it smaller rather than cut it.
    options.add("print-scaling", "auto-fit");
    const int job =
        cupsCreateJob(CUPS_HTTP_DEFAULT, order.printer.c_str(), title, options.count(), options.first());
    if (job == 0)
        return Reception::Refused;
    if (send(job, order, pdf, title))
        return Reception::Taken;
    // A job without its document would wait in the queue for ever.
    static_cast<void>(cupsCancelJob2(CUPS_HTTP_DEFAULT, order.printer.c_str(), job, 1));
    return Reception::Refused;
}

} // namespace tanba::print
