#include "app/text/dates.h"
#include "app/text/own_system.h"
#include "core/base/windows_text.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

namespace tanba::text {

System ownSystem() {
    return System::Windows;
}

UtcOffset localOffset(Time time) {
    const __time64_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm broken{};
    if (::_localtime64_s(&broken, &seconds) != 0)
        return UtcOffset(0);
    // The local time, taken for UTC.
    return UtcOffset((::_mkgmtime64(&broken) - seconds) / 60);
}

namespace {

/// "kk-KZ": the language in which Windows talks to this user.
std::string languageOfWindows() {
    std::array<wchar_t, LOCALE_NAME_MAX_LENGTH> name{};
    const LCID language = MAKELCID(::GetUserDefaultUILanguage(), SORT_DEFAULT);
    const int size = ::LCIDToLocaleName(language, name.data(), static_cast<int>(name.size()), 0);
    return size > 0 ? toUtf8(name.data()) : std::string();
}

} // namespace

/// UTF-8: a user's name in a path need not fit into the code page of the computer. Where nobody set LANG,
/// which Windows does not know, it is what Windows itself speaks.
std::string processEnvironment(const char* name) {
    const std::string_view asked(name);
    const wchar_t* const value = ::_wgetenv(std::wstring(asked.begin(), asked.end()).c_str());
    if (value != nullptr)
        return toUtf8(value);
    return asked == "LANG" ? languageOfWindows() : std::string();
}

} // namespace tanba::text
