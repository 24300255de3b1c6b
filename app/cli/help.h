#pragma once

#include "app/cli/console.h"

#include <memory>
#include <string_view>

namespace CLI {
class FormatterBase;
}

namespace tanba::cli {

/// Formats --help in the person's language, with the whole form of each command in its first lines.
std::shared_ptr<CLI::FormatterBase> helpFormatter(const Console& console);

/// All commands in their shortest form, one a line.
std::string_view shortUsage();

} // namespace tanba::cli
