#pragma once

#include "core/base/bytes.h"

#include <optional>
#include <string>
#include <string_view>

/// What the test module is told and what it tells: files beside the module itself, so that a test needs no
/// environment, which the helper does not pass on.
namespace tanba::test::module {

/// A line "name=value" of MODULE.script; read anew each time, so that a test can change it meanwhile. Empty
/// when there is none.
std::string told(std::string_view name);
unsigned long toldNumber(std::string_view name, unsigned long otherwise);
/// Content of MODULE.suffix; empty when there is none.
Bytes fileBeside(std::string_view suffix);
void writeBeside(std::string_view suffix, ByteView content);
/// Adds a line to MODULE.log.
void log(std::string_view line);
/// Writes to MODULE.report what kind of process this is: environment, descriptors, whether it can be dumped.
void reportSurroundings();
/// Logs a call and misbehaves in it as told: crash_in=, hang_in=, print=. The value of error_in=NAME:NUMBER
/// for this call.
std::optional<unsigned long> entered(std::string_view function);

} // namespace tanba::test::module
