#include "app/worker/standing_fonts.h"

#include "app/worker/served_files.h"

#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <span>
#include <string>

namespace tanba::worker {

namespace {

/// The standard fonts of PDF (ISO 32000-1, 9.6.2.2), those of office programs, and one with every Kazakh
/// letter.
constexpr std::array<const char*, 11> kFamilies = {
    "Helvetica",       "Times",       "Courier", "Symbol",    "ZapfDingbats", "Arial",
    "Times New Roman", "Courier New", "Calibri", "Noto Sans", "Noto Serif"};
constexpr std::array<int, 2> kWeights = {FC_WEIGHT_REGULAR, FC_WEIGHT_BOLD};
constexpr std::array<int, 2> kSlants = {FC_SLANT_ROMAN, FC_SLANT_ITALIC};

using Pattern = std::unique_ptr<FcPattern, decltype(&::FcPatternDestroy)>;

const char* fileOf(FcPattern* font) {
    FcChar8* file = nullptr;
    if (font == nullptr || ::FcPatternGetString(font, FC_FILE, 0, &file) != FcResultMatch)
        return nullptr;
    return reinterpret_cast<const char*>(file);
}

std::string fileFor(const char* family, int weight, int slant) {
    const Pattern wanted(::FcPatternCreate(), &::FcPatternDestroy);
    if (wanted == nullptr)
        return {};
    ::FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
    ::FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
    ::FcPatternAddInteger(wanted.get(), FC_SLANT, slant);
    ::FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
    ::FcDefaultSubstitute(wanted.get());
    FcResult result = FcResultNoMatch;
    const Pattern font(::FcFontMatch(nullptr, wanted.get(), &result), &::FcPatternDestroy);
    const char* const file = fileOf(font.get());
    return file == nullptr ? std::string() : file;
}

/// fontconfig can only choose what is in its list. What is dropped here is never freed: the process is short.
void keepOnly(const std::set<std::string>& files) {
    for (const FcSetName which : {FcSetSystem, FcSetApplication}) {
        FcFontSet* const list = ::FcConfigGetFonts(nullptr, which);
        if (list == nullptr)
            continue;
        const std::span<FcPattern*> all(list->fonts, static_cast<std::size_t>(list->nfont));
        const auto kept = std::remove_if(all.begin(), all.end(), [&files](FcPattern* font) {
            const char* const file = fileOf(font);
            return file == nullptr || !files.contains(file);
        });
        list->nfont = static_cast<int>(kept - all.begin());
    }
}

} // namespace

bool openStandingFonts() {
    if (::FcInit() == FcFalse)
        return false;
    std::set<std::string> files;
    for (const char* const family : kFamilies)
        for (const int weight : kWeights)
            for (const int slant : kSlants) {
                const std::string file = fileFor(family, weight, slant);
                if (!file.empty() && ServedFiles::add(file))
                    files.insert(file);
            }
    keepOnly(files);
    return !files.empty();
}

} // namespace tanba::worker
