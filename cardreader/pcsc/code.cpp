#include "cardreader/pcsc/code.h"

#include <array>

namespace tanba::card::pcsc {

std::string_view codeName(Code code) {
    static constexpr std::array kNames = {
#define TANBA_PCSC_NAME(name, native) std::string_view(#native),
        TANBA_PCSC_CODES(TANBA_PCSC_NAME)
#undef TANBA_PCSC_NAME
            std::string_view("unknown result"),
    };
    return kNames.at(static_cast<std::size_t>(code));
}

} // namespace tanba::card::pcsc
