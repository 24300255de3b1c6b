#pragma once

#include "app/print/printer.h"
#include "core/base/bytes.h"

#include <vector>

namespace tanba::print {

// The printers of this system, by CUPS. Both wait for the service, and may wait long for one that is far
// away.

/// The preferred one first, then by name. None when there is no service.
std::vector<Printer> printersOfThisSystem();

/// Hands a PDF over as a job that is called `title`.
Reception handOver(const PrintOrder& order, ByteView pdf, const char* title);

} // namespace tanba::print
