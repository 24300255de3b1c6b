#include "app/gui/words/phrases.h"

namespace tanba::gui {

namespace {

constexpr std::string_view kCodes[] = {
#define TANBA_PHRASE_CODE(name, code) std::string_view(code),
    TANBA_PHRASES(TANBA_PHRASE_CODE)
#undef TANBA_PHRASE_CODE
};

} // namespace

std::string_view phraseCode(Phrase phrase) {
    return kCodes[static_cast<std::size_t>(phrase)];
}

std::vector<Phrase> allPhrases() {
    return {
#define TANBA_PHRASE_VALUE(name, code) Phrase::name,
        TANBA_PHRASES(TANBA_PHRASE_VALUE)
#undef TANBA_PHRASE_VALUE
    };
}

} // namespace tanba::gui
