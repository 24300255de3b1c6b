#include "app/gui/demo/demo_cards.h"

namespace tanba::gui {

CardSources demoCards(CardSources usual, card::pcsc::Api& noReaders, card::SimulatedCard card) {
    return {noReaders,
            usual.waiter,
            usual.files,
            usual.clock,
            std::move(usual.folder),
            [](std::vector<std::filesystem::path>) { return pkcs11::ModuleSources{}; },
            std::move(usual.helper),
            [card]() -> Result<card::SimulatedCard> { return card; },
            std::move(usual.configured),
            std::move(usual.keepConfigured)};
}

} // namespace tanba::gui
