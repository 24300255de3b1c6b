#include "cardreader/pcsc/reset_card.h"

#include "cardreader/pcsc/context.h"
#include "cardreader/pcsc/open_card.h"

namespace tanba::card::pcsc {

namespace {

/// CK_SLOT_INFO.slotDescription, which is padded with blanks.
constexpr std::size_t kDescriptionSize = 64;

std::string asDescription(const std::string& reader) {
    const std::string cut = reader.substr(0, kDescriptionSize);
    const std::size_t last = cut.find_last_not_of(' ');
    return cut.substr(0, last == std::string::npos ? 0 : last + 1);
}

} // namespace

void resetCardIn(Api& api, Waiter& waiter, const std::string& slotDescription) {
    const auto readers = readerNames(api);
    if (!readers.ok())
        return;
    for (const std::string& reader : readers.value()) {
        if (asDescription(reader) != slotDescription)
            continue;
        if (const auto card = openCard(api, waiter, reader, nullptr); card.ok())
            card.value()->endWithReset();
    }
}

} // namespace tanba::card::pcsc
