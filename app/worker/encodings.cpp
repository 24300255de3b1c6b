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

// Those of zbar's qrdectxt.c; a system need not have all of them.
constexpr std::array<const char*, 19> kQrEncodings = {
    "SJIS",       "BIG5",       "CP437",      "ISO8859-1",  "ISO8859-2", "ISO8859-3",  "ISO8859-4",
    "ISO8859-5",  "ISO8859-6",  "ISO8859-7",  "ISO8859-8",  "ISO8859-9", "ISO8859-10", "ISO8859-11",
    "ISO8859-13", "ISO8859-14", "ISO8859-15", "ISO8859-16", "UTF-8"};

bool hold(const char* from, const char* to) {
    // Never closed.
    return ::iconv_open(to, from) != reinterpret_cast<iconv_t>(std::intptr_t{-1});
}

} // namespace

bool holdEncodings() {
    return std::ranges::all_of(kEncodings,
                               [](const char* name) { return hold(name, "UTF-8") && hold("UTF-8", name); });
}

bool holdQrEncodings() {
    return std::ranges::all_of(kQrEncodings, [](const char* name) { return hold(name, "UTF-8"); });
}

} // namespace tanba::worker
