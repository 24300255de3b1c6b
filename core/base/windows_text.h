#pragma once

// For the Windows twins of all rooms.

#include <windows.h>

#include <string>
#include <string_view>

namespace tanba {

/// Names of files may hold halves of characters, at which std::filesystem throws: they become U+FFFD.
inline std::string toUtf8(std::wstring_view text) {
    const auto length = static_cast<int>(text.size());
    const int size = ::WideCharToMultiByte(CP_UTF8, 0, text.data(), length, nullptr, 0, nullptr, nullptr);
    std::string converted(static_cast<std::size_t>(size), '\0');
    ::WideCharToMultiByte(CP_UTF8, 0, text.data(), length, converted.data(), size, nullptr, nullptr);
    return converted;
}

} // namespace tanba
