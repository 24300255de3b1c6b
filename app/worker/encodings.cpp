#include "app/worker/encodings.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace tanba::worker {

namespace {

// Those of core/sign/xml_text.cpp that libxml2 leaves to the system.
constexpr std::array<const char*, 10> kEncodings = {"ISO-8859-5", "ISO-8859-9", "CP1251", "CP1252", "CP1254",
                                                    "KOI8-R",     "KOI8-U",     "CP866",  "RK1048", "PT154"};

bool hold(const char* from, const char* to) {
    // Never closed.
    return ::iconv_open(to, from) != reinterpret_cast<iconv_t>(std::intptr_t{-1});
}

} // namespace

bool holdEncodings() {
    return std::ranges::all_of(kEncodings,
                               [](const char* name) { return hold(name, "UTF-8") && hold("UTF-8", name); });
}

} // namespace tanba::worker
