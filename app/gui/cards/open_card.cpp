#include "app/gui/cards/open_card.h"

#include "app/gui/cards/card_names.h"
#include "app/gui/cards/same_stay_slot.h"
#include "app/platform/data_folder.h"
#include "cardreader/drivers/driver_table.h"
#include "cardreader/tokens/card_token.h"
#include "cardreader/tokens/file_certificate_memory.h"

namespace tanba::gui {

namespace {

std::vector<CardKeyInfo> keysOf(keys::Token& token) {
    std::vector<CardKeyInfo> keys;
    for (const auto& key : token.keys())
        keys.push_back({key->id(), key->certificate()});
    return keys;
}

} // namespace

Result<std::optional<card::CardIdentity>> identifyCard(card::CardSlot& slot, const CancelToken& cancel) {
    TANBA_TRY(const std::unique_ptr<card::CardSession> session, slot.begin(&cancel));
    const auto driver = card::driverFor(*session);
    if (driver.ok())
        return std::optional(card::CardIdentity{std::string(driver.value()->name()), {}});
    if (driver.failure().code == FailureCode::CardUnknown)
        return std::optional<card::CardIdentity>();
    return driver.failure();
}

Result<std::shared_ptr<OpenCard>> OpenCard::inReader(const CardSources& sources,
                                                     const card::ReaderSnapshot& reader,
                                                     text::Language language, const CancelToken* cancel) {
    const std::shared_ptr<OpenCard> card(new OpenCard);
    auto slot = std::make_unique<SameStaySlot>(
        sources.api, std::make_unique<card::pcsc::PcscCardSlot>(sources.api, sources.waiter, reader.name));
    SameStaySlot& stay = *slot;
    card->slot_ = std::move(slot);
    card->memory_ = std::make_unique<card::FileCertificateMemory>(sources.files, sources.certificates(),
                                                                  platform::makePrivateFolder);
    TANBA_TRY(card->token_,
              card::openCardToken(*card->slot_, *card->memory_, cancel, text::languageName(language)));
    if (card->token_->serial().empty())
        stay.insist();
    card->stay_ = reader.name + '\n' + std::to_string(reader.insertion);
    CardEntry& known = card->known_;
    known.way = CardWay::Reader;
    known.place = reader.name;
    known.driver = reader.driver;
    known.atr = reader.atr;
    known.takesCertificates = true;
    // A name from the table follows the language later; only the card's own is kept.
    const std::string label = card->token_->label();
    if (label != cardLabel(reader, language))
        known.ownLabel = label;
    return card;
}

Result<std::shared_ptr<OpenCard>> OpenCard::demonstration(card::SimulatedCard simulated,
                                                          const CancelToken* cancel) {
    const std::shared_ptr<OpenCard> card(new OpenCard);
    TANBA_TRY(card->token_, simulated.open(cancel));
    card->known_.way = CardWay::Program;
    card->known_.ownLabel = card->token_->label();
    return card;
}

std::shared_ptr<OpenCard> OpenCard::ofModule(std::unique_ptr<keys::Token> token, CardEntry what,
                                             KeyFileSearch search) {
    std::shared_ptr<OpenCard> card(new OpenCard);
    card->known_ = std::move(what);
    card->stay_ = card->known_.place + '\n' + token->label();
    card->known_.way = CardWay::Module;
    card->known_.ownLabel = token->label();
    card->known_.mayHideKeyFiles = search != nullptr;
    card->token_ = std::move(token);
    card->search_ = std::move(search);
    return card;
}

Outcome OpenCard::findKeyFiles(keys::PinSource& pins, const CancelToken* cancel) {
    const std::lock_guard lock(mutex_);
    if (search_) {
        TANBA_TRY(known_.keyFiles, search_(pins, cancel));
    }
    return Done{};
}

CardEntry OpenCard::describe() {
    const std::lock_guard lock(mutex_);
    CardEntry entry = known_;
    const std::string serial = token_->serial();
    entry.id = cardId(serial, stay_);
    entry.recognisable = !serial.empty();
    entry.kind = token_->kind();
    entry.pin = token_->pinRules();
    entry.proof = token_->proof();
    if (const keys::PinManagement* management = token_->pinManagement()) {
        entry.canChangePin = management->canChange();
        entry.canUnblockPin = management->canUnblock();
    }
    entry.keys = keysOf(*token_);
    entry.presence = Presence::There;
    return entry;
}

} // namespace tanba::gui
