#include "app/text/ui_texts.h"

#include <array>

namespace tanba::text {

namespace {

struct UiRow {
    Ui text;
    std::string_view code;
};
// Not deduced by std::array: clang's limit of 256 for that is reached.
constexpr auto kRows = std::to_array<UiRow>({
#define TANBA_UI_ROW(name, code) {Ui::name, code},
    TANBA_UI_TEXTS(TANBA_UI_ROW)
#undef TANBA_UI_ROW
});

} // namespace

std::string_view uiCode(Ui text) {
    return kRows.at(static_cast<std::size_t>(text)).code;
}

std::vector<Ui> allUiTexts() {
    std::vector<Ui> all;
    all.reserve(kRows.size());
    for (const UiRow& row : kRows)
        all.push_back(row.text);
    return all;
}

} // namespace tanba::text
