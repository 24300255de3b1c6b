#pragma once

#include <optional>
#include <string_view>

namespace tanba::service {

/// What people call the browser whose image lies at this path; nothing for every other program, and for those
/// in folders where a program in a sandbox may put a file of any name.
/// @param image absolute, as Windows tells it, without what could be a link
std::optional<std::string_view> browserOfImage(std::wstring_view image);

} // namespace tanba::service
