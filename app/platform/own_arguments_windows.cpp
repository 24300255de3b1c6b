#include "app/platform/own_arguments.h"
#include "core/base/windows_text.h"

// Needs what Windows' first header declares.
#include <shellapi.h>

namespace tanba::platform {

std::vector<std::string> ownArguments(int, char**) {
    std::vector<std::string> words;
    int count = 0;
    wchar_t** const values = ::CommandLineToArgvW(::GetCommandLineW(), &count);
    for (int index = 1; values != nullptr && index < count; ++index)
        words.push_back(toUtf8(values[index]));
    ::LocalFree(values);
    return words;
}

} // namespace tanba::platform
