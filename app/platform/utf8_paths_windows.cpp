#include "app/platform/utf8_paths.h"
#include "core/base/utf8.h"

#include <cwchar>

namespace tanba::platform {

void takePathsForUtf8() {}

} // namespace tanba::platform

/// What the linker puts in the place of mbrtowc() (--wrap): the C library's own takes each byte for a
/// character. Of libstdc++ only std::codecvt<wchar_t, char> calls it, by which std::filesystem::path reads
/// char. A character of two units comes in two calls: the first leaves the second unit in `state` and a byte
/// in `from`.
extern "C" std::size_t __wrap_mbrtowc(wchar_t* to, const char* from, std::size_t size,
                                      std::mbstate_t* state) {
    if (from == nullptr || size == 0)
        return 0;
    wchar_t unused = 0;
    wchar_t& unit = to == nullptr ? unused : *to;
    if (*state != 0) {
        unit = static_cast<wchar_t>(*state);
        *state = 0;
        return 1;
    }
    tanba::ByteView text = tanba::viewOf(std::string_view(from, size));
    const char32_t character = tanba::takeUtf8(text).value_or(0xFFFD);
    const std::size_t taken = size - text.size();
    if (character < 0x10000) {
        unit = static_cast<wchar_t>(character);
        return character == 0 ? 0 : taken;
    }
    unit = static_cast<wchar_t>(0xD800 + ((character - 0x10000) >> 10U));
    *state = static_cast<std::mbstate_t>(0xDC00 + ((character - 0x10000) & 0x3FFU));
    return taken - 1;
}
